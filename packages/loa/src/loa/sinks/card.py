"""The sound card, through miniaudio: samples are handed over by the card's own clock."""

import asyncio
import contextlib
from collections.abc import Generator
from typing import Any

import miniaudio

from loa.clock import Timer
from loa.decode import RATE
from loa.sinks.base import SinkFailed
from loa.sound import Samples, Sound, amplified

PERIOD_MS = 20
WATCH_S = 1.0
STALLED_S = 2.0
REAL_BACKENDS = [backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL]
"""Where sound is heard: without a card miniaudio would fall back on one that drops it, and evidence would lie."""


class CardSounding:
    """Opens the card, feeds silence until the instant, then the sound, and closes the card."""

    def __init__(
        self, *, timer: Timer, sound: Sound, at: float, begin: int, count: int, volume: int, backends: Any
    ) -> None:
        self.first_sample: float | None = None
        self._timer, self._sound, self._at, self._begin, self._count = timer, sound, at, begin, count
        self._volume, self._backends = volume, backends
        self._written = 0
        self._silent = False
        self._fed_at = timer.monotonic()
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self.done = asyncio.create_task(self._run())

    def frames(self) -> int:
        """Frames handed to the card so far."""
        return self._written

    async def stop(self) -> None:
        """Silence from the next period on."""
        self._silent = True
        self._ended.set()
        await self.done

    async def _run(self) -> None:
        try:
            device = await asyncio.to_thread(self._open)
        except miniaudio.MiniaudioError as problem:
            raise SinkFailed(str(problem)) from problem
        try:
            while not self._ended.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._ended.wait(), WATCH_S)
                if not self._ended.is_set() and self._timer.monotonic() - self._fed_at > STALLED_S:
                    raise SinkFailed("the card takes no more samples")
        finally:
            self._silent = True
            await asyncio.to_thread(device.close)

    def _open(self) -> Any:
        device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=PERIOD_MS,
            backends=self._backends,
            app_name="loa",
        )
        feed = self._feed()
        next(feed)
        device.start(feed)
        return device

    def _feed(self) -> Generator[Any, int, None]:
        """Runs in the card's thread."""
        wanted = yield b""
        while True:
            samples = self._next(wanted)
            wanted = yield samples.tobytes()

    def _next(self, wanted: int) -> Samples:
        now = self._fed_at = self._timer.monotonic()
        lead = 0
        if self.first_sample is None:
            lead = min(wanted, max(0, round((self._at - now) * RATE)))
            if lead < wanted and not self._silent:
                self.first_sample = now + lead / RATE
        frames = 0 if self._silent else min(wanted - lead, self._count - self._written)
        samples = self._sound.read(self._begin + self._written - lead, wanted)
        samples[:lead] = 0
        samples[lead + frames :] = 0
        self._written += frames
        if self._written >= self._count and not self._ended.is_set():
            self._loop.call_soon_threadsafe(self._ended.set)
        return amplified(samples, self._volume)


class CardSink:
    """The default sound card; opened for each piece, so that an idle box uses no processor for silence."""

    name = "card"

    def __init__(self, timer: Timer, *, backends: Any = REAL_BACKENDS) -> None:
        self._timer = timer
        self._backends = backends

    def play(self, sound: Sound, *, at: float, begin: int, count: int, volume: int, label: str) -> CardSounding:
        """Play through the card."""
        return CardSounding(
            timer=self._timer, sound=sound, at=at, begin=begin, count=count, volume=volume, backends=self._backends
        )

    def close(self) -> None:
        """Each piece closes the card itself."""
