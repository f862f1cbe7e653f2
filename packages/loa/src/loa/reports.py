"""What the device sends: presence, programme in force, evidence until acknowledged, time questions, its state."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from loa_protocol import (
    SERVER,
    UPWARD_LIFETIME_MS,
    Applied,
    EvidenceRows,
    Message,
    Presence,
    PresenceState,
    Telemetry,
    TimeRequest,
    encode,
    seal,
    topics,
    type_of,
)
from loa_protocol.upward import MAX_EVIDENCE_ROWS, NO_PROGRAMME

from loa import AGENT
from loa.clock import Clock, wait_for_event
from loa.inbox import Inbox
from loa.journal import Journal
from loa.keep import Keep
from loa.ledger import Ledger
from loa.link import Link

QUICK_EXCHANGES = 5
QUICK_PAUSE_S = 0.5
EXCHANGE_S = 3 * 3600
BEFORE_ITEM_MS = 60_000
FRESH_S = 300.0
RESEND_S = 30.0
SETTLE_S = 0.5
STATE_PAUSE_S = 5.0
REFUSALS_PAUSE_S = 60.0
TELEMETRY_S = 2 * 3600


class Pen:
    """Signs what the device sends, with its own key and ever rising numbers."""

    def __init__(self, *, province: str, cluster: UUID, key: Ed25519PrivateKey, journal: Journal, clock: Clock) -> None:
        self._province, self._cluster, self._key, self._journal, self._clock = province, cluster, key, journal, clock

    def write(self, message: Message, *, seq: int | None = None) -> tuple[str, bytes]:
        """Topic and envelope of a message, under the next number or one that was drawn for it before."""
        now = self._clock.lower_bound_ms()
        payload = encode(
            message,
            target=SERVER,
            seq=seq or self._journal.next_seq(),
            issued_at_ms=now,
            expires_at_ms=now + UPWARD_LIFETIME_MS,
        )
        return topics.up(self._province, self._cluster, type_of(message)), seal(payload, self._key)


class Reports:
    """The loops that report. ``told`` is set when something new should be told, ``settled`` when there is evidence."""

    def __init__(
        self,
        *,
        pen: Pen,
        link: Link,
        inbox: Inbox,
        journal: Journal,
        ledger: Ledger,
        clock: Clock,
        keep: Keep,
        settled: asyncio.Event,
        state: Callable[[], tuple[UUID | None, str, tuple[str, ...]]],
    ) -> None:
        self.settled = settled
        self.told = asyncio.Event()
        self._pen, self._link, self._inbox, self._journal = pen, link, inbox, journal
        self._ledger, self._clock, self._keep, self._state = ledger, clock, keep, state
        self._exchange = asyncio.Event()
        self._greeting_seq: int | None = None

    def last_will(self) -> tuple[str, bytes]:
        """The will of the connection about to be made.

        It is signed before the greeting but heard after it, so the greeting's number is drawn first.
        """
        self._greeting_seq = self._journal.next_seq()
        return self._pen.write(Presence(PresenceState.OFFLINE, AGENT, None))

    async def greet(self) -> None:
        """What is due after each connection: presence, questions for the time, and everything that waited."""
        await self.send_presence(PresenceState.ONLINE, seq=self._greeting_seq)
        self._exchange.set()
        self.told.set()
        self.settled.set()

    async def send_presence(self, state: PresenceState, *, seq: int | None = None) -> None:
        """Tell that the device is here, or that it leaves."""
        topic, envelope = self._pen.write(Presence(state, AGENT, self._clock.now_ms()), seq=seq)
        await self._link.publish(topic, envelope, retain=True)

    async def keep_time(self) -> None:
        """Ask for the time: some quick questions after a connection, one now and then, one before an item."""
        while True:
            if self._link.connected:
                quick = QUICK_EXCHANGES if self._clock.age_s() > FRESH_S else 1
                for _ in range(quick):
                    await self._send(TimeRequest(self._clock.ask()))
                    await self._clock.timer.sleep(QUICK_PAUSE_S)
            await wait_for_event(self._exchange, self._until_exchange(), self._clock.timer)

    def _until_exchange(self) -> float:
        now = self._clock.now_ms()
        if now is None:
            return RESEND_S / 6
        due = EXCHANGE_S - self._clock.age_s()
        starts = [item.start for item in self._ledger.kept.programme.items] if self._ledger.kept else []
        coming = min((start for start in starts if start - BEFORE_ITEM_MS > now), default=None)
        if coming is not None:
            due = min(due, (coming - BEFORE_ITEM_MS - now) / 1000)
        return max(due, RESEND_S)

    async def send_evidence(self) -> None:
        """Send what the journal holds until it has been acknowledged."""
        while True:
            await wait_for_event(self.settled, RESEND_S, self._clock.timer)
            await self._clock.timer.sleep(SETTLE_S)
            if self._link.connected and self._clock.now_ms() is not None:
                rows = self._journal.evidence(MAX_EVIDENCE_ROWS)
                if rows:
                    await self._send(EvidenceRows(tuple(rows)))

    async def send_applied(self) -> None:
        """Tell on which programme the device stands, when that or its audio or the refusals have changed."""
        last: Applied | None = None
        while True:
            await wait_for_event(self.told, TELEMETRY_S, self._clock.timer)
            applied = self._applied()
            if last is not None and applied != last and applied == replace(last, refused=applied.refused):
                await self._clock.timer.sleep(REFUSALS_PAUSE_S)  # a stranger's noise must not make the device noisy
                applied = self._applied()
            if applied != last and await self._send(applied):
                last = applied
            await self._clock.timer.sleep(SETTLE_S)

    def _applied(self) -> Applied:
        kept = self._ledger.kept
        missing = {part.sha256 for part in self._ledger.needed() if not self._keep.has(part.sha256)}
        return Applied(
            version=kept.programme.version if kept else 0,
            sha256=kept.sha256 if kept else NO_PROGRAMME,
            ready=kept is not None and not missing,
            missing=tuple(sorted(missing)[:1000]),
            refused=dict(self._inbox.refused),
        )

    async def send_telemetry(self) -> None:
        """Tell the state of the box now and then, and soon after a fault has come or gone."""
        while True:
            playing, sink, faults = self._state()
            if self._clock.now_ms() is not None and self._link.connected:
                await self._send(
                    Telemetry(
                        at=self._clock.lower_bound_ms(),
                        playing=playing,
                        volume=self._ledger.kept.programme.volume if self._ledger.kept else 0,
                        disk_free=self._keep.free_bytes(),
                        clock_error_ms=self._clock.error_ms(),
                        sink=sink,
                        faults=faults,
                    )
                )
                await self._fault_change(faults)
            else:
                await self._clock.timer.sleep(STATE_PAUSE_S)

    async def _fault_change(self, faults: tuple[str, ...]) -> None:
        until = self._clock.timer.monotonic() + TELEMETRY_S
        while self._state()[2] == faults and self._clock.timer.monotonic() < until:
            await self._clock.timer.sleep(STATE_PAUSE_S)

    async def _send(self, message: Message) -> bool:
        topic, envelope = self._pen.write(message)
        return await self._link.publish(topic, envelope)
