"""Roman numerals: "Quý II", "Đại hội XIV", "lần thứ III", "khóa XIII", "thế kỷ XXI"."""

import re

from nguontin.bulletins.speech.numbers import read_number
from nguontin.bulletins.speech.spoken import Claim, Rule, whole

VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
WELL_FORMED = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
COUNTED = (
    r"quý|khóa|khoá|đại hội|thế kỷ|chương|phần|mục|phụ lục|loại|cấp|hạng|vùng|khu vực|kỳ|đợt|tập|giai đoạn|"
    r"bậc|nhóm|hội nghị|học kỳ|kì|quân khu|quân đoàn"
)
NUMERAL = r"[IVX]{1,8}"  # "mục C", "hạng D", "nhóm M" are letters
END = r"(?![^\W_])"
IN_CAPITALS = re.compile(r"\s[A-ZĐÀ-Ỹ]{2}")  # "MỤC VI PHẠM": a word, not a six


def roman_value(numeral: str) -> int | None:
    """Value of a well-formed numeral, else None: "XIV" → 14, "IIX" → None."""
    if not numeral or not WELL_FORMED.fullmatch(numeral):
        return None
    values = [VALUES[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def ordinal(number: int) -> str:
    """As after "thứ": nhất, hai, ba, tư, năm …"""
    return {1: "nhất", 4: "tư"}.get(number) or read_number(str(number))


def _read_ordinal(match: re.Match[str]) -> Claim | None:
    value = roman_value(match["numeral"])
    return Claim(match.start("numeral"), match.end(), ordinal(value)) if value else None


def _read_counted(match: re.Match[str]) -> Claim | None:
    first, last = roman_value(match["numeral"]), roman_value(match["last"] or "I")
    if not first or not last or (match["numeral"] in ("VI", "XI") and IN_CAPITALS.match(match.string, match.end())):
        return None
    spoken = read_number(str(first)) + (f" đến {read_number(str(last))}" if match["last"] else "")
    return Claim(match.start("numeral"), match.end(), spoken)


def _read_alone(match: re.Match[str]) -> Claim | None:
    value = roman_value(match[0])
    return whole(match, read_number(str(value))) if value else None


RULES = (
    Rule("roman", re.compile(rf"(?<![^\W_])thứ\s{{1,3}}(?P<numeral>{NUMERAL}){END}", re.I), _read_ordinal),
    Rule(
        "roman",
        re.compile(
            rf"(?<![^\W_])(?:(?i:{COUNTED}))\s{{1,3}}(?P<numeral>{NUMERAL})(?:\s?[-–]\s?(?P<last>{NUMERAL}))?{END}"
        ),
        _read_counted,
    ),
    # Without such a word only numerals that are no Vietnamese syllable: "VI PHẠM", "XI MĂNG" are words.
    Rule("roman", re.compile(rf"(?<![^\W_])(?!(?:VI|XI){END})[IVX]{{2,6}}{END}"), _read_alone),
)
