"""Numbers and dates as Vietnamese papers print them.

Sources: NĐ 30/2020/NĐ-CP annex I (leading zero for days below 10 and for January and February; Arabic figures; numbers
below 10 of a paper with a leading zero); the reading of whole numbers as schools teach it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal


def format_number(value: int | float | Decimal, *, decimals: int | None = None) -> str:
    """Thousands by dots, decimals by a comma: ``1234567`` → ``1.234.567``, ``12.5`` → ``12,5``.

    ``decimals`` fixes how many places are printed; without it a number prints those it has.
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError("only finite numbers can be printed")
    printed = f"{exact:,.{decimals}f}" if decimals is not None else f"{exact:,f}"
    return printed.translate(str.maketrans(",.", ".,"))


def format_date(date: datetime.date) -> str:
    """The date line's form: ``ngày 05 tháng 02 năm 2026``; from March on the month has no zero."""
    month = f"{date.month:02}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02} tháng {month} năm {date.year}"


def format_short_date(date: datetime.date) -> str:
    """Two figures for day and month, for tables and running text: ``05/02/2026``."""
    return f"{date.day:02}/{date.month:02}/{date.year}"


def format_paper_number(value: int) -> str:
    """The number of a paper: ``5`` → ``05``, ``105`` → ``105``; it counts from 1."""
    if value < 1:
        raise ValueError("the papers of a year are numbered from 1")
    return f"{value:02}"


def format_amount(value: int) -> str:
    """An amount of money with its words: ``1.250.000 đồng (Một triệu hai trăm năm mươi nghìn đồng)``."""
    return f"{format_number(value)} đồng ({amount_in_words(value)})"


def amount_in_words(value: int, *, unit: str = "đồng") -> str:
    """A whole amount in words with its unit, the first letter a capital: ``105000`` → ``Một trăm linh năm nghìn đồng``.

    ``unit`` may be empty for a bare number. Raises ``ValueError`` at 10¹⁸ and above.
    """
    words = number_in_words(value)
    return f"{words[0].upper()}{words[1:]} {unit}".rstrip()


def number_in_words(value: int) -> str:
    """A whole number in words: ``21`` → ``hai mươi mốt``, ``1005`` → ``một nghìn không trăm linh năm``."""
    if abs(value) >= 10**18:
        raise ValueError("numbers of 10^18 and more have no customary words")
    if value < 0:
        return f"âm {number_in_words(-value)}"
    if value == 0:
        return _DIGITS[0]
    billions, rest = divmod(value, 10**9)
    words = [*_below_billion(billions, full=False), "tỷ"] if billions else []
    return " ".join(words + _below_billion(rest, full=bool(words)))


def _below_billion(value: int, *, full: bool) -> list[str]:
    words: list[str] = []
    for power, scale in ((10**6, ["triệu"]), (1000, ["nghìn"]), (1, [])):
        group = value // power % 1000
        if group:
            words += [*_hundreds(group, full=full or bool(words)), *scale]
    return words


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _hundreds(group: int, *, full: bool) -> list[str]:
    """Words of 1 to 999; ``full`` names a missing hundred too, as after a higher group."""
    hundreds, rest = divmod(group, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return words + ((["linh"] if words else []) + [_DIGITS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 5:
        words.append("lăm")
    elif ones == 1 and tens > 1:
        words.append("mốt")
    elif ones:
        words.append(_DIGITS[ones])
    return words
