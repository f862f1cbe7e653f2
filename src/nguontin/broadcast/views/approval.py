"""One page to decide on: hear it, see where and when it airs, approve or give back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nguontin.broadcast import selectors, services
from nguontin.broadcast.forms import ReasonForm
from nguontin.broadcast.words import in_words
from nguontin.bulletins import selectors as bulletin_selectors
from nguontin.bulletins import services as bulletin_services
from nguontin.bulletins.desk import cards_of
from nguontin.bulletins.models import Bulletin
from nguontin.bulletins.requests import SignedIn
from nguontin.bulletins.states import BulletinClass, BulletinState
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability

SHOWN = 6  # times per station


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: SignedIn, pk: int) -> HttpResponse:
    """Show it; on POST approve and air it."""
    found = bulletin_selectors.bulletin_for(request.viewer, pk)
    if found.state != BulletinState.SUBMITTED or found.klass == BulletinClass.URGENT:
        messages.info(request, _("Bản tin này không chờ duyệt ở đây."))
        return redirect("bulletins:bulletin", pk)
    if request.method == "POST":
        try:
            aired = services.air_bulletin(found, seen=request.POST.get("seen", ""), by=request.viewer, at=request.at)
        except DomainError as error:
            messages.error(request, f"{error.message} {error.next_step}")
            return redirect("broadcast:approve", pk)
        messages.success(request, _("Đã duyệt và xếp vào chương trình phát."))
        return redirect("broadcast:broadcast", aired.pk)
    return _show(request, found, ReasonForm())


@require_POST
def give_back(request: SignedIn, pk: int) -> HttpResponse:
    """Return it to its writer with a reason. An alarm is given up on its own page."""
    found = bulletin_selectors.bulletin_for(request.viewer, pk)
    if found.klass == BulletinClass.URGENT:
        messages.error(request, _("Tin khẩn cấp được xác nhận hoặc hủy ở trang Báo động."))
        return redirect("bulletins:bulletin", pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            bulletin_services.return_bulletin(
                found, reason=form.cleaned_data["reason"], by=request.viewer, at=request.at
            )
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            messages.success(request, _("Đã trả lại cho người soạn."))
            return redirect("bulletins:list")
    return _show(request, found, form, status=422)


def _show(request: SignedIn, found: Bulletin, form: ReasonForm, *, status: int = 200) -> HttpResponse:
    revision = bulletin_selectors.history(found)[0]
    review = next((review for review in revision.reviews.all() if not review.decision), None)
    places = selectors.placements(found, revision, at=request.at)
    authors = [author.person for author in revision.authors.all()]
    submitter = review.submitted_by if review else None
    context = {
        "bulletin": found,
        "revision": revision,
        "review": review,
        "authors": authors,
        "cards": cards_of(request.viewer, revision),
        "places": places,
        "outlets": sum(place.outlets for place in places),
        "shown": SHOWN,
        "left_out": {in_words(one.reason) for place in places for one in place.left_out},
        "is_own": request.viewer.person in [*authors, submitter],
        "may_approve": request.viewer.may(Ability.APPROVE, found.unit),
        "targets": list(found.targets.all()),
        "reason_form": form,
    }
    return render(request, "broadcast/approve.html", context, status=status)
