"""Periodic work of the alarms room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from . import services


def escalate(at: datetime) -> int:
    """Unreviewed broken glass goes up after a day."""
    return services.escalate(at=at)


def finish(at: datetime) -> int:
    """Alarms that a crash cut short are ordered, those that have played are ended."""
    return services.finish_interrupted(at=at) + services.finish_played(at=at)


PERIODIC: list[tuple[Callable[[datetime], object], timedelta]] = [
    (escalate, timedelta(minutes=5)),
    (finish, timedelta(seconds=10)),
]
