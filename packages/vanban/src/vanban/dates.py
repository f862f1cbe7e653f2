"""Dates in running text."""

from __future__ import annotations

import re

DATE = (
    r"(?:\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4})"
)
"""A full date, with figures or in words, without the word "ngày"."""


def iso(printed: str) -> str | None:
    """ISO form of a printed full date; ``None`` when there is no such day in any year."""
    digits = re.findall(r"\d+", printed)
    if len(digits) != 3:
        return None
    day, month, year = map(int, digits)
    longest = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    if not (1 <= month <= 12 and 1 <= day <= longest and 1000 <= year <= 2999):
        return None
    return f"{year}-{month:02}-{day:02}"
