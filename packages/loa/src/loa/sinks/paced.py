"""Sinks that take samples at the pace of a clock: one that drops them, one that writes a WAV file."""

import asyncio
import contextlib
import json
import os
import struct
from collections.abc import Callable
from pathlib import Path

from loa.clock import Timer
from loa.decode import RATE
from loa.keep import write_all
from loa.sinks.base import SinkFailed
from loa.sound import Samples, Sound, amplified

CHUNK_S = 0.25
HEADER = 44
LARGEST = 1 << 30
"""A WAV file of this size is put aside as ``.old`` and a new one begun."""


class PacedSounding:
    """Hands samples on as time passes: after ``t`` seconds exactly ``t * RATE`` frames have been written."""

    def __init__(
        self,
        *,
        timer: Timer,
        sound: Sound,
        at: float,
        begin: int,
        count: int,
        volume: int,
        started: Callable[[float], None],
        write: Callable[[Samples], None],
    ) -> None:
        self.first_sample: float | None = None
        self._timer, self._sound, self._at, self._begin, self._count = timer, sound, at, begin, count
        self._volume, self._started, self._write = volume, started, write
        self._written = 0
        self.done = asyncio.create_task(self._run())

    def frames(self) -> int:
        """Frames that have sounded so far."""
        return self._written

    async def stop(self) -> None:
        """Write what is due and fall silent."""
        if not self.done.done():
            self.done.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self.done
            self._catch_up()

    async def _run(self) -> None:
        await self._timer.sleep(self._at - self._timer.monotonic())
        begin = self._timer.monotonic()
        self._guarded(lambda: self._started(begin))
        self.first_sample = begin
        while self._written < self._count:
            ahead = (self._count - self._written) / RATE
            await self._timer.sleep(min(CHUNK_S, ahead))
            self._catch_up()

    def _catch_up(self) -> None:
        if self.first_sample is None:
            return
        due = min(self._count, round((self._timer.monotonic() - self.first_sample) * RATE))
        if due > self._written:
            samples = self._sound.read(self._begin + self._written, due - self._written)
            self._guarded(lambda: self._write(amplified(samples, self._volume)))
            self._written = due

    @staticmethod
    def _guarded(act: Callable[[], None]) -> None:
        try:
            act()
        except OSError as problem:
            raise SinkFailed(str(problem)) from problem


class NullSink:
    """Takes samples in time and drops them."""

    name = "null"

    def __init__(self, timer: Timer) -> None:
        self._timer = timer

    def play(self, sound: Sound, *, at: float, begin: int, count: int, volume: int, label: str) -> PacedSounding:
        """Let the time pass that the sound would take."""
        return PacedSounding(
            timer=self._timer,
            sound=sound,
            at=at,
            begin=begin,
            count=count,
            volume=volume,
            started=lambda _: None,
            write=lambda _: None,
        )

    def close(self) -> None:
        """Nothing to give back."""


class WavSink:
    """Writes what sounds into ``<path>``, and into ``<path>.jsonl`` one line for each piece as it begins.

    A line is ``{"start_ms", "offset", "label"}``: the time of the first sample on the agent's clock, and where it
    stands in the file, in frames after the header. Silence between pieces is not written.
    """

    name = "wav"

    def __init__(self, path: Path, timer: Timer, to_ms: Callable[[float], int]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._timer, self._to_ms = path, timer, to_ms
        self._index = path.with_name(f"{path.name}.jsonl")
        self._file = self._open()

    def play(self, sound: Sound, *, at: float, begin: int, count: int, volume: int, label: str) -> PacedSounding:
        """Write the sound at the pace at which it would be heard."""
        if os.fstat(self._file).st_size > LARGEST:
            os.close(self._file)
            for path in (self._path, self._index):
                path.replace(path.with_name(f"{path.name}.old"))
            self._file = self._open()
        return PacedSounding(
            timer=self._timer,
            sound=sound,
            at=at,
            begin=begin,
            count=count,
            volume=volume,
            started=lambda mono: self._note(mono, label),
            write=self._write,
        )

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _open(self) -> int:
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        size = os.fstat(file).st_size
        if size < HEADER:
            os.ftruncate(file, 0)
            write_all(file, _header(0))
        elif size % 2:
            os.ftruncate(file, size - 1)
        self._update_header(file)
        return file

    def _note(self, mono: float, label: str) -> None:
        offset = (os.fstat(self._file).st_size - HEADER) // 2
        line = json.dumps({"start_ms": self._to_ms(mono), "offset": offset, "label": label})
        with self._index.open("a", encoding="utf-8") as index:
            index.write(line + "\n")

    def _write(self, samples: Samples) -> None:
        write_all(self._file, samples.tobytes())
        self._update_header(self._file)

    def _update_header(self, file: int) -> None:
        """Let the header tell the length so far; on Linux a file opened for appending needs its own handle for that."""
        size = os.fstat(file).st_size
        with self._path.open("r+b") as head:
            head.write(_header(size - HEADER))


def _header(data: int) -> bytes:
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + data, b"WAVE", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16, b"data", data
    )
