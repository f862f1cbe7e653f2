"""The player: asks the plan which rung holds, makes it sound, and lets go of it the moment another one does."""

import asyncio
import logging
import sqlite3
from dataclasses import replace
from uuid import UUID

from loa_protocol import Outcome, Reason

from loa.clock import Clock, wait_for_event
from loa.decode import RATE
from loa.ledger import Ledger
from loa.plan import Begun, Piece, decide, interruption
from loa.shelf import Shelf
from loa.sinks import Sink, SinkFailed, Sounding
from loa.sound import Sound, frames_of

log = logging.getLogger("loa.player")

CHECKPOINT_S = 5.0
FIRST_CHECKPOINT_S = 1.0
"""How often the journal learns how far a piece has come: what a power cut can cost the evidence."""

UNKNOWN_CLOCK_S = 5.0
REST_S = 1.0
SHORTEST_REST_S = 0.02
JOURNAL_REST_S = 5.0
JOURNAL_FAILED = "journal_failed"


class Player:
    """Plays one loudspeaker. Set ``changed`` whenever a message, an hour or a file may change what should sound."""

    def __init__(self, *, ledger: Ledger, shelf: Shelf, sink: Sink, clock: Clock, changed: asyncio.Event) -> None:
        self.playing: UUID | None = None
        self.faults: set[str] = set()
        self._ledger, self._shelf, self._sink, self._clock, self._changed = ledger, shelf, sink, clock, changed

    async def run(self) -> None:
        """Play until cancelled. A journal that cannot be written makes it pause: what is not written does not sound."""
        while True:
            try:
                await self._step()
                self.faults.discard(JOURNAL_FAILED)
            except sqlite3.OperationalError as problem:
                log.error("journal: %s", problem)
                self.faults.add(JOURNAL_FAILED)
                await self._clock.timer.sleep(JOURNAL_REST_S)

    async def _step(self) -> None:
        situation = self._ledger.situation()
        if situation is None:
            await wait_for_event(self._changed, UNKNOWN_CLOCK_S, self._clock.timer)
            return
        decision = decide(situation)
        for verdict in decision.verdicts:
            self._ledger.give(verdict)
        self._shelf.prepare(decision.soon)
        if decision.piece is not None:
            await self._play(decision.piece)
        elif not decision.verdicts:
            pause = max(SHORTEST_REST_S, (decision.wake_ms - situation.now_ms) / 1000)
            await wait_for_event(self._changed, pause, self._clock.timer)

    async def _play(self, piece: Piece) -> None:
        try:
            sound = self._shelf.open(piece.audio)
        except OSError:
            await self._clock.timer.sleep(REST_S)  # the samples are gone; the shelf has them made again
            return
        with sound:
            self.playing = piece.occurrence
            try:
                await self._sound(piece, sound)
                self.faults.discard("sink_failed")
            except SinkFailed:
                self.faults.add("sink_failed")
                await self._clock.timer.sleep(REST_S)
            finally:
                self.playing = None

    async def _sound(self, piece: Piece, sound: Sound) -> None:
        begun = self._ledger.begin(piece)
        first = frames_of(piece.position_ms)
        whole = max(0, sound.frames - first)
        count = min(whole, frames_of(max(0, piece.cut_ms)))
        try:
            sounding = self._sink.play(
                sound,
                at=self._clock.mono(piece.at_ms),
                begin=first,
                count=count,
                volume=piece.volume,
                label=str(piece.occurrence),
            )
        except SinkFailed:
            self._ledger.finish(begun, piece, Outcome.PARTLY if begun.played_ms else Outcome.MISSED, Reason.SINK_FAILED)
            raise
        course = _Course(self._ledger, self._clock, piece, begun, sounding)
        try:
            reason = await self._until_over(piece, sounding, course)
        except SinkFailed:
            course.note()
            course.end(Outcome.PARTLY, Reason.SINK_FAILED, never=Outcome.MISSED)
            raise
        finally:
            await _silence(sounding)
            course.note()
        if reason is Reason.INTERRUPTED:
            self._ledger.take_back(piece)
        elif reason is not None:
            course.end(Outcome.PARTLY, reason, never=Outcome.SKIPPED)
        elif piece.torn:
            course.end(Outcome.PARTLY, Reason.POWER_CUT, never=Outcome.MISSED)
        elif count < whole:
            course.end(Outcome.PARTLY, piece.cut_reason, never=Outcome.SKIPPED)
        else:
            course.end(Outcome.PLAYED, None, never=Outcome.PLAYED)

    async def _until_over(self, piece: Piece, sounding: Sounding, course: "_Course") -> Reason | None:
        """Wait for the last sample (None) or for a reason to fall silent."""
        while True:
            pause = CHECKPOINT_S if course.noted_ms else FIRST_CHECKPOINT_S
            changed = asyncio.ensure_future(wait_for_event(self._changed, pause, self._clock.timer))
            try:
                await asyncio.wait({changed, sounding.done}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                changed.cancel()
            if sounding.done.done():
                sounding.done.result()
                return None
            situation = self._ledger.situation()
            if situation is not None and (reason := interruption(situation, piece)):
                await sounding.stop()
                return reason
            course.note()


class _Course:
    """How far one sounding has come, told to the ledger."""

    def __init__(self, ledger: Ledger, clock: Clock, piece: Piece, begun: Begun, sounding: Sounding) -> None:
        self._ledger, self._clock, self._piece, self._sounding = ledger, clock, piece, sounding
        self._begun = begun
        self._fresh = begun.started_ms == piece.at_ms
        self.noted_ms = 0
        self._over = False

    def note(self) -> None:
        """Write down what has sounded since the last note."""
        sounded = self._sounding.frames() * 1000 // RATE
        if self._over or self._sounding.first_sample is None:
            return
        if self._fresh:
            self._begun = replace(self._begun, started_ms=self._clock.at_ms(self._sounding.first_sample))
        self._begun = self._ledger.progress(self._begun, self._piece, sounded - self.noted_ms)
        self.noted_ms = sounded

    def end(self, outcome: Outcome, reason: Reason | None, *, never: Outcome) -> None:
        """Settle it; ``never`` is the outcome when not a single sample sounded."""
        self._over = True
        self._ledger.finish(self._begun, self._piece, outcome if self._begun.played_ms else never, reason)


async def _silence(sounding: Sounding) -> None:
    """Make sure that nothing sounds any more, whatever happened."""
    if not sounding.done.done():
        await sounding.stop()
