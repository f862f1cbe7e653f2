"""Periodic work of the room: recurring tasks each period. (The job that reads papers stands beside its service.)"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from .services import make_recurring


def _make_recurring(at: datetime) -> object:
    return make_recurring(at=at)


PERIODIC: list[tuple[Callable[[datetime], object], timedelta]] = [(_make_recurring, timedelta(hours=1))]
