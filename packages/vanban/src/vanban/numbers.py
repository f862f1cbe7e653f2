"""Numbers and dates as Vietnamese papers print them.

Sources: NĐ 30/2020/NĐ-CP annex I (leading zero for days below 10 and for January and February; Arabic figures).
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
