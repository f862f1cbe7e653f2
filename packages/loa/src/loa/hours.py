"""Quiet hours and local dates of a programme. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from loa_protocol import Programme

FAR_MS = 2 * 86_400_000
"""How far ahead quiet hours are looked for; they come round every day."""


@lru_cache(maxsize=8)
def zone(name: str) -> ZoneInfo:
    """A time zone by name; ``ZoneInfoNotFoundError`` or ``ValueError`` when the system does not know it."""
    return ZoneInfo(name)


def local(programme: Programme, at_ms: int) -> datetime:
    """A time on the programme's own clock."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone(programme.timezone))


def local_date(programme: Programme, at_ms: int) -> str:
    """The local day of a time, ``YYYY-MM-DD``."""
    return local(programme, at_ms).date().isoformat()


def quiet_from(programme: Programme, at_ms: int) -> int:
    """When quiet hours next begin: ``at_ms`` itself within them, at most two days ahead without any."""
    today = local(programme, at_ms).date()
    begins = at_ms + FAR_MS
    for begin, end in programme.quiet:
        for days in (-1, 0, 1, 2):
            first, last = _window(programme, today + timedelta(days=days), begin, end)
            if last > at_ms:
                begins = min(begins, max(first, at_ms))
    return begins


def _window(programme: Programme, day: date, begin: str, end: str) -> tuple[int, int]:
    """The window that begins on a local day, in ms; one that ends where it begins lasts the whole day."""
    ends_on = day if begin < end else day + timedelta(days=1)
    return _moment(programme, day, begin), _moment(programme, ends_on, end)


def _moment(programme: Programme, day: date, at: str) -> int:
    return round(datetime.combine(day, time.fromisoformat(at), zone(programme.timezone)).timestamp() * 1000)
