"""What a printed time means: a deadline, a period, a stretch, a rule that comes again, or standing work.

The year a paper leaves out is the year of the plan: the first year printed in the words themselves, else the year the
caller gives. What cannot be told for sure (lunar days, "ngay sau khi …") gives no meaning.
"""

from __future__ import annotations

import calendar
import re

from vanban.model import Timing
from vanban.timewords import DAY, FULL_DAY, HALF, MONTH, PERIOD, QUARTER, YEAR

_FLAGS = re.IGNORECASE
_YEAR_PRINTED = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_UNKNOWN = re.compile(r"âm\s+lịch|(?:ngay\s+)?sau\s+khi|khi\s+có|theo\s+(?:tiến độ|chỉ đạo|yêu cầu|hướng dẫn)", _FLAGS)
_EVERY = re.compile(r"(?:hàng|hằng|mỗi)\s+(?P<unit>ngày|tuần|tháng|qu[ýí]|năm)", _FLAGS)
_QUARTERS_END = re.compile(r"tháng\s+cuối\s+qu[ýí]|cuối\s+(?:mỗi\s+)?qu[ýí](?!\s+[IVX\d])", _FLAGS)
_DAY_OF_MONTH = re.compile(r"ngày\s+(\d{1,2})(?!\s*/|\d|\s+tháng\s+\d)", _FLAGS)
_DAY_OF_YEAR = re.compile(r"(?:ngày\s+)?(\d{1,2})\s*(?:/|\s+tháng\s+)\s*(\d{1,2})(?![\d/])", _FLAGS)
_STANDING = re.compile(r"thường\s+xuyên|liên\s+tục|lâu\s+dài", _FLAGS)
_BEFORE = r"(?:trước|chậm\s+nhất(?:\s+(?:là|vào|đến|trước))?|muộn\s+nhất(?:\s+(?:là|vào))?|không\s+quá)"
_DEADLINE_DAY = re.compile(
    rf"(?:{_BEFORE}|(?:đến\s+)?hết)\s+(?:\d{{1,2}}\s*(?:giờ"
    rf"|h)\s*\d{{0,2}}\s*(?:phút)?\s*,?\s*)?(?P<day>(?:ngày\s+)?(?:{DAY}|{FULL_DAY}))",
    _FLAGS,
)
_BEFORE_PERIOD = re.compile(rf"{_BEFORE}\s+(?P<period>{PERIOD})", _FLAGS)
_END_OF_PERIOD = re.compile(rf"(?:(?:đến\s+)?hết|đến\s+cuối)\s+(?P<period>{PERIOD})", _FLAGS)
_PIECE = rf"(?:{DAY}|{PERIOD})"
_RANGE = re.compile(
    rf"từ\s+(?:\d{{1,2}}\s*(?:giờ|h)[^,;]{{0,12}}?\s+)?(?P<first>{_PIECE}|ngày\s+\d{{1,2}})[^.;]{{0,12}}?\s*(?:đến"
    rf"|tới|-|–)\s*(?:hết\s+|trước\s+)?"
    rf"(?:\d{{1,2}}\s*(?:giờ|h)[^,;]{{0,12}}?\s+)?(?P<last>{_PIECE})",
    _FLAGS,
)
_SINCE = re.compile(rf"từ\s+(?P<first>{_PIECE})", _FLAGS)
_ANY = re.compile(_PIECE, _FLAGS)
_YEARS = re.compile(r"\d{4}")
_QUARTER_OF = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_RULES = {
    "ngày": "daily",
    "tuần": "weekly",
    "tháng": "monthly",
    "quý": "quarterly",
    "quí": "quarterly",
    "năm": "yearly",
}
Days = tuple[str, str]


def meaning_of(text: str, *, year: int) -> Timing | None:
    """The meaning of a printed time; ``year`` stands in where the words print none."""
    printed = _YEAR_PRINTED.search(text)
    year = int(printed.group()) if printed else year
    rule = _rule(text)
    if rule is not None:
        return Timing("rule", None, None, rule)
    for find in (_deadline, _range, _standing):
        timing = find(text, year)
        if timing is not None:
            return timing
    if _UNKNOWN.search(text):
        return None
    found = [days for piece in _ANY.finditer(text) if (days := _days(piece.group(), year))]
    if not found:
        return None
    return Timing("period", min(first for first, _ in found), max(last for _, last in found), None)


