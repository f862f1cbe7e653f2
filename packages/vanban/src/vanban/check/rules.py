"""All rules, in the order in which a paper is read."""

from __future__ import annotations

from vanban.check import (
    annexes,
    body,
    dating,
    foot,
    headings,
    lines_drawn,
    numbering,
    page,
    page_numbers,
    presence,
    types,
    usage,
    wording,
)
from vanban.check.registry import Rule

_SUBJECTS = (
    presence,
    page,
    page_numbers,
    types,
    lines_drawn,
    wording,
    numbering,
    dating,
    body,
    headings,
    foot,
    annexes,
    usage,
)

RULES: tuple[Rule, ...] = tuple(
    value for subject in _SUBJECTS for value in vars(subject).values() if isinstance(value, Rule)
)
"""Every rule of both forms; a rule that both forms know under one name stands here once for each."""
