"""Sound on the writing desk: the machine voice, a file, the microphone, listening."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nguontin.bulletins import selectors, services
from nguontin.bulletins.desk import card_of
from nguontin.bulletins.forms import SoundForm
from nguontin.bulletins.models import Bulletin, RevisionText
from nguontin.bulletins.requests import SignedIn
from nguontin.kernel import filestore
from nguontin.kernel.errors import DomainError, Missing
from nguontin.kernel.ranged import ranged_file


@require_safe
def audio_file(request: SignedIn, sha256: str) -> HttpResponse:
    """A sound of the person's units, by its hash, in ranges; never to strangers and never to shared caches."""
    if not selectors.may_hear(request.viewer, sha256):
        raise Missing("audio", _("Không tìm thấy âm thanh này."), _("Tải lại trang."))
    response = ranged_file(request, filestore.path_of("audio", sha256), "audio/ogg", sha256)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@require_POST
def heard(request: SignedIn, audio: int) -> HttpResponse:
    """The person has heard it (the player tells, at nine tenths)."""
    services.heard(selectors.audio_for(request.viewer, audio), by=request.viewer, at=request.at)
    return HttpResponse(status=204)


@require_safe
def sound(request: SignedIn, pk: int, language: str) -> HttpResponse:
    """The state of one sound; asked for again while it is being made."""
    found, text = _text(request, pk, language)
    return _answer(request, found, text)


@require_POST
def speak(request: SignedIn, pk: int, language: str) -> HttpResponse:
    """Order the machine voice; the words of the page come along, so that none is lost between typing and pressing."""
    found, text = _text(request, pk, language)
    try:
        if "text" in request.POST:
            text = services.write_text(found, language, request.POST["text"], by=request.viewer, at=request.at)
        services.speak(text, by=request.viewer, at=request.at)
    except DomainError as error:
        return _answer(request, found, text, wrong=f"{error.message} {error.next_step}")
    return _answer(request, found, _newest(found, language))


@require_POST
def upload(request: SignedIn, pk: int, language: str) -> HttpResponse:
    """Take a recording."""
    found, text = _text(request, pk, language)
    form = SoundForm(request.POST, request.FILES)
    if not form.is_valid():
        return _answer(request, found, text, wrong=_("Chọn một tệp âm thanh rồi tải lên."))
    file = form.cleaned_data["file"]
    try:
        services.attach_audio(
            text,
            file.read(),
            file.name,
            kind=form.cleaned_data["kind"] or "uploaded",
            by=request.viewer,
            at=request.at,
        )
    except DomainError as error:
        return _answer(request, found, text, wrong=f"{error.message} {error.next_step}")
    return _answer(request, found, _newest(found, language))


def _text(request: SignedIn, pk: int, language: str) -> tuple[Bulletin, RevisionText]:
    found = selectors.bulletin_for(request.viewer, pk)
    return found, _newest(found, language)


def _newest(bulletin: Bulletin, language: str) -> RevisionText:
    rows = RevisionText.objects.select_related("audio", "revision__bulletin").filter(revision__bulletin=bulletin)
    last = rows.order_by("-revision__number").values_list("revision", flat=True)[:1]
    found = rows.filter(revision=last, language=language).first()
    if found is None:
        raise Missing("text", _("Bản tin không có ngôn ngữ này."), _("Tải lại trang."))
    return found


def _answer(request: SignedIn, bulletin: Bulletin, text: RevisionText, *, wrong: str = "") -> HttpResponse:
    context = {"bulletin": bulletin, "card": card_of(request.viewer, text), "writable": True, "wrong": wrong}
    return render(request, "bulletins/_sound.html", context, status=422 if wrong else 200)
