"""Days as people write them, and the periods in which recurring tasks come again."""

from __future__ import annotations

import calendar
import re
from datetime import date

from django.utils.translation import gettext as _

from nguontin.kernel.errors import DomainError

_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\Z")
_MONTH = re.compile(r"(\d{1,2})[/.\-](\d{4})\Z")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?\Z")
RECURRENCES = ("monthly", "quarterly", "yearly", "standing")
_RECURRENCE = re.compile(r"(?:monthly(?::(?:[1-9]|[12]\d|3[01]))?|quarterly|yearly|standing)\Z")


def iso_of(words: str) -> str:
    """ISO day ("2026-11-15") or month ("2026-11") of 15/11/2026, 15-11-26, 15.11.2026, 11/2026 or ISO; "" for "".

    Raises DomainError("date") when the words are no date.
    """
    words = words.strip()
    if not words:
        return ""
    if found := _DAY.match(words):
        day, month, year = found.groups()
    elif found := _MONTH.match(words):
        day, month, year = "", *found.groups()
    elif found := _ISO.match(words):
        year, month, day = found.group(1), found.group(2), found.group(3) or ""
    else:
        raise _not_a_date(words)
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        exact = date(full, int(month), int(day or 1))
    except ValueError as error:
        raise _not_a_date(words) from error
    return exact.isoformat() if day else f"{exact:%Y-%m}"


def shown(iso: str) -> str:
    """15/11/2026 of "2026-11-15", 11/2026 of "2026-11"; anything else as it is."""
    return "/".join(reversed(iso.split("-"))) if _ISO.match(iso) else iso


def _not_a_date(words: str) -> DomainError:
    return DomainError("date", _("“%(words)s” không phải là ngày.") % {"words": words[:40]}, _("Viết như 15/11/2026."))


def check_recurrence(recurrence: str) -> None:
    """Raises DomainError("recurrence") for a word that means no period."""
    if recurrence and not _RECURRENCE.match(recurrence):
        raise DomainError(
            "recurrence",
            _("Không hiểu cách lặp lại “%(words)s”.") % {"words": recurrence[:20]},
            _("Chọn hằng tháng, hằng quý, hằng năm hoặc thường xuyên."),
        )


def comes_again(recurrence: str) -> bool:
    """Whether a task with this recurrence has periods (a standing one has none: it never ends)."""
    return bool(recurrence) and recurrence != "standing"


def period_of(recurrence: str, day: date) -> str:
    """The period a day lies in: "2026-11", "2026-Q4", "2026"; "" for a task without periods."""
    if recurrence.startswith("monthly"):
        return f"{day:%Y-%m}"
    if recurrence == "quarterly":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return str(day.year) if recurrence == "yearly" else ""


def due_of(recurrence: str, day: date) -> date | None:
    """Last day of the period of *day*: the day named ("monthly:20") or the last one."""
    if recurrence.startswith("monthly"):
        named = int(recurrence.partition(":")[2] or 31)
        return day.replace(day=min(named, calendar.monthrange(day.year, day.month)[1]))
    if recurrence == "quarterly":
        month = (day.month + 2) // 3 * 3
        return date(day.year, month, calendar.monthrange(day.year, month)[1])
    return date(day.year, 12, 31) if recurrence == "yearly" else None
