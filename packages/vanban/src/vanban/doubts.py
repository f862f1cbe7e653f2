"""Recognised text, how sure its words are, and which pages are missing in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from vanban.model import Document, Doubt, Placed, Span, Unread


class ScannedText(str):
    """Text of which pictures are or should be a part, already normalised.

    ``doubts`` are the stretches that were recognised badly, in order, ``unread`` the pictures that are missing in it.
    """

    __slots__ = ("doubts", "unread")

    doubts: tuple[Doubt, ...]
    unread: tuple[Unread, ...]

    def __new__(cls, text: str, doubts: Sequence[Doubt] = (), unread: Sequence[Unread] = ()) -> ScannedText:
        """The text, the doubted stretches of it, and what it lacks."""
        made = super().__new__(cls, text)
        made.doubts = tuple(doubts)
        made.unread = tuple(unread)
        return made


def noted(document: Document, text: ScannedText) -> Document:
    """The document with what is known of its text: doubted words and unread pages."""
    return dataclasses.replace(tempered(document, text.doubts), unread=text.unread)


def tempered(document: Document, doubts: tuple[Doubt, ...]) -> Document:
    """The document with its doubts noted, and each value that lies on one no surer than it."""
    changed: Document = _tempered(document, doubts)
    return dataclasses.replace(changed, doubts=doubts)


def _tempered(part: Any, doubts: Sequence[Doubt]) -> Any:
    if isinstance(part, tuple):
        return tuple(_tempered(one, doubts) for one in part)
    if not dataclasses.is_dataclass(part) or isinstance(part, type):
        return part
    changes = {}
    for field in dataclasses.fields(part):
        old = getattr(part, field.name)
        new = _tempered(old, doubts)
        if new is not old:
            changes[field.name] = new
    if isinstance(part, Placed) and hasattr(part, "confidence"):
        least = min((doubt.sure for doubt in doubts if any(_touches(doubt, span) for span in part.spans)), default=1.0)
        if least < part.confidence:
            changes["confidence"] = least
    return dataclasses.replace(part, **changes) if changes else part


def _touches(doubt: Doubt, span: Span) -> bool:
    return doubt.start < span[1] and span[0] < doubt.end
