"""What the writing desk shows of one text: how it will be spoken, how long, and how far its sound is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nguontin.units.scope import Viewer

from .models import Audio, Revision, RevisionText
from .selectors import heard_hashes
from .speech import LANGUAGES, Language, Piece, estimate_seconds, normalise

MANY = 40  # pieces shown; more would bury the text


@dataclass(frozen=True, slots=True)
class Card:
    """One language of a bulletin on the desk. ``estimate_ms`` is for the machine voice, None when it speaks none."""

    text: RevisionText
    language: Language
    audio: Audio | None
    heard: bool
    estimate_ms: int | None
    pieces: tuple[Piece, ...]


def cards_of(viewer: Viewer, revision: Revision) -> list[Card]:
    """A card per text of the revision (texts and sound prefetched), in the order of playing."""
    heard = heard_hashes(viewer, revision)
    return [_card(text, heard) for text in revision.texts.all()]


def card_of(viewer: Viewer, text: RevisionText) -> Card:
    """The card of one text."""
    return _card(text, heard_hashes(viewer, text.revision))


def sound_of(text: RevisionText) -> Audio | None:
    """The text's sound, if any was ever asked for."""
    return getattr(text, "audio", None)


def _card(text: RevisionText, heard: Iterable[str]) -> Card:
    language, audio = LANGUAGES[text.language], sound_of(text)
    pieces: tuple[Piece, ...] = ()
    estimate = None
    if language.has_voice and text.text.strip():
        pieces = tuple(
            piece for piece in normalise(text.text, language=text.language).pieces if piece.written != piece.spoken
        )
        estimate = round(estimate_seconds(text.text, language=text.language) * 1000)
    is_heard = audio is not None and audio.state == Audio.State.READY and audio.sha256 in heard
    return Card(text, language, audio, is_heard, estimate, pieces[:MANY])
