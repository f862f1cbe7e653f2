"""Printed times, deadlines and recurrences."""

from __future__ import annotations

import re

from vanban.dates import DATE, iso
from vanban.timewords import (
    CLOCK,
    DAY,
    EVERY,
    HALF,
    INSTANT,
    MONTH,
    PERIOD,
    RANGE,
    SHORT_DAY,
    SINCE,
    TIME,
    UNTIL,
)
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
    rf"(?:{_UNIT}\s+[IVX\d]|nay\s+(?:cho\s+)?đến|thường xuyên|định kỳ|(?:hàng|hằng)\s+{_UNIT}|\d+\s+(?:tháng|tuần)\b)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(([^()]{3,100})\)[\s.;]*$")
_EDGE = r"(?=\s*[.;,)(]|\s*$|\s+(?:tại|tức|nhằm|do|ở)\s)"
_AFTER_COLON = re.compile(rf":\s*((?:{TIME}|\d{{1,3}}\s+ngày(?:\s+làm\s+việc)?)){_EDGE}", re.IGNORECASE)
_PERIODIC = re.compile(
    rf"định\s+kỳ\s+(?:{EVERY}|0?[369]\s+tháng(?:\s*,\s*{EVERY})?|01\s+năm)(?:\s*\((?:trước|vào"
    rf"|chậm nhất)\s+[^()]{{3,40}}?(?=\)|\s+và\s|$)\)?)?",
    re.IGNORECASE,
)
_DAY_OF_PERIOD = re.compile(
    rf"(?<!\w){_BEFORE}\s+(?:ngày\s+)?(?:{SHORT_DAY}|\d{{1,2}})\s+(?:của\s+)?(?:(?:tháng|quý)\s+(?:đầu|cuối)\s+)?"
    r"(?:(?:hàng|hằng|mỗi)\s+(?:tháng|qu[ýí]|năm)|qu[ýí]|tháng\s+cuối\s+qu[ýí])"
)
_AT_CLOCK = re.compile(
    rf"(?<!\w)(?:trước|vào|lúc)\s+{CLOCK}\s*,?\s*(?:(?:thứ\s+\w+|chủ\s+nhật|ngày\s+\d{{1,2}})\s+)?{EVERY}",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"(?:{RANGE}|{SINCE}|{UNTIL}|(?:trong\s+|vào\s+|lúc\s+)?(?:{INSTANT}|{PERIOD})|{_PERIODIC.pattern}|{EVERY})"
    r"(?=\s*[,:;]|\s+[^\W\dA-ZĐ]|\s*$)",
    re.IGNORECASE,
)
_ALREADY = re.compile(r"[^.;]{0,120}\sđã\s")
_RANGE_INSIDE = re.compile(
    rf"(?<!\w)từ\s+(?:nay\s+(?:cho\s+)?đến\s+(?:hết\s+)?{DAY}|(?:{CLOCK}\s*,?\s*)?(?:{DAY}|{CLOCK})\s*,?\s*đến\s+(?:hết\s+)?(?:{CLOCK}\s*,?\s*)?(?:{DAY}|{CLOCK},?\s+{DAY}))"
)
_WEEK = rf"tuần\s+(?:đầu|cuối|thứ\s+\w+)(?:\s+của)?\s+{MONTH}"
_AT_END = re.compile(
    rf"(?<!\w)(?:(?P<lone>vào\s+{_WEEK}|trong\s+(?:{PERIOD}|{HALF})|từ\s+{PERIOD}\s*(?:đến|-|–)\s*(?:hết\s+)?{PERIOD}|đến\s+hết\s+{PERIOD}"
    rf"|(?:vào\s+)?lúc\s+{INSTANT})"
    rf"|(?:hoàn thành|xong|thực hiện)\s+(?P<done>(?:trong|trước|vào)\s+(?:{PERIOD}"
    rf"|{HALF})))(?:\s*\([^()]{{1,40}}\))?[\s.;/]*$",
    re.IGNORECASE,
)
_ON_THE_DAY = re.compile(r"trong\s+ngày\s+[^.;()]{3,80}\([^()]{0,60}\d[^()]{0,40}\)")


def deadline_in(text: str, *, written: str | None = None) -> str | None:
    """ISO date of the first deadline printed in full.

    ``written`` is the paper's own date: a day more than a year before it is history ("sinh trước ngày …"), no deadline.
    """
    oldest = str(int(written[:4]) - 1) + written[4:] if written else ""
    for match in DEADLINE.finditer(text):
        date = iso(match["date"])
        if date and date >= oldest:
            return date
    return None


def recurrence_of(text: str) -> str | None:
    """``monthly:20``, ``monthly``, ``quarterly``, ``yearly`` or ``standing`` when the words say so."""
    day = re.search(r"ngày\s+(\d{1,2})\s+(?:hàng|hằng|mỗi|của)\s+tháng", text, re.IGNORECASE)
    if day and 1 <= int(day.group(1)) <= 31:
        return f"monthly:{int(day.group(1))}"
    for pattern, name in (
        (r"(?:hàng|hằng|mỗi)\s+tháng", "monthly"),
        (r"(?:hàng|hằng|mỗi)\s+qu[ýí]|tháng\s+cuối\s+qu[ýí]", "quarterly"),
        (r"(?:hàng|hằng|mỗi)\s+năm", "yearly"),
        (r"thường\s+xuyên", "standing"),
    ):
        if re.search(pattern, text, re.IGNORECASE):
            return name
    return None


def head_time(view: View) -> View | None:
    """The time a paragraph begins with, unless it tells what has been."""
    head = _HEAD.match(view.text)
    return view.cut(*head.span()) if head and not _ALREADY.match(view.text, head.end()) else None


def rule_time(view: View) -> View | None:
    """The words of a rule inside a paragraph: "trước ngày 30 tháng 11 hằng năm", "định kỳ hằng quý"."""
    match = _DAY_OF_PERIOD.search(view.text) or _PERIODIC.search(view.text)
    return view.cut(*match.span()) if match else None


def time_in(view: View) -> View | None:
    """The time an item prints in its own words: at its head or end, in a closing bracket, after a colon, a rule."""
    named_day = _ON_THE_DAY.search(view.text)
    if named_day:
        return view.cut(*named_day.span())
    bracket = _IN_BRACKETS.search(view.text)
    if bracket and _TIMEISH.match(bracket.group(1)):
        return view.cut(*bracket.span(1))
    head = head_time(view)
    if head:
        return head
    colon = _AFTER_COLON.search(view.text)
    if colon:
        return view.cut(*colon.span(1))
    rule = rule_time(view)
    if rule:
        return rule
    between = _RANGE_INSIDE.search(view.text) or _AT_CLOCK.search(view.text)
    if between:
        return view.cut(*between.span())
    end = _AT_END.search(view.text)
    return view.cut(*end.span("lone" if end["lone"] else "done")) if end else None
