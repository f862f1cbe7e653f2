"""The agent's clock: monotonic time plus an offset from signed time exchanges. The system's calendar is never asked.

Times called ``*_ms`` are integer milliseconds since the epoch, UTC; ``mono`` is in seconds from an arbitrary origin.
"""

import asyncio
import math
import secrets
import time
from collections import deque
from dataclasses import dataclass
from typing import Protocol

from loa_protocol import TimeAnswer

DRIFT = 50e-6
"""How far a cheap quartz runs off, as a ratio; ages an exchange's bound of error."""

KEPT_EXCHANGES = 8
ANSWER_WITHIN_S = 30.0


class Timer(Protocol):
    """Where monotonic time and waiting come from; tests put their own in."""

    def monotonic(self) -> float:
        """Seconds that only rise, also while the machine sleeps."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait; returns at once for nothing or less."""
        ...


class SystemTimer:
    """The machine's own time since boot."""

    def monotonic(self) -> float:
        """Seconds since boot, sleep of the machine included."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    async def sleep(self, seconds: float) -> None:
        """Wait on the event loop."""
        await asyncio.sleep(max(0.0, seconds))


@dataclass(frozen=True, slots=True)
class _Exchange:
    offset_ms: float
    half_trip_ms: float
    at: float

    def error_ms(self, mono: float) -> float:
        return self.half_trip_ms + (mono - self.at) * 1000 * DRIFT


class Clock:
    """Tells the time once a signed answer to its own question has come, and never runs behind ``floor_ms``."""

    def __init__(self, timer: Timer, *, floor_ms: int = 0) -> None:
        self.timer = timer
        self.floor_ms = floor_ms
        self.awake = timer.monotonic()
        self.known_since: float | None = None
        self._asked: dict[str, float] = {}
        self._exchanges: deque[_Exchange] = deque(maxlen=KEPT_EXCHANGES)
        self._best: _Exchange | None = None

    def now_ms(self) -> int | None:
        """The time, None while unknown."""
        if self._best is None:
            return None
        return max(self.floor_ms, self.at_ms(self.timer.monotonic()))

    def at_ms(self, mono: float) -> int:
        """Monotonic seconds as time; ``RuntimeError`` while unknown."""
        if self._best is None:
            raise RuntimeError("the clock is not known yet")
        return round(mono * 1000 + self._best.offset_ms)

    def mono(self, at_ms: int) -> float:
        """A time as monotonic seconds; ``RuntimeError`` while unknown."""
        if self._best is None:
            raise RuntimeError("the clock is not known yet")
        return (at_ms - self._best.offset_ms) / 1000

    def lower_bound_ms(self) -> int:
        """The time, or the newest signed time while unknown: what a message is dated with."""
        now = self.now_ms()
        return self.floor_ms if now is None else now

    def error_ms(self) -> int | None:
        """Bound of the error: half the round trip plus drift since; None while unknown."""
        if self._best is None:
            return None
        return math.ceil(self._best.error_ms(self.timer.monotonic()))

    def age_s(self) -> float:
        """Seconds since the newest exchange; infinite before the first."""
        return self.timer.monotonic() - self._exchanges[-1].at if self._exchanges else float("inf")

    def ask(self) -> str:
        """A fresh nonce, noted with the instant of asking."""
        mono = self.timer.monotonic()
        self._asked = {nonce: at for nonce, at in self._asked.items() if mono - at < ANSWER_WITHIN_S}
        nonce = secrets.token_hex(16)
        self._asked[nonce] = mono
        return nonce

    def answer(self, answer: TimeAnswer) -> bool:
        """Take a verified answer; False when it is not to an open question of this process, or impossible."""
        arrived = self.timer.monotonic()
        asked = self._asked.pop(answer.nonce, None)
        if asked is None or arrived - asked >= ANSWER_WITHIN_S or answer.sent < answer.received:
            return False
        trip = (arrived - asked) * 1000 - (answer.sent - answer.received)
        offset = ((answer.received - asked * 1000) + (answer.sent - arrived * 1000)) / 2
        self._exchanges.append(_Exchange(offset, max(trip, 0.0) / 2, arrived))
        self._best = min(self._exchanges, key=lambda exchange: exchange.error_ms(arrived))
        self.floor_ms = max(self.floor_ms, answer.sent)
        if self.known_since is None:
            self.known_since = arrived
        return True


async def wait_for_event(event: asyncio.Event, seconds: float, timer: Timer) -> bool:
    """Wait until the event is set or the seconds are over; tells which, and clears the event."""
    waiting = asyncio.ensure_future(event.wait())
    sleeping = asyncio.ensure_future(timer.sleep(seconds))
    try:
        await asyncio.wait({waiting, sleeping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
        sleeping.cancel()
    happened = event.is_set()
    event.clear()
    return happened
