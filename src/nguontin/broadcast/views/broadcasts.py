"""What was approved: where it airs, how each occurrence ended, and taking it off the air."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nguontin.broadcast import selectors, services
from nguontin.broadcast.forms import ReasonForm
from nguontin.broadcast.states import Outcome
from nguontin.broadcast.words import in_words
from nguontin.bulletins import selectors as bulletin_selectors
from nguontin.bulletins.requests import SignedIn
from nguontin.bulletins.states import BulletinClass
from nguontin.kernel import filestore
from nguontin.kernel.errors import DomainError, Missing
from nguontin.kernel.pages import page_of
from nguontin.kernel.ranged import ranged_file
from nguontin.units.abilities import Ability


@require_safe
def broadcasts(request: SignedIn) -> HttpResponse:
    """All broadcasts the person sees."""
    query = request.GET.get("q", "")
    page = page_of(selectors.broadcasts(request.viewer, query=query), request, size=30)
    return render(request, "broadcast/broadcasts.html", {"page": page, "query": query})


@require_safe
def broadcast(request: SignedIn, pk: UUID) -> HttpResponse:
    """One broadcast: sound, words, people, outcomes."""
    found = selectors.broadcast_for(request.viewer, pk)
    is_alarm = found.klass == BulletinClass.URGENT
    context = {
        "broadcast": found,
        "outcomes": selectors.outcomes_of(request.viewer, found),
        "outlets": selectors.outlets_of(request.viewer, found),
        "acceptances": request.viewer.narrow(found.acceptances.select_related("station__unit"), "station__unit"),
        "may_withdraw": found.state == "live" and not is_alarm and request.viewer.may(Ability.APPROVE, found.unit),
        "may_silence": found.state == "live" and is_alarm and request.viewer.may(Ability.ALARM, found.unit),
        "may_open_bulletin": request.viewer.may(Ability.SEE, found.unit),
        "reason_form": ReasonForm(),
    }
    return render(request, "broadcast/broadcast.html", context)


@require_safe
def occurrences(request: SignedIn, pk: UUID) -> HttpResponse:
    """The rows behind a number."""
    found = selectors.broadcast_for(request.viewer, pk)
    outcome, outlet = request.GET.get("ket_qua", ""), request.GET.get("loa", "")
    page = page_of(selectors.occurrences_of(request.viewer, found, outcome=outcome, outlet=outlet), request)
    rows = [(row, in_words(row.reason)) for row in page]
    context = {"broadcast": found, "page": page, "rows": rows, "outcome": outcome, "outcomes": Outcome.choices}
    return render(request, "broadcast/occurrences.html", context)


@require_POST
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take it off the air. An alarm is silenced on its own page, which tells the loudspeakers to stop at once."""
    found = selectors.broadcast_for(request.viewer, pk)
    if found.klass == BulletinClass.URGENT:
        messages.error(request, _("Báo động được dừng ở trang Báo động, để loa im ngay."))
        return redirect("broadcast:broadcast", pk)
    try:
        services.withdraw_broadcast(found, reason=request.POST.get("reason", ""), by=request.viewer, at=request.at)
    except DomainError as error:
        messages.error(request, f"{error.message} {error.next_step}")
    else:
        messages.success(request, _("Đã thu hồi. Các lượt chưa phát được bỏ."))
    return redirect("broadcast:broadcast", pk)


@require_safe
def of_bulletin(request: SignedIn, pk: int) -> HttpResponse:
    """From a bulletin to its broadcast."""
    bulletin = bulletin_selectors.bulletin_for(request.viewer, pk)
    return redirect("broadcast:broadcast", selectors.broadcast_of_bulletin(request.viewer, bulletin).pk)


@require_safe
def audio_file(request: SignedIn, sha256: str) -> HttpResponse:
    """The sound of a broadcast the person sees, in ranges."""
    if not selectors.may_hear(request.viewer, sha256):
        raise Missing("audio", _("Không tìm thấy âm thanh này."), _("Tải lại trang."))
    response = ranged_file(request, filestore.path_of("audio", sha256), "audio/ogg", sha256)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
