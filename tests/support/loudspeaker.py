"""A loudspeaker for tests: the real agent's rooms behind its line, with a clock and a sink of the test's own.

Time stands still unless ``advance`` moves it, so that a week of a loudspeaker's life takes a second. What would come
over the line is handed to ``take``; what would be sent stays in the journal.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import loa_protocol as lp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from loa.clock import Clock
from loa.decode import RATE
from loa.inbox import Inbox
from loa.journal import Journal
from loa.keep import Keep
from loa.ledger import Ledger
from loa.player import Player
from loa.shelf import Shelf
from loa.sinks.paced import PacedSounding
from loa.sound import Samples, Sound

PROVINCE, AREA, FOREIGN_AREA = "04", "01273", "01477"
HOUR_MS = 3_600_000


class StillTimer:
    """Monotonic time that moves only when a test says so; whoever sleeps wakes in the order of time."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = itertools.count()

    def monotonic(self) -> float:
        """Seconds."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until the test has moved the time on."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, next(self._count), future))
        await future

    async def advance(self, seconds: float) -> None:
        """Let the time pass; everybody due is woken at his instant."""
        until = self._now + seconds
        await _settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            at, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                self._now = max(self._now, at)
                future.set_result(None)
                await _settle()
        self._now = until
        await _settle()


async def _settle() -> None:
    """Let every task run until it waits."""
    for _ in range(12):
        await asyncio.sleep(0)


@dataclass
class Heard:
    """One piece that sounded: which occurrence, when its first sample came, from which millisecond of the sound on."""

    label: str
    from_ms: int
    start_ms: int = 0
    frames: int = 0

    @property
    def length_ms(self) -> int:
        """How long it sounded."""
        return self.frames * 1000 // RATE

    @property
    def occurrence(self) -> UUID:
        """The occurrence it belongs to."""
        return UUID(self.label)


class Ear:
    """A sink that notes what sounds."""

    name = "ear"

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.heard: list[Heard] = []

    def play(self, sound: Sound, *, at: float, begin: int, count: int, volume: int, label: str) -> PacedSounding:
        """Listen to it, sample by sample, as time passes."""
        piece = Heard(label, begin * 1000 // RATE)

        def started(mono: float) -> None:
            piece.start_ms = self._clock.at_ms(mono)
            self.heard.append(piece)

        def write(samples: Samples) -> None:
            piece.frames += len(samples)

        return PacedSounding(
            timer=self._clock.timer,
            sound=sound,
            at=at,
            begin=begin,
            count=count,
            volume=volume,
            started=started,
            write=write,
        )

    def close(self) -> None:
        """Nothing to give back."""


class _Tape:
    """Decoded silence by hash, in place of the spool and its children."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def record(self, seconds: float) -> lp.Audio:
        """A sound of this length that the device has already fetched and decoded."""
        sha256 = uuid4().hex * 2
        audio = lp.Audio("vi", sha256, 3000, round(seconds * 1000), f"/loa/v1/audio/{sha256}")
        self.hold(audio)
        return audio

    def hold(self, audio: lp.Audio) -> None:
        """Have this sound at hand, as if fetched and decoded."""
        with self.path(audio.sha256).open("wb") as file:
            file.truncate(audio.duration_ms * RATE // 1000 * 2)

    def path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.pcm"

    def ready(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    async def prepare(self, sha256: str, source: Path) -> None:
        """Everything is decoded already."""


@dataclass
class Hand:
    """Whoever can sign for the province: its root and working key, and the newest sequence number."""

    root: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    working: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    seq: int = 100

    def statement(self, serial: int = 1, *, revoked: Collection[str] = ()) -> lp.KeyStatement:
        """The working key's listing."""
        public = self.working.public_key()
        key = lp.Key(lp.kid(public), lp.KeyRole.WORKING, lp.public_text(public), 0, 2**42)
        return lp.KeyStatement(serial, (key,), tuple(revoked))

    def seal(
        self,
        message: lp.Message,
        target: str,
        *,
        issued_ms: int,
        key: Ed25519PrivateKey | None = None,
        seq: int | None = None,
        lasts_ms: int = 8 * 24 * HOUR_MS,
    ) -> bytes:
        """An envelope; whatever is not said is as the signer does it."""
        if seq is None:
            self.seq += 1
            seq = self.seq
        payload = lp.encode(message, target=target, seq=seq, issued_at_ms=issued_ms, expires_at_ms=issued_ms + lasts_ms)
        return lp.seal(payload, key or self.working)


class Loudspeaker:
    """Enrolled in ``folder``; ``async with`` switches it on at the time ``now_ms``. Leaving is a power cut."""

    def __init__(self, folder: Path, *, now_ms: int, hand: Hand | None = None, cluster: UUID | None = None) -> None:
        self.hand, self.cluster = hand or Hand(), cluster or uuid4()
        self.timer = StillTimer()
        self.tape = _Tape(folder / "tape")
        self._folder, self._start_ms, self._start_mono = folder, now_ms, self.timer.monotonic()

    @property
    def now_ms(self) -> int:
        """The province's time."""
        return self._start_ms + round((self.timer.monotonic() - self._start_mono) * 1000)

    @property
    def here(self) -> str:
        """Its own target."""
        return lp.cluster_target(self.cluster)

    async def __aenter__(self) -> Loudspeaker:
        self.switch_on()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.cut_power()

    def switch_on(self, *, tell_time: bool = True) -> None:
        """Start the rooms from what the disk holds, and answer their question for the time."""
        changed = asyncio.Event()
        self.journal = Journal(self._folder)
        self.clock = Clock(self.timer, floor_ms=self.journal.floor_ms())
        shelf = Shelf(Keep(self._folder / "audio"), self.tape, changed)  # type: ignore[arg-type]
        self.ledger = Ledger(
            journal=self.journal,
            clock=self.clock,
            cluster=self.cluster,
            missing=shelf.missing,
            on_settled=lambda: None,
        )
        keys = lp.ProvinceKeys(self.hand.root.public_key(), self.hand.statement())
        self.inbox = Inbox(
            province=PROVINCE,
            keys=keys,
            areas=(AREA,),
            journal=self.journal,
            ledger=self.ledger,
            clock=self.clock,
            on_effect=lambda _effect: changed.set(),
        )
        self.ear = Ear(self.clock)
        player = Player(ledger=self.ledger, shelf=shelf, sink=self.ear, clock=self.clock, changed=changed)
        self._playing = asyncio.create_task(player.run())
        if tell_time:
            self.say(lp.TimeAnswer(self.clock.ask(), self.now_ms, self.now_ms))

    async def cut_power(self) -> None:
        """Nothing is said, nothing is closed in order: what the journal has not committed is gone."""
        self._playing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._playing
        self.journal.close()

    async def advance(self, seconds: float) -> None:
        """Let the time pass; a player that broke makes the test fail."""
        await self.timer.advance(seconds)
        if self._playing.done():
            self._playing.result()

    async def advance_dark(self, seconds: float) -> None:
        """Let the time pass without power."""
        await self.timer.advance(seconds)

    def take(self, envelope: bytes, kind: lp.MessageType, *, target: str = "") -> None:
        """Hand it an envelope that came on the topic of a target (its own by default)."""
        self.inbox.take(lp.topics.down(PROVINCE, target or self.here, kind), envelope)

    def say(self, message: lp.Message, *, target: str = "", **how: Any) -> bytes:
        """Sign a message and hand it over; gives the envelope."""
        target = target or self.here
        envelope = self.hand.seal(message, target, **({"issued_ms": self.now_ms} | how))
        self.take(envelope, lp.type_of(message), target=target)
        return envelope

    def item(self, start_ms: int, seconds: float = 60, **changes: Any) -> lp.Item:
        """An item of a programme, with sound of that length at hand."""
        audio = self.tape.record(seconds)
        given: dict[str, Any] = {
            "occurrence": uuid4(),
            "broadcast": uuid4(),
            "start": start_ms,
            "session": "sáng",
            "order": 0,
            "item_class": lp.ItemClass.ORDINARY,
            "audio": (audio,),
            "planned_ms": audio.duration_ms,
        }
        return lp.Item(**(given | changes))

    def programme(self, *items: lp.Item, **changes: Any) -> lp.Programme:
        """A programme with the usual rules: quiet from 21:00 to 5:00, 30 minutes a session, 90 a day."""
        given: dict[str, Any] = {
            "version": 1,
            "horizon": (self.now_ms - HOUR_MS, self.now_ms + 7 * 24 * HOUR_MS),
            "timezone": "Asia/Ho_Chi_Minh",
            "areas": (AREA,),
            "volume": 80,
            "quiet": (("21:00", "05:00"),),
            "max_session_s": 1800,
            "max_day_s": 5400,
            "late_cutoff_s": 600,
            "interrupted": lp.Interrupted.RESUME,
            "items": items,
        }
        return lp.Programme(**(given | changes))

    def urgent(self, seconds: float = 20, **changes: Any) -> lp.Urgent:
        """An alarm, once, now."""
        given: dict[str, Any] = {
            "command": uuid4(),
            "broadcast": uuid4(),
            "audio": (self.tape.record(seconds),),
            "starts_at": self.now_ms,
            "repeats": 1,
            "every_s": 0,
            "max_s": 600,
            "cause": lp.Cause.DISASTER,
            "interrupted": lp.Interrupted.RESUME,
        }
        return lp.Urgent(**(given | changes))

    def ended(self, occurrence: UUID) -> tuple[str, str] | None:
        """Outcome and reason of an occurrence in the evidence kept; None while there is none."""
        found = self.evidence(lambda row: row.occurrence == occurrence)
        return (str(found[0].outcome), str(found[0].reason or "")) if found else None

    def evidence(self, fits: Callable[[lp.Evidence], bool] = lambda _row: True) -> list[lp.Evidence]:
        """Evidence kept until acknowledged."""
        return [row for row in self.journal.evidence(1000) if fits(row)]
