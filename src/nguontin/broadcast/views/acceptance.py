"""Bulletins from above: taken into the programme in one tap, or declined with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nguontin.broadcast import selectors, services
from nguontin.broadcast.forms import PlaceForm, ReasonForm
from nguontin.broadcast.words import in_words
from nguontin.bulletins.requests import SignedIn
from nguontin.kernel.errors import DomainError
from nguontin.kernel.pages import page_of


@require_safe
def waiting(request: SignedIn) -> HttpResponse:
    """All that wait for the person's word."""
    rows = selectors.waiting_acceptances(request.viewer, at=request.at)
    context = {"page": page_of(rows, request, size=20), "reason_form": ReasonForm()}
    return render(request, "broadcast/acceptances.html", context)


@require_POST
def accept(request: SignedIn, pk: int) -> HttpResponse:
    """Take it, in all slots."""
    found = selectors.acceptance_for(request.viewer, pk)
    planned = services.accept(found, by=request.viewer, at=request.at)
    _say(request, planned, found.broadcast_id)
    return redirect("broadcast:acceptances")


@require_POST
def decline(request: SignedIn, pk: int) -> HttpResponse:
    """Do not air it."""
    found = selectors.acceptance_for(request.viewer, pk)
    try:
        services.decline(found, reason=request.POST.get("reason", ""), by=request.viewer, at=request.at)
    except DomainError as error:
        messages.error(request, f"{error.message} {error.next_step}")
    else:
        messages.success(request, _("Đã ghi nhận: đài không phát bản tin này."))
    return redirect("broadcast:acceptances")


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: SignedIn, pk: int) -> HttpResponse:
    """Choose slots and the place in the order."""
    found = selectors.acceptance_for(request.viewer, pk)
    chosen = found.station.slots.all() if found.all_slots else found.slots.all()
    initial = {"slots": list(chosen), "position": found.position}
    form = PlaceForm(request.POST or None, station=found.station, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            planned = services.accept(
                found,
                slots=list(form.cleaned_data["slots"]),
                position=form.cleaned_data["position"],
                by=request.viewer,
                at=request.at,
            )
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            _say(request, planned, found.broadcast_id)
            return redirect("broadcast:week", found.station_id)
    context = {"acceptance": found, "form": form}
    return render(request, "broadcast/place.html", context, status=422 if form.errors else 200)


def _say(request: SignedIn, planned: services.Planning, broadcast: object) -> None:
    """What came of it, and what did not fit."""
    reasons = {in_words(one.reason) for one in planned.left_out if one.broadcast == broadcast}
    if reasons:
        text = _("Đã nhận, nhưng có buổi không đủ chỗ: %(reasons)s.") % {"reasons": "; ".join(sorted(reasons))}
        messages.warning(request, text)
    else:
        messages.success(request, _("Đã nhận vào chương trình phát."))
