"""Numbers in running text: separators, ranges, fractions, percent, units of measure, money."""

import re

from nguontin.bulletins.speech.letters import spell
from nguontin.bulletins.speech.numbers import read_decimal, read_digits, read_number
from nguontin.bulletins.speech.roman import ordinal
from nguontin.bulletins.speech.spoken import Claim, Rule, whole
from nguontin.bulletins.speech.vocabulary import GENERAL, UNITS

NUMBER = r"\d{1,3}(?:\.\d{3}){1,6}(?:,\d{1,9})?|\d{1,3}(?:,\d{3}){2,6}|\d{1,18}(?:[.,]\d{1,9})?"
_UNIT_NAMES = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
UNIT = rf"(?:{_UNIT_NAMES})(?![\w²³])"
PER = rf"/(?P<per>(?:{_UNIT_NAMES})(?![\w²³]))"
PER_WORDS = "năm|tháng|tuần|ngày|đêm|giờ|phút|giây|người|hộ|lần|lượt|suất|tấn|tạ|con|cây|sào"
NUMBER_START = r"(?<![\w.,])"
NUMBER_END = r"(?![\d])(?![.,]\d)"
SHARED = re.compile(
    r"\s{1,3}(?:xã|phường|thôn|xóm|bản|tổ|hộ|đơn vị|huyện|tỉnh|tiêu chí|đại biểu|người|trường|lớp|chi bộ)"
)


def read_written(number: str) -> str:
    """A number as written in Vietnam: "1.234.567" , "3,5"; "3.5" is read with "chấm"."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        whole_part, _, fraction = number.replace(".", "").partition(",")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", number):
        whole_part, fraction = number.replace(",", ""), ""
    elif "." in number:
        return " chấm ".join(_plain(part) for part in number.split("."))
    else:
        whole_part, _, fraction = number.partition(",")
    return read_decimal(whole_part, fraction) if fraction else _plain(whole_part)


def _plain(digits: str) -> str:
    """A leading zero in "05 hộ" is not said; codes such as "007" are read digit by digit."""
    return read_digits(digits) if digits.startswith("0") and len(digits) > 2 else read_number(digits)


def _quantity(match: re.Match[str]) -> str:
    words = [read_written(match["number"])]
    if match["last"]:
        words += ["đến", read_written(match["last"])]
    if match["unit"]:
        words.append(UNITS[match["unit"]])
    if match["per"]:
        words += ["trên", UNITS[match["per"]]]
    return " ".join(words)


def _read_quantity(match: re.Match[str]) -> Claim:
    minus = "âm " if match["minus"] else ""
    return whole(match, minus + _quantity(match))


def _read_fraction(match: re.Match[str]) -> Claim | None:
    above, below = int(match["above"]), int(match["below"])
    words = [read_number(match["above"]), "", read_number(match["below"])]
    part_of_one = 0 < above < below <= 10 and not SHARED.match(match.string[match.end() : match.end() + 12])
    words[1] = "phần" if part_of_one else "trên"
    return whole(match, " ".join(words).replace("phần bốn", "phần tư"))


def _read_ordinal(match: re.Match[str]) -> Claim:
    return Claim(match.start("number"), match.end(), ordinal(int(match["number"])))


def _read_times(match: re.Match[str]) -> Claim:
    return whole(match, f"{read_written(match['first'])} nhân {read_written(match['last'])}")


def _read_mixed(match: re.Match[str]) -> Claim | None:
    """Letters and digits in one: "H5N1", "5G", "10A1"; "220V" is a quantity."""
    parts = re.findall(r"\d+|\D+", match[0])
    if len(parts) == 2 and parts[1] in UNITS:
        return None
    return whole(
        match, " ".join(_plain(part) if part.isdecimal() else GENERAL.get(part) or spell(part) for part in parts)
    )


def _read_hyphened(match: re.Match[str]) -> Claim:
    """Digits that hang on a word by a hyphen ("Covid-19"): the hyphen is silent."""
    return whole(match, read_written(match["number"]))


RULES = (
    Rule("hyphen_number", re.compile(rf"(?<=[^\W\d_])-(?P<number>{NUMBER}){NUMBER_END}"), _read_hyphened),
    Rule("mixed", re.compile(r"(?<![\w.,/-])(?=[A-ZĐ]{0,7}\d)(?=\d{0,7}[A-ZĐ])[A-ZĐ\d]{2,8}(?![\w²³])"), _read_mixed),
    Rule("ordinal", re.compile(rf"(?<!\w)thứ\s{{1,3}}(?P<number>\d{{1,3}}){NUMBER_END}(?!\w)", re.I), _read_ordinal),
    Rule(
        "fraction",
        re.compile(r"(?<![\w.,/])(?P<above>\d{1,6})\s?/\s?(?P<below>\d{1,6})(?![\w/]|[.,]\d)"),
        _read_fraction,
    ),
    Rule(
        "multiplied",
        re.compile(rf"{NUMBER_START}(?P<first>{NUMBER})\s?[xX×]\s?(?P<last>{NUMBER}){NUMBER_END}"),
        _read_times,
    ),
    Rule(
        "quantity",
        re.compile(
            rf"(?P<minus>(?<=[\s(:])[-−](?=\d))?{NUMBER_START}(?P<number>{NUMBER}){NUMBER_END}"
            rf"(?:\s{{0,2}}[-–—]\s{{0,2}}(?P<last>{NUMBER}){NUMBER_END}(?!\s?[-–—/]\s?\d))?"
            rf"(?:\s{{0,2}}(?P<unit>{UNIT})(?:{PER})?)?"
        ),
        _read_quantity,
    ),
    Rule("unit", re.compile(r"(?<![\w])(?:km|cm|m)[23²³](?![\w²³])"), lambda match: whole(match, UNITS[match[0]])),
    Rule(
        "per",
        re.compile(rf"(?<=[^\W_]|\ue000)\s?/\s?(?P<per>{_UNIT_NAMES}|{PER_WORDS})(?![\w²³])"),
        lambda match: whole(match, f"trên {UNITS.get(match['per'], match['per'])}"),
    ),
    Rule("multiplied", re.compile(r"(?<=\ue000)\s?[xX×]\s?(?=\ue000)"), lambda match: whole(match, "nhân")),
)
