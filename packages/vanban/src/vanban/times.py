"""Printed times, deadlines and recurrences."""

from __future__ import annotations

import re

from vanban.dates import DATE, iso
from vanban.views import View

_CLOCK = r"(?:\d{1,2}\s*(?:giờ|h|g)\s*\d{0,2}\s*(?:phút)?\s*,?\s*)?"
_BEFORE = (
    r"(?:[Tt]rước|(?:[Đđ]ến\s+)?[Hh]ết|[Cc]hậm\s+nhất(?:\s+(?:là|vào|đến|trước))?|[Mm]uộn\s+nhất(?:\s+(?:là|vào))?"
    r"|[Kk]hông\s+quá|[Qq]ua\s+không\s+quá)"
)
DEADLINE = re.compile(rf"(?<!\w){_BEFORE}\s+{_CLOCK}(?:hết\s+)?(?:ngày\s+)?(?P<date>{DATE})")
""" "trước ngày 15/11/2026" and the like."""

MONTHLY_DEADLINE = re.compile(rf"(?<!\w){_BEFORE}\s+(?:ngày\s+)?(?P<day>\d{{1,2}})\s+(?:hàng|hằng|mỗi)\s+tháng")
"""Before a day of every month."""

_UNIT = r"(?:quý|tháng|năm|ngày|tuần|quí|học kỳ)"
_TIMEISH = re.compile(
    rf"(?:(?:hoàn thành|xong|thực hiện)\s+)?(?:(?:trong|từ|đến|đầu|cuối|giữa|trước|sau)\s+)*"
    rf"(?:{_UNIT}\s+[IVX\d]|thường xuyên|định kỳ|(?:hàng|hằng)\s+{_UNIT}|\d+\s+(?:tháng|tuần)\b)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(([^()]{3,100})\)[\s.;]*$")
_AFTER_COLON = re.compile(
    rf":\s*((?:[Tt]ừ\s+)?[Nn]gày\s+{DATE}(?:\s*\([^()]{{1,30}}\))?|[Qq]u[ýí]\s+[IVX\d]+\s*(?:/|năm\s*)\s*\d{{4}}"
    r"|[Tt]háng\s+\d{1,2}\s*(?:/|năm\s*)\s*\d{4})(?=\s*[.;]|\s*$)"
)
_ON_THE_DAY = re.compile(r"trong\s+ngày\s+[^.;()]{3,80}\([^()]{0,60}\d[^()]{0,40}\)")


def deadline_in(text: str) -> str | None:
    """ISO date of the first deadline printed in full."""
    for match in DEADLINE.finditer(text):
        date = iso(match["date"])
        if date:
            return date
    return None


def recurrence_of(text: str) -> str | None:
    """``monthly:20``, ``monthly``, ``quarterly``, ``yearly`` or ``standing`` when the words say so."""
    day = re.search(r"ngày\s+(\d{1,2})\s+(?:hàng|hằng|mỗi|của)\s+tháng", text, re.IGNORECASE)
    if day and 1 <= int(day.group(1)) <= 31:
        return f"monthly:{int(day.group(1))}"
    for pattern, name in (
        (r"(?:hàng|hằng|mỗi)\s+tháng", "monthly"),
        (r"(?:hàng|hằng|mỗi)\s+qu[ýí]", "quarterly"),
        (r"(?:hàng|hằng|mỗi)\s+năm", "yearly"),
        (r"thường\s+xuyên", "standing"),
    ):
        if re.search(pattern, text, re.IGNORECASE):
            return name
    return None


def time_in(view: View) -> View | None:
    """The time an item prints in its own words: a closing bracket, a date after a colon, a monthly day."""
    named_day = _ON_THE_DAY.search(view.text)
    if named_day:
        return view.cut(*named_day.span())
    bracket = _IN_BRACKETS.search(view.text)
    if bracket and _TIMEISH.match(bracket.group(1)):
        return view.cut(*bracket.span(1))
    for pattern in (_AFTER_COLON, MONTHLY_DEADLINE):
        match = pattern.search(view.text)
        if match:
            return view.cut(*match.span(1 if pattern is _AFTER_COLON else 0))
    return None
