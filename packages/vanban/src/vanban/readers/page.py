"""A page as words and drawn lines with their places; what PDF and scans have in common.

All measures are points (1/72 inch) from the upper left corner of the upright page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_CUT_CODE = re.compile(r"\w[-/–]$")
_CLOSE = 0.3  # of the type size: no blank stands between
_SAME_LINE = 0.4  # of the type size: how far the middles of words on one line may lie apart


@dataclass(frozen=True, slots=True)
class Word:
    """Letters between two spaces. ``size`` is the height of the type, ``sure`` how sure a recognition is (0 to 1).

    ``raised`` marks small figures above the line, which belong to the word before them without a space.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    sure: float = 1.0
    raised: bool = False

    @property
    def middle(self) -> float:
        """Height of the middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line, level when it is wider than high, else upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs from side to side."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """One upright page."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side, from left to right; at least one."""

    words: tuple[Word, ...]
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        """The words parted by spaces."""
        text = self.words[0].text
        for before, word in pairwise(self.words):
            text += space_between(before, word) + word.text
        return text


def space_between(before: Word, word: Word) -> str:
    """What parts two neighbours on a line: nothing before a raised figure and before a stop set close."""
    close = word.left - before.right < _CLOSE * word.size
    return "" if word.raised or (close and word.text[0] in ".,:;") else " "


def line_of(words: Iterable[Word]) -> Line:
    """One line of at least one word."""
    row = tuple(sorted(words, key=lambda word: word.left))
    plain = [word for word in row if not word.raised] or list(row)
    return Line(
        row,
        row[0].left,
        min(word.top for word in plain),
        max(word.right for word in row),
        max(word.bottom for word in plain),
        sorted(word.size for word in plain)[len(plain) // 2],
    )


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words gathered into lines by the height of their middles, from top to bottom."""
    rows: list[list[Word]] = []
    middles: list[float] = []
    raised: list[Word] = []
    for word in sorted(words, key=lambda one: one.middle):
        if word.raised:
            raised.append(word)
        elif rows and word.middle - middles[-1] <= _SAME_LINE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
            middles[-1] += (word.middle - middles[-1]) / len(rows[-1])
        else:
            rows.append([word])
            middles.append(word.middle)
    for word in raised:
        nearest = min(rows, key=lambda row: _distance(word, row), default=None)
        if nearest is None or _distance(word, nearest) > 1:
            rows.append([word])
        else:
            nearest.append(word)
    return sorted((line_of(row) for row in rows), key=lambda line: line.top)


def _distance(word: Word, row: Sequence[Word]) -> float:
    """How many type sizes a raised word lies from the line it may belong to."""
    before = [one for one in row if one.left <= word.left]
    beside = max(before, key=lambda one: one.left) if before else min(row, key=lambda one: one.left)
    return abs(word.middle - beside.middle) / beside.size + max(0.0, word.left - beside.right) / beside.size


def glues(before: str, after: str) -> bool:
    """Whether a line end only cuts a code or a span of years in two: "12/KH-" and "UBND"."""
    return bool(_CUT_CODE.search(before)) and after[:1].isalnum()


def glued(texts: Iterable[str]) -> list[str]:
    """Lines, those that were cut after a hyphen or a slash made whole again."""
    whole: list[str] = []
    for text in texts:
        if whole and glues(whole[-1], text):
            whole[-1] += text
        else:
            whole.append(text)
    return whole
