"""What the check gives back: findings, each with its rule, its source and the place it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "advice"]
"""``error`` departs from the cited rule; ``advice`` is good usage that the rule itself does not demand."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands.

    ``paragraph`` counts the paragraphs of the file from 0 (for plain text its lines), ``None`` for the whole paper;
    ``box`` is the Vietnamese name of the component, ``words`` the first words printed there. A .docx has no pages
    before it is laid out, so no page is given.
    """

    paragraph: int | None
    box: str
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure from the form. ``count`` tells how many places share it; ``place`` is the first of them."""

    rule: str
    severity: Severity
    source: str
    message_vi: str
    advice_vi: str
    place: Place
    fixable: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Fixed:
    """A corrected file: its bytes, what was mended, and what a person still has to mend."""

    data: bytes
    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]