def _rule(text: str) -> str | None:
    """ "monthly:20", "monthly", "quarterly", "yearly:11-30" …; a dated time beside the rule does not change it."""
    every = _EVERY.search(text)
    if every is None:
        return "quarterly" if _QUARTERS_END.search(text) else None
    name = _RULES[every["unit"].lower()]
    if name == "monthly":
        day = _DAY_OF_MONTH.search(text)
        return f"monthly:{int(day.group(1))}" if day and 1 <= int(day.group(1)) <= 31 else name
    if name == "yearly":
        date = _DAY_OF_YEAR.search(text)
        if date and 1 <= int(date.group(2)) <= 12 and 1 <= int(date.group(1)) <= 31:
            return f"yearly:{int(date.group(2)):02}-{int(date.group(1)):02}"
    return name


def _standing(text: str, year: int) -> Timing | None:
    del year
    return Timing("standing", None, None, None) if _STANDING.search(text) else None


def _deadline(text: str, year: int) -> Timing | None:
    day = _DEADLINE_DAY.search(text)
    begins = _RANGE.search(text)
    if day and not (begins and begins.start() < day.start()):
        days = _days(day["day"], year)
        return Timing("deadline", None, days[1], None) if days else None
    before = _BEFORE_PERIOD.search(text)
    if before:
        days = _days(before["period"], year)
        return Timing("deadline", None, _day_before(days[0]), None) if days else None
    end = None if begins else _END_OF_PERIOD.search(text)
    if end:
        days = _days(end["period"], year)
        return Timing("deadline", None, days[1], None) if days else None
    return None


def _range(text: str, year: int) -> Timing | None:
    if re.search(r"âm\s+lịch", text, _FLAGS):
        return None
    between = _RANGE.search(text)
    if between:
        last = _days(between["last"], year)
        first = _days(_completed(between["first"], last), _year_of(between["first"], year)) if last else None
        return Timing("range", first[0], last[1], None) if first and last and first[0] <= last[1] else None
    since = _SINCE.search(text)
    days = _days(since["first"], year) if since else None
    return Timing("range", days[0], None, None) if days else None


def _completed(first: str, last: Days | None) -> str:
    """ "ngày 5" of "từ ngày 5 đến ngày 9/6" with the month of the other end."""
    lone = re.fullmatch(r"ngày\s+(\d{1,2})", first, _FLAGS)
    return f"ngày {lone.group(1)}/{int(last[1][5:7])}/{last[1][:4]}" if lone and last else first


def _year_of(text: str, year: int) -> int:
    printed = _YEAR_PRINTED.search(text)
    return int(printed.group()) if printed else year


def _days(piece: str, year: int) -> Days | None:
    """First and last ISO day of a day, month, quarter, half or year as printed; ``None`` when there is no such."""
    if re.search(r"âm\s+lịch", piece, _FLAGS):
        return None
    own = _year_of(piece, year)
    if re.match(QUARTER, (bare := _bare(piece)), _FLAGS):
        numbers = [_QUARTER_OF[word.upper()] for word in re.findall(r"(?<!\w)(?:IV|I{1,3}|[1-4])(?!\w)", bare, _FLAGS)]
        return _months(own, 3 * min(numbers) - 2, 3 * max(numbers))
    if re.match(HALF, bare, _FLAGS):
        months = int(found.group()) if (found := re.match(r"\d+", bare)) else 6
        return _months(own, 1, months) if "đầu" in bare.lower() else _months(own, 13 - months, 12)
    if re.match(MONTH, bare, _FLAGS):
        numbers = [int(word) for word in re.findall(r"(?<!\d)\d{1,2}(?!\d)", bare)]
        return _months(own, min(numbers), max(numbers)) if all(1 <= number <= 12 for number in numbers) else None
    if re.match(YEAR, bare, _FLAGS):
        years = [int(word) for word in _YEARS.findall(bare)]
        return f"{min(years)}-01-01", f"{max(years)}-12-31"
    numbers = [int(word) for word in re.findall(r"\d+", piece)]
    return _day(numbers, own)


def _bare(piece: str) -> str:
    return re.sub(r"^(?:đầu|giữa|cuối|tuần\s+(?:đầu|cuối))\s+(?=tháng|qu|năm|giai)", "", piece.strip(), flags=_FLAGS)


def _months(year: int, first: int, last: int) -> Days:
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(year, last)[1]:02}"


def _day(numbers: list[int], year: int) -> Days | None:
    if len(numbers) < 2:
        return None
    day, month, *_ = numbers
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    iso = f"{year}-{month:02}-{day:02}"
    return iso, iso


def _day_before(iso: str) -> str:
    year, month = int(iso[:4]), int(iso[5:7]) - 1
    if month == 0:
        year, month = year - 1, 12
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
