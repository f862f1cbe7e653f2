"""The words that stand at the head and foot of every official paper, for telling papers and layout tables."""

from __future__ import annotations

import re

from vanban.letters import fold

_MARKS = (
    r"cong hoa xa hoi chu nghia|doc lap\s*-\s*tu do",
    r"dang cong san viet nam",
    r"noi nhan",
    r"kinh gui",
    r"(?:^|[\n|])\s*so\s*:",
    r"(?:^|[\n|\s])v/v\s",
    r"ngay\s[\s\d.…]*thang\s[\s\d.…]*nam\s",
    r"(?:^|[\n|])\s*(?:(?:tm|kt|tl|tuq)\s*\.|[tk]/[mtl])\s*\w",
)
_PATTERNS = tuple(map(re.compile, _MARKS))
_MOST_LETTERS = 40_000
ENOUGH = 3
"""A text with so many of the marks is an official paper."""


def paper_marks(text: str) -> int:
    """How many of the eight marks of an official paper a text shows (at its head and foot)."""
    half = _MOST_LETTERS // 2
    shown = text if len(text) <= _MOST_LETTERS else text[:half] + "\n" + text[-half:]
    folded = fold(shown)
    return sum(bool(pattern.search(folded)) for pattern in _PATTERNS)
