"""Fetching: two lanes, one for alarms and one for the programme, that bring the needed audio here, soonest first."""

import asyncio
import random
import ssl
from collections.abc import Callable
from concurrent.futures import Executor

from loa_protocol import Audio, Reason

from loa.clock import Timer, wait_for_event
from loa.keep import DiskFull, FetchFailed, Keep, WrongBytes
from loa.shelf import Shelf

FIRST_RETRY_S = 2.0
LAST_RETRY_S = 300.0
LAST_ALARM_RETRY_S = 4.0


class Fetcher:
    """Keeps the store filled with what ``wanted`` names. ``on_arrival`` is called when a file has come."""

    def __init__(
        self,
        *,
        keep: Keep,
        shelf: Shelf,
        server: str,
        tls: ssl.SSLContext | None,
        timer: Timer,
        executor: Executor,
        on_arrival: Callable[[], None],
    ) -> None:
        self.faults: set[str] = set()
        self._keep, self._shelf, self._server, self._tls = keep, shelf, server, tls
        self._timer, self._executor, self._on_arrival = timer, executor, on_arrival
        self._tries: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self._wake: list[asyncio.Event] = []
        self._busy: set[str] = set()

    def hurry(self) -> None:
        """Try everything again now: a new programme, or the line is back."""
        self._not_before.clear()
        self._wake_lanes()

    async def lane(self, wanted: Callable[[], list[Audio]], *, alarm: bool) -> None:
        """Fetch what is wanted until cancelled."""
        event = asyncio.Event()
        self._wake.append(event)
        slowest = LAST_ALARM_RETRY_S if alarm else LAST_RETRY_S
        while True:
            now = self._timer.monotonic()
            lacking = [
                audio for audio in wanted() if not self._keep.has(audio.sha256) and audio.sha256 not in self._busy
            ]
            ready = next((audio for audio in lacking if self._not_before.get(audio.sha256, 0.0) <= now), None)
            if ready is None:
                await wait_for_event(event, self._pause(lacking, now), self._timer)
            else:
                await self._fetch(ready, slowest, {audio.sha256 for audio in wanted()})

    def _wake_lanes(self) -> None:
        for event in self._wake:
            event.set()

    def _pause(self, lacking: list[Audio], now: float) -> float:
        return min((self._not_before[audio.sha256] - now for audio in lacking), default=LAST_RETRY_S)

    async def _fetch(self, audio: Audio, slowest: float, needed: set[str]) -> None:
        loop = asyncio.get_running_loop()
        self._busy.add(audio.sha256)
        try:
            await loop.run_in_executor(self._executor, self._keep.fetch, audio, self._server, self._tls)
        except FetchFailed as problem:
            if isinstance(problem, DiskFull):
                self.faults.add("disk_full")
                self._keep.evict(needed, older_than_s=0)
            self._shelf.failed(
                audio.sha256, Reason.AUDIO_CORRUPT if isinstance(problem, WrongBytes) else Reason.AUDIO_MISSING
            )
            tries = self._tries[audio.sha256] = self._tries.get(audio.sha256, 0) + 1
            pause = min(slowest, FIRST_RETRY_S * 2 ** min(tries - 1, 10))
            jitter = random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards nothing
            self._not_before[audio.sha256] = self._timer.monotonic() + pause * jitter
        else:
            self.faults.discard("disk_full")
            self._tries.pop(audio.sha256, None)
            self._shelf.failed(audio.sha256, None)
            self._on_arrival()
        finally:
            self._busy.discard(audio.sha256)
            self._wake_lanes()
