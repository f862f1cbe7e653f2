"""Labels of numbered text: "Phần I", "A.", "II.", "Điều 3.", "1.", "1.2.", "a)", "(1)", "-", "+"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from vanban.letters import LOWER, UPPER
from vanban.roles import is_role_line


class Rank(IntEnum):
    """Order of nesting, outermost first (NĐ 30/2020, annex I: with articles, and for plans and reports)."""

    PART = 0
    CHAPTER = 1
    SECTION = 2
    LETTER = 3
    ROMAN = 4
    ARTICLE = 5
    NUMBER = 6
    NUMBER2 = 7
    NUMBER3 = 8
    NUMBER4 = 9
    POINT = 10
    BRACKET = 11
    DASH = 12
    PLUS = 13


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed without its closing mark, its rank, and where the text after it begins."""

    name: str
    rank: Rank
    end: int


_PART = re.compile(r"(?P<name>(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+\w+|[IVX]+|\d{1,2}))(?![\w])[.:]?\s*")
_CHAPTER = re.compile(r"(?P<name>(?:Chương|CHƯƠNG)\s+(?:[IVX]+|\d{1,2}))(?![\w])[.:]?\s*")
_SECTION = re.compile(r"(?P<name>(?:Mục|MỤC)\s+(?:[IVX]+|\d{1,2}))(?!\w)(?=\s*[.:]|\s+[^a-zđ\d]|\s*$)[.:]?\s*")
_ARTICLE = re.compile(r"(?P<name>(?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?)\s*[.:]\s*")
_CAPITAL = re.compile(rf"(?P<name>[A-HĐ])(?:[.)]|/\s|\s[-–]\s)\s*(?=[{UPPER}“\"])")
_ROMAN = re.compile(rf"(?P<name>[IVX]{{1,5}})\s*(?:[.):]|/\s|[-–]\s)\s*(?=[{UPPER}{LOWER}“\"])")
_NUMBERS = re.compile(
    rf"(?P<name>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?!\d)(?![./-]\d)\s*(?:[.):]|/\s|[-–]\s)?\s*(?=[{UPPER}{LOWER}“\"(]|$)"
)
_NUMBER = re.compile(
    rf"(?P<name>\d{{1,3}})(?:\s*[.)](?!\d)\s*(?=[{UPPER}{LOWER}“\"(\d]|$)"
    rf"|(?:\s*/\s+|\s*[-–]\s+|[/–-])(?=[{UPPER}][{LOWER}]|[{UPPER}]{{2,}}\s)|-\s\s*(?=[{UPPER}{LOWER}“\"(\d]|$))"
)
_SUBPOINT = re.compile(r"(?P<name>[a-zđ]\.?\d{1,2})\s?[.)]\s*(?=\S)")
_POINT = re.compile(r"(?P<name>[a-zđ])(?:\s?[.)]|/(?=\s))\s*(?=\S)")
_BRACKET = re.compile(r"(?P<name>\((?:\d{1,2}|[ivx]{1,4})\))\s*(?=\S)")
_DASH = re.compile(r"(?P<name>[-–—•●▪■◦►➢✓✔\uf0b7\uf02d\uf0a7\uf0d8])\s*(?=[^\s\-–])")
_PLUS = re.compile(r"(?P<name>\+)\s*(?=\S)")
_GRAMMAR = (
    (_PART, Rank.PART),
    (_CHAPTER, Rank.CHAPTER),
    (_SECTION, Rank.SECTION),
    (_ARTICLE, Rank.ARTICLE),
    (_ROMAN, Rank.ROMAN),
    (_CAPITAL, Rank.LETTER),
    (_NUMBERS, Rank.NUMBER2),
    (_NUMBER, Rank.NUMBER),
    (_SUBPOINT, Rank.BRACKET),
    (_POINT, Rank.POINT),
    (_BRACKET, Rank.BRACKET),
    (_DASH, Rank.DASH),
    (_PLUS, Rank.PLUS),
)


def label_of(text: str) -> Label | None:
    """The label a line or paragraph begins with, or ``None``."""
    for pattern, rank in _GRAMMAR:
        match = pattern.match(text)
        if match:
            name = "-" if rank is Rank.DASH else " ".join(match["name"].split())
            depth = Rank(Rank.NUMBER + name.count(".")) if rank is Rank.NUMBER2 else rank
            return Label(name, depth, match.end())
    return None


def is_marked(text: str) -> bool:
    """Whether the text begins with a label, a dash, or a mark of roles or time ("Đơn vị chủ trì:")."""
    return label_of(text) is not None or (text[:1].isupper() and is_role_line(text))
