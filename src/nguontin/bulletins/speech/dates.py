"""Dates: "15/11/2026", "từ 15-17/11", "tháng 02/2023", "giai đoạn 2021-2025", "quý II/2026", "Quốc khánh 2/9"."""

import re

from nguontin.bulletins.speech.numbers import read_number
from nguontin.bulletins.speech.roman import roman_value
from nguontin.bulletins.speech.spoken import Claim, Rule, whole

START = r"(?<![\w/.,:-])"
END = r"(?![\w/]|[.,:-]\d)"
DAY, MONTH, YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"[12]\d{3}"
BETWEEN = r"\s{0,2}[-–—]\s{0,2}"
SAID_DAY = re.compile(r"(?:ngày|mùng|mồng|hôm)\s{1,3}$", re.I)
SAID_MUNG = re.compile(r"(?:mùng|mồng)\s{1,3}$", re.I)
SAID_YEAR = re.compile(r"năm\s{1,3}$", re.I)
SAID_MONTH = re.compile(r"tháng\s{1,3}$", re.I)
# What stands before a day and month without a year; otherwise "3/4" is a fraction.
POINTS_TO_DATE = re.compile(
    r"(?:ngày|hôm|mùng|mồng|từ|đến|tới|trước|sau|sáng|trưa|chiều|tối|đêm|dịp|lễ|tết|quốc khánh|quốc tế|hết|"
    r"giải phóng|kỷ niệm|phụ nữ|lao động|thiếu nhi|nhà giáo|liệt sĩ|thứ \w{2,4}|chủ nhật|nhật|nay|mai|vào)"
    r"(?:\s{0,2}[,(])?\s{1,3}$",
    re.I,
)
# After another day and month ("30/4 và 1/5") only these are dates; there "1/5" could be a fifth as well.
OBSERVANCES = re.compile(
    r"0?(?:9/0?1|[38]/0?[23]|27/0?2|26/0?3|21/0?4|30/0?4|[17]/0?5|1[59]/0?5|[15]/0?6|2[18]/0?6|2[78]/0?7|19/0?8|2/0?9|"
    r"1[0345]/10|20/1[01]|18/11|22/12)"
)
AFTER_DATE = re.compile(r"(?:\d{1,2}/\d{1,2}|\ue000)(?:\s{0,2},|\s{1,2}(?:và|hoặc|hay))\s{1,2}$")
LOOK_BACK = 24  # characters of context that the expressions above may need


def read_day(day: str) -> str:
    """ "5" → "mùng năm", "15" → "mười lăm"."""
    return f"mùng {read_number(day)}" if int(day) <= 10 else read_number(day)


def read_month(month: str) -> str:
    """ "4" → "tư"."""
    return "tư" if int(month) == 4 else read_number(month)


def _date(day: str, month: str, year: str | None) -> str:
    return f"{read_day(day)} tháng {read_month(month)}" + (f" năm {read_number(year)}" if year else "")


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - LOOK_BACK) : match.start()]


def _with_ngay(match: re.Match[str], spoken: str) -> str:
    """Say "ngày" (and "mùng") unless they are written already."""
    before = _before(match)
    if SAID_MUNG.search(before):
        return spoken.removeprefix("mùng ")
    return spoken if SAID_DAY.search(before) else f"ngày {spoken}"


def _read_full(match: re.Match[str]) -> Claim:
    return whole(match, _with_ngay(match, _date(match["day"], match["month"], match["year"])))


def _read_days(match: re.Match[str]) -> Claim:
    """ "15-17/11/2026", "30/10 - 02/11/2026", "1/1/2025-31/12/2025"."""
    year, last_year = match.groupdict().get("year"), match.groupdict().get("year2")
    first = _date(match["day"], match["month"], year) if match["month"] else read_day(match["day"])
    last = _date(match["day2"], match["month2"], last_year)
    return whole(match, _with_ngay(match, f"{first} đến ngày {last}"))


def _read_first_day(match: re.Match[str]) -> Claim:
    """ "từ ngày 15 đến …/11": the lone day before "đến" and a date."""
    return Claim(match.start("day"), match.end("day"), _with_ngay_at(match, "day", read_day(match["day"])))


def _with_ngay_at(match: re.Match[str], group: str, spoken: str) -> str:
    before = match.string[max(0, match.start(group) - LOOK_BACK) : match.start(group)]
    if SAID_MUNG.search(before):
        return spoken.removeprefix("mùng ")
    return spoken if SAID_DAY.search(before) else f"ngày {spoken}"


