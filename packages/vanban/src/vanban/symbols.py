"""Symbols behind the number: "KH-UBND", "UBND-VX", "CV/BTGTU", "TTLT-BYT-BNV"."""

from __future__ import annotations

import re

from vanban.forms import CODES, PARTY_CODES
from vanban.letters import UPPER

_GLUED = r"(?!ngày|của|về)"  # a word printed without the blank before it
_GROUP = rf"(?:{_GLUED}[\w&.])*"
_NEXT = rf"(?:[-/–]\s?|\s[-/])[{UPPER}\d]{_GROUP}|\s[-/]\s[{UPPER}\d][{UPPER}\d&.]*(?!\w)"
CODE = rf"[{UPPER}]{_GROUP}(?:{_NEXT})*(?:/[a-z]{{1,4}}(?!\w))?"
"""The symbol as a regular expression; blanks may stand around its marks."""


def kind_of(symbol: str) -> str | None:
    """The kind of paper the first abbreviation stands for; the Party puts a slash after it, the State a hyphen.

    ``None`` for a letter of the State, whose symbol begins with its issuer.
    """
    parts = re.match(r"([^-/\s]+)\s?([-/])", symbol)
    if parts is None:
        return None
    return (PARTY_CODES.get(parts[1]) if parts[2] == "/" else None) or CODES.get(parts[1])


def issuing_part(number: str) -> str:
    """The abbreviation of the issuer in a number: "UBND" in "2/KH-UBND" and in "3/UBND-VX"; "" when there is none."""
    groups = re.split(r"[-/]", number)
    while groups and (groups[0][:1].isdigit() or groups[0] in CODES):
        groups.pop(0)
    return groups[0] if groups else ""
