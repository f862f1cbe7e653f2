"""The clock at the edges of the server: views and processes ask it once and hand the instant on.

Services take ``at``; nothing below the edges asks for the time. In the demo the shown clock is ahead of the
machine's by NGUON_CLOCK_OFFSET_S; loudspeakers follow it through signed time answers.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant, aware, UTC."""
    return datetime.now(UTC) + timedelta(seconds=settings.CLOCK_OFFSET_S)


def today() -> date:
    """The present day in Vietnam."""
    return now().astimezone(LOCAL).date()


def machine_time(at: datetime) -> datetime:
    """The machine's own instant behind the shown *at*: what authenticator apps and job rows go by."""
    return at - timedelta(seconds=settings.CLOCK_OFFSET_S)


def to_ms(at: datetime) -> int:
    """Milliseconds since the epoch."""
    return round(at.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Instant of milliseconds since the epoch, aware, UTC."""
    return datetime.fromtimestamp(ms / 1000, UTC)
