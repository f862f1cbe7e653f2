"""What the normaliser gives back, and what one of its rules is."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """One change: `written` stood at [start, end) of `Spoken.written`; `rule` says why it is `spoken` so."""

    start: int
    end: int
    written: str
    spoken: str
    rule: str


@dataclass(frozen=True)
class Spoken:
    """Words to be spoken, and the changes that led there in the order of the text.

    `written` is the given text after Unicode NFC and without invisible characters; offsets of pieces count in it.
    """

    text: str
    pieces: tuple[Piece, ...]
    written: str


@dataclass(frozen=True)
class Claim:
    """A rule's wish to have [start, end) spoken as `spoken`. What is claimed, later rules no longer see."""

    start: int
    end: int
    spoken: str


@dataclass(frozen=True)
class Rule:
    """A pattern and how a match of it is read; `read` gives None when the match means something else.

    Patterns start only at a boundary and repeat only a bounded number of times, so that a text is read in linear time.
    """

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Claim | None]


def whole(match: re.Match[str], spoken: str) -> Claim:
    """Claim all of a match."""
    return Claim(match.start(), match.end(), spoken)
