"""Shared by the tests of vanban."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

import vanban
from vanban.model import Document, Value

TODAY = datetime.date(2026, 11, 21)
PAPERS = Path(__file__).parent / "papers"
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "documents"
"""The development papers; they stand beside a checkout, not in it."""


def read_text(text: str) -> Document:
    """Read a paper given as text."""
    return vanban.read(text.encode(), filename="paper.txt", today=TODAY)


def values_of(part: object) -> Iterator[Value]:
    """Every :class:`Value` inside a document."""
    if isinstance(part, Value):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from values_of(one)
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        for field in dataclasses.fields(part):
            yield from values_of(getattr(part, field.name))


def squeezed(text: str) -> str:
    """Letters and figures only, lower case: what a span and its value share whatever the wrapping."""
    return "".join(char for char in text.lower() if char.isalnum())
