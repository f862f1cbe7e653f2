"""Periodic work of broadcasting: the seven days roll on.

When programmes end a few days ahead, no worker has run: start ``nguontin worker``; running it twice changes nothing.
Closing overdue occurrences is run by the room of devices, which knows why a box was silent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from .services import roll_on


def roll_programmes(at: datetime) -> None:
    """Plan every station up to seven days ahead."""
    roll_on(at=at)


PERIODIC: list[tuple[Callable[[datetime], object], timedelta]] = [(roll_programmes, timedelta(hours=6))]
