"""A workbench for the agent's parts: time that a test moves by hand, and a loudspeaker without a line."""

import asyncio
import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import loa_protocol as lp
import numpy as np
from loa_protocol.targets import cluster_target

from loa.clock import Clock
from loa.decode import RATE
from loa.journal import Journal
from loa.ledger import Ledger
from loa.player import Player
from loa.sinks import NullSink
from loa.sound import Sound

NOON = 1_795_150_800_000 // 86_400_000 * 86_400_000 + 5 * 3_600_000
"""Twelve o'clock in Việt Nam, ms."""
CLUSTER = UUID("7d3c1f4e-52a0-4c1c-9d7e-0f5f3b1b8a01")
SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE


class HandTimer:
    """Monotonic time that stands still until ``pass_`` moves it, waking sleepers in their order."""

    def __init__(self) -> None:
        self._mono = 5000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def monotonic(self) -> float:
        return self._mono

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        self._count += 1
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._mono + seconds, self._count, future))
        await future

    async def pass_(self, seconds: float) -> None:
        until = self._mono + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            at, _, future = heapq.heappop(self._sleepers)
            if future.done():
                continue
            self._mono = max(self._mono, at)
            future.set_result(None)
            await settle()
        self._mono = until
        await settle()


async def settle() -> None:
    """Let everything that can go on now go on."""
    for _ in range(12):
        await asyncio.sleep(0)


def audio(seconds: float, *, name: str = "ab") -> lp.Audio:
    return lp.Audio("vi", (name * 64)[:64], 1000, int(seconds * 1000), f"/loa/v1/audio/{name}")


def item(start: int, seconds: float = 60, **changes: Any) -> lp.Item:
    given: dict[str, Any] = {
        "occurrence": uuid4(),
        "broadcast": uuid4(),
        "start": start,
        "session": "s",
        "order": 1,
        "item_class": lp.ItemClass.ORDINARY,
        "audio": (audio(seconds),),
        "planned_ms": int(seconds * 1000),
    }
    return lp.Item(**(given | changes))


def programme(*items: lp.Item, **changes: Any) -> lp.Programme:
    given: dict[str, Any] = {
        "version": 1,
        "horizon": (NOON - 24 * HOUR, NOON + 7 * 24 * HOUR),
        "timezone": "Asia/Ho_Chi_Minh",
        "areas": ("01273",),
        "volume": 80,
        "quiet": (("22:00", "05:00"),),
        "max_session_s": 3600,
        "max_day_s": 7200,
        "late_cutoff_s": 600,
        "interrupted": lp.Interrupted.RESUME,
        "items": items,
    }
    return lp.Programme(**(given | changes))


def urgent(seconds: float = 10, **changes: Any) -> lp.Urgent:
    given: dict[str, Any] = {
        "command": uuid4(),
        "broadcast": uuid4(),
        "audio": (audio(seconds, name="cd"),),
        "starts_at": 0,
        "repeats": 1,
        "every_s": 0,
        "max_s": 3600,
        "cause": lp.Cause.FIRE,
        "interrupted": lp.Interrupted.RESUME,
    }
    return lp.Urgent(**(given | changes))


@dataclass
class BenchShelf:
    """Stands in for the shelf: samples of the announced length, and what a test declares missing."""

    folder: Path
    lacking: dict[str, lp.Reason] = field(default_factory=dict)

    def missing(self, wanted: Iterable[lp.Audio]) -> Mapping[str, lp.Reason]:
        return {part.sha256: self.lacking[part.sha256] for part in wanted if part.sha256 in self.lacking}

    def prepare(self, wanted: Iterable[lp.Audio]) -> None:
        pass

    def open(self, wanted: Iterable[lp.Audio]) -> Sound:
        paths = []
        for part in wanted:
            path = self.folder / f"{part.sha256}-{part.duration_ms}.pcm"
            np.ones(part.duration_ms * RATE // 1000, dtype=np.int16).tofile(path)
            paths.append(path)
        return Sound(paths)


class Bench:
    """A journal, a ledger, a player and a silent sink on hand-moved time."""

    def __init__(self, folder: Path, timer: HandTimer, *, knows: bool = True, at_ms: int = NOON) -> None:
        self.timer = timer
        self.changed, self.settled = asyncio.Event(), asyncio.Event()
        self.journal = Journal(folder)
        self.clock = Clock(timer, floor_ms=self.journal.floor_ms())
        self.shelf = BenchShelf(folder)
        self.ledger = Ledger(
            journal=self.journal,
            clock=self.clock,
            cluster=CLUSTER,
            missing=self.shelf.missing,
            on_settled=self.settled.set,
        )
        self.sink: Any = NullSink(timer)
        self.player = Player(
            ledger=self.ledger, shelf=self.shelf, sink=self.sink, clock=self.clock, changed=self.changed
        )
        if knows:
            self.tell_time(at_ms)
        self._seq = at_ms

    def tell_time(self, at_ms: int) -> None:
        nonce = self.clock.ask()
        assert self.clock.answer(lp.TimeAnswer(nonce, at_ms, at_ms))
        self.changed.set()

    def start(self) -> None:
        self._task = asyncio.create_task(self.player.run())

    async def end(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self.journal.close()

    def payload(self, message: lp.Message) -> tuple[lp.Payload, bytes]:
        self._seq += 1
        now = max(NOON, self.clock.lower_bound_ms())
        raw = lp.encode(
            message,
            target=cluster_target(CLUSTER),
            seq=self._seq,
            issued_at_ms=now,
            expires_at_ms=now + 8 * 24 * HOUR,
        )
        return lp.decode(raw), raw

    def adopt(self, given: lp.Programme) -> None:
        payload, raw = self.payload(given)
        self.ledger.adopt(payload, raw, "0" * 16)
        self.changed.set()

    def alarm(self, given: lp.Urgent) -> None:
        self.ledger.add_alarm(self.payload(given)[0])
        self.changed.set()

    def stop(self, broadcast: UUID | None = None, until: int | None = None) -> None:
        self.ledger.add_stop(self.payload(lp.Stop(uuid4(), broadcast, until))[0])
        self.changed.set()

    def rows(self) -> dict[UUID, lp.Evidence]:
        return {row.occurrence: row for row in self.journal.evidence(1000)}

    def row(self, each: lp.Item) -> lp.Evidence:
        return self.rows()[each.occurrence]
