"""Observances printed with a date: "kỷ niệm 75 năm Ngày … (11/6/1948-11/6/2023)"."""

from __future__ import annotations

import re

from vanban.letters import UPPER
from vanban.model import Anniversary
from vanban.paragraphs import Paragraph
from vanban.views import View

_DAY = r"\d{1,2}\s*[/.]\s*\d{1,2}"
_BRACKET = re.compile(
    rf"\(\s*(?:ngày\s+)?(?:(?P<from>{_DAY})\s*[/.]\s*(?P<since>\d{{4}})\s*[-–]\s*(?P<to>{_DAY})\s*[/.]\s*(?P<year>\d{{4}})"
    rf"|(?P<full>{_DAY})\s*[/.]\s*(?P<full_year>\d{{4}})|(?P<day>{_DAY})"
    rf"|[^()]{{0,40}}(?:âm lịch|ÂL)[^()]{{0,30}}?(?P<solar>{_DAY})\s*[/.]\s*(?P<solar_year>\d{{4}}))\s*\)"
)
_BARE = re.compile(
    rf"(?<!\w)(?P<name>Quốc\s+khánh|[Nn]gày\s+(?:hội\s+|lễ\s+|Lễ\s+)?(?!Thứ\s|Chủ\s+nhật)[{UPPER}][^\d,;:.()“”\"]{{3,70}}?)\s+"
    r"(?:ngày\s+)?(?P<day>\d{1,2}\s*/\s*\d{1,2})(?:\s*/\s*(?P<year>\d{4}))?(?![\d/]|\s*(?:-|–|đến)\s*\d)"
)
""" "ngày Thống nhất đất nước 30/4": the day stands right after the name."""
_YEARS = re.compile(r"(?:[Kk]ỷ\s+niệm\s+(?:trọng\s+thể\s+|lần\s+thứ\s+)?)?\d{1,4}\s+năm\s")
_KEPT = re.compile(r"[Kk]ỷ\s+niệm\s")
_FEAST = re.compile(r"(?<!\w)(?:Lễ|Ngày|Tết|Quốc\s+khánh|Đại\s+lễ|Cách\s+mạng|Chiến\s+thắng)\s")
_WEEKDAY = re.compile(r"(?:thứ\s+\w+|chủ\s+nhật)\s*$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:()]|\.\s")
_REACH = 220  # characters before the bracket
_FOUNDING = 2  # a year further back than this is that of the event, not of the observance


def find_anniversaries(paragraphs: list[Paragraph], *, year: int | None) -> tuple[Anniversary, ...]:
    """Observances in order of printing, each date once. ``year`` is the paper's: it tells event from observance."""
    found: dict[str, Anniversary] = {}
    for paragraph in paragraphs:
        for match in _BARE.finditer(paragraph.text):
            date = _observed(match["day"], match["year"], year)
            if date and date not in found:
                part = paragraph.view.cut(*match.span())
                found[date] = Anniversary(part.text, date, part.spans, 0.8, "anniversary.name")
        for match in _BRACKET.finditer(paragraph.text):
            date = _date(match, year)
            start = _opening(paragraph.text, match.start(), certain=match["to"] is not None) if date else None
            if date and start is not None and date not in found:
                found[date] = _make(paragraph.view.cut(start, match.end()), date)
    return tuple(sorted(found.values(), key=lambda one: one.start))


def _make(part: View, date: str) -> Anniversary:
    return Anniversary(part.text, date, part.spans, 0.9, "anniversary.bracket")


def _date(match: re.Match[str], year: int | None) -> str | None:
    if match["to"]:
        if _numbers(match["from"]) != _numbers(match["to"]):
            return None
        return _iso(match["to"], match["year"])
    if match["solar"]:
        return _iso(match["solar"], match["solar_year"])
    if match["full"]:
        return _observed(match["full"], match["full_year"], year)
    return _iso(match["day"], None)


def _observed(day: str, printed: str | None, year: int | None) -> str | None:
    """The day of an observance; the year of the event itself, long ago, is none of observance."""
    founding = printed is not None and year is not None and int(printed) < year - _FOUNDING
    return _iso(day, None if founding else printed)


def _numbers(day: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", day)]


def _iso(day_month: str, year: str | None) -> str | None:
    day, month = _numbers(day_month)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year or '-'}-{month:02}-{day:02}"


def _opening(text: str, bracket: int, *, certain: bool) -> int | None:
    """Where the words of the observance begin before its bracket; ``None`` when they name none.

    ``certain`` tells that the bracket holds one day in two years: that is an observance whatever stands before it.
    """
    begin = max(0, bracket - _REACH)
    for mark in _CLAUSE_END.finditer(text, begin, bracket):
        begin = mark.end()
    before = text[begin:bracket]
    if _WEEKDAY.search(before):
        return None
    for pattern in (_YEARS, _KEPT, _FEAST):
        hits = list(pattern.finditer(before))
        if hits:
            return begin + hits[-1].start()
    return begin if certain else None
