"""The writing desk: one page, saved as one writes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nguontin.bulletins import selectors, services
from nguontin.bulletins.desk import card_of, cards_of
from nguontin.bulletins.forms import HeadingForm, LanguageForm, ReasonForm
from nguontin.bulletins.requests import SignedIn
from nguontin.bulletins.states import BulletinClass, BulletinState
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability


@require_safe
def bulletin(request: SignedIn, pk: int) -> HttpResponse:
    """Heading, a card per language, and what is still missing; to be read only once it is submitted."""
    found = selectors.bulletin_for(request.viewer, pk)
    revisions = selectors.history(found)
    cards = cards_of(request.viewer, revisions[0])
    writable = found.state in (BulletinState.DRAFT, BulletinState.RETURNED) and request.viewer.may(
        Ability.WRITE, found.unit
    )
    context = {
        "bulletin": found,
        "revision": revisions[0],
        "review": next(iter(sorted(revisions[0].reviews.all(), key=lambda review: -review.pk)), None),
        "cards": cards,
        "writable": writable,
        "form": HeadingForm(bulletin=found) if writable else None,
        "language_form": LanguageForm(taken={card.text.language for card in cards}),
        "reason_form": ReasonForm(),
        "may_approve": request.viewer.may(Ability.APPROVE, found.unit),
        "may_take_back": found.state == BulletinState.SUBMITTED
        and found.klass != BulletinClass.URGENT
        and request.viewer.may(Ability.WRITE, found.unit),
        "targets": list(found.targets.all()),
    }
    return render(request, "bulletins/bulletin.html", context)


@require_POST
def heading(request: SignedIn, pk: int) -> HttpResponse:
    """Save the heading; answers the line that says so, or what is wrong."""
    found = selectors.bulletin_for(request.viewer, pk)
    form = HeadingForm(request.POST, bulletin=found)
    wrong = ""
    if form.is_valid():
        try:
            services.change_bulletin(found, by=request.viewer, at=request.at, **form.changes())
        except DomainError as error:
            wrong = f"{error.message} {error.next_step}"
    else:
        wrong = " ".join(f"{form[name].label}: {errors[0]}" for name, errors in form.errors.items())
    status = 422 if wrong else 200
    return render(request, "bulletins/_saved.html", {"wrong": wrong}, status=status)


@require_POST
def text(request: SignedIn, pk: int, language: str) -> HttpResponse:
    """Save the words of one language; answers how they will be spoken and the state of the sound."""
    found = selectors.bulletin_for(request.viewer, pk)
    try:
        written = services.write_text(found, language, request.POST.get("text", ""), by=request.viewer, at=request.at)
    except DomainError as error:
        wrong = f"{error.message} {error.next_step}"
        return render(request, "bulletins/_saved.html", {"wrong": wrong}, status=422)
    context = {"bulletin": found, "card": card_of(request.viewer, written), "writable": True, "saved": True}
    return render(request, "bulletins/_sound.html", context)


@require_POST
def add_language(request: SignedIn, pk: int) -> HttpResponse:
    """One more language card."""
    found = selectors.bulletin_for(request.viewer, pk)
    form = LanguageForm(request.POST, taken=set())
    if form.is_valid():
        services.write_text(found, form.cleaned_data["language"], "", by=request.viewer, at=request.at)
        return redirect(f"{reverse('bulletins:bulletin', args=[pk])}#text-{form.cleaned_data['language']}")
    messages.error(request, _("Chọn một ngôn ngữ trong danh sách."))
    return redirect("bulletins:bulletin", pk)


@require_POST
def drop_language(request: SignedIn, pk: int, language: str) -> HttpResponse:
    """Take a language out."""
    found = selectors.bulletin_for(request.viewer, pk)
    services.drop_text(found, language, by=request.viewer, at=request.at)
    return redirect("bulletins:bulletin", pk)