def _read_short(match: re.Match[str]) -> Claim | None:
    """Day and month alone, when the words before say so or no fraction could be meant."""
    improper = int(match["day"]) > int(match["month"]) and int(match["day"]) > 12
    observed = OBSERVANCES.fullmatch(match[0]) and AFTER_DATE.search(_before(match))
    alone = _before(match).endswith("(") and match.string.startswith(")", match.end())  # "Quốc khánh (2/9)"
    if not improper and not observed and not alone and not POINTS_TO_DATE.search(_before(match)):
        return None
    return whole(match, _with_ngay(match, _date(match["day"], match["month"], None)))


def _read_month_year(match: re.Match[str]) -> Claim:
    said = SAID_MONTH.search(_before(match))
    return whole(match, ("" if said else "tháng ") + f"{read_month(match['month'])} năm {read_number(match['year'])}")


def _read_worded_day(match: re.Match[str]) -> Claim:
    return Claim(match.start("day"), match.end("day"), _with_ngay_at(match, "day", read_day(match["day"])))


def _read_worded_month(match: re.Match[str]) -> Claim:
    return Claim(match.start("month"), match.end("month"), read_month(match["month"]))


def _read_years(match: re.Match[str]) -> Claim | None:
    if int(match["first"]) >= int(match["last"]):
        return None
    return whole(match, f"{read_number(match['first'])} đến {read_number(match['last'])}")


def _read_quarter(match: re.Match[str]) -> Claim | None:
    value = roman_value(match["quarter"]) or (int(match["quarter"]) if match["quarter"].isdecimal() else None)
    if value is None:
        return None
    return Claim(match.start("quarter"), match.end(), f"{read_number(str(value))} năm {read_number(match['year'])}")


def _rule(name: str, pattern: str) -> tuple[str, re.Pattern[str]]:
    return name, re.compile(pattern, re.I)


RULES = (
    Rule(
        *_rule(
            "date_range",
            rf"{START}(?P<day>{DAY})(?:[/.](?P<month>{MONTH})(?:[/.](?P<year>{YEAR}))?)?{BETWEEN}"
            rf"(?:ngày\s)?(?P<day2>{DAY})[/.](?P<month2>{MONTH})[/.](?P<year2>{YEAR}){END}",
        ),
        _read_days,
    ),
    Rule(
        *_rule(
            "date_range",
            rf"{START}(?P<day>{DAY})(?:/(?P<month>{MONTH}))?{BETWEEN}"
            rf"(?:ngày\s)?(?P<day2>{DAY})/(?P<month2>{MONTH}){END}",
        ),
        _read_days,
    ),
    Rule(
        *_rule("date", rf"{START}(?P<day>{DAY})(?P<mark>[/.-])(?P<month>{MONTH})(?P=mark)(?P<year>{YEAR}){END}"),
        _read_full,
    ),
    Rule(
        *_rule("date_range", rf"(?:từ|ngày)\s{{1,3}}(?P<day>{DAY})\s{{1,3}}đến\s{{1,3}}(?:ngày\s{{1,3}})?[\ue000\d]"),
        lambda match: None if match.string[match.end() - 1].isdecimal() else _read_first_day(match),
    ),
    Rule(
        *_rule("quarter", rf"(?<!\w)quý\s{{1,3}}(?P<quarter>IV|I{{1,3}}|[1-4])\s?[/-]\s?(?P<year>{YEAR}){END}"),
        _read_quarter,
    ),
    Rule(*_rule("month", rf"{START}(?P<month>{MONTH})[/-](?P<year>{YEAR}){END}"), _read_month_year),
    Rule(*_rule("date", rf"{START}(?P<day>{DAY})[/](?P<month>{MONTH}){END}"), _read_short),
    Rule(
        *_rule("date", rf"(?<!\w)(?:ngày|mùng|mồng)\s{{1,3}}(?P<day>{DAY})(?=\s{{1,3}}tháng(?!\w))"),
        _read_worded_day,
    ),
    Rule(*_rule("month", rf"(?<!\w)tháng\s{{1,3}}(?P<month>{MONTH})(?!\d|[.,/-]\d)"), _read_worded_month),
    Rule(*_rule("years", rf"{START}(?P<first>{YEAR}){BETWEEN}(?P<last>{YEAR}){END}"), _read_years),
)
