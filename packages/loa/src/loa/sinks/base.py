"""What a sink is: the place where samples become sound, or a file."""

import asyncio
from typing import Protocol

from loa.sound import Sound


class SinkFailed(Exception):
    """The sound card or the file does not take samples."""


class Sounding(Protocol):
    """One piece that sounds. ``first_sample`` is the monotonic instant of its first sample, None before."""

    first_sample: float | None
    done: "asyncio.Task[None]"
    """Ends with the last sample; raises ``SinkFailed``."""

    def frames(self) -> int:
        """Frames that have sounded so far."""
        ...

    async def stop(self) -> None:
        """Fall silent now; what has sounded stays counted."""
        ...


class Sink(Protocol):
    """A sink plays one piece at a time."""

    name: str

    def play(self, sound: Sound, *, at: float, begin: int, count: int, volume: int, label: str) -> Sounding:
        """Play ``count`` frames from frame ``begin`` on, at the monotonic instant ``at`` (past: now), under a label."""
        ...

    def close(self) -> None:
        """Give the device or the file back."""
        ...
