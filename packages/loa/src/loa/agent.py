"""The agent: one loudspeaker's rooms put together, started and stopped."""

import asyncio
import contextlib
from concurrent.futures import Executor
from pathlib import Path
from uuid import UUID

from loa_protocol import KeyStatement, PresenceState, Programme, Refused, Stop, TimeAnswer, Urgent, topics

from loa.clock import Clock, SystemTimer, Timer
from loa.enrol import Identity, identity, tls_context
from loa.fetch import Fetcher
from loa.inbox import Inbox
from loa.journal import Journal
from loa.keep import Keep
from loa.ledger import Ledger
from loa.link import Link
from loa.player import Player
from loa.reports import Pen, Reports
from loa.shelf import Shelf
from loa.sinks import SinkMaker
from loa.spool import Spool

FAREWELL_S = 2.0
HOUSEKEEPING_S = 3600.0
TEND_S = 1.0


class Agent:
    """One loudspeaker in ``folder``; ``EnrolFailed`` when it is not enrolled. Belongs on a running event loop."""

    def __init__(
        self, folder: Path, sink: SinkMaker, *, spool: Spool, executor: Executor, timer: Timer | None = None
    ) -> None:
        self._journal = Journal(folder)
        who = identity(self._journal)
        self.cluster = who.cluster
        self.clock = Clock(timer or SystemTimer(), floor_ms=self._journal.floor_ms())
        self._changed = asyncio.Event()
        settled = asyncio.Event()
        self._keep = Keep(folder / "audio")
        self._shelf = Shelf(self._keep, spool, self._changed)
        self.ledger = Ledger(
            journal=self._journal,
            clock=self.clock,
            cluster=who.cluster,
            missing=self._shelf.missing,
            on_settled=settled.set,
        )
        self.inbox = Inbox(
            province=who.province,
            keys=who.keys,
            areas=who.areas,
            journal=self._journal,
            ledger=self.ledger,
            clock=self.clock,
            on_effect=self._after,
        )
        self._link = self._line(who)
        self._sink = sink(self.clock)
        self.player = Player(
            ledger=self.ledger, shelf=self._shelf, sink=self._sink, clock=self.clock, changed=self._changed
        )
        self._fetcher = self._fetching(who, executor)
        self._reports = Reports(
            pen=Pen(
                province=who.province, cluster=who.cluster, key=who.device, journal=self._journal, clock=self.clock
            ),
            link=self._link,
            inbox=self.inbox,
            journal=self._journal,
            ledger=self.ledger,
            clock=self.clock,
            keep=self._keep,
            settled=settled,
            state=self._state,
        )

    async def run(self) -> None:
        """Be a loudspeaker until cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for part in (
                    self._link.run(),
                    self.player.run(),
                    self._fetcher.lane(self.ledger.alarm_audio, alarm=True),
                    self._fetcher.lane(self.ledger.needed, alarm=False),
                    self._reports.keep_time(),
                    self._reports.send_evidence(),
                    self._reports.send_applied(),
                    self._reports.send_telemetry(),
                    self._housekeeping(),
                ):
                    tasks.create_task(part)
                try:
                    await asyncio.Event().wait()
                finally:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(FAREWELL_S):
                            await self._reports.send_presence(PresenceState.OFFLINE)
        finally:
            self._keep.close()
            await self._shelf.close()
            self._sink.close()
            self._journal.close()

    def _line(self, who: Identity) -> Link:
        return Link(
            broker=who.broker,
            cluster=who.cluster,
            tls=tls_context(who.ca) if who.broker.tls else None,
            filters=lambda: topics.device_filters(who.province, who.cluster, self.inbox.areas),
            will=self._last_will,
            on_message=self.inbox.take,
            on_connect=self._greet,
        )

    def _fetching(self, who: Identity, executor: Executor) -> Fetcher:
        return Fetcher(
            keep=self._keep,
            shelf=self._shelf,
            server=who.server,
            tls=tls_context(who.ca) if who.server.startswith("https:") else None,
            timer=self.clock.timer,
            executor=executor,
            on_arrival=self._arrived,
        )

    def _last_will(self) -> tuple[str, bytes]:
        return self._reports.last_will()

    async def _greet(self) -> None:
        self._fetcher.hurry()
        await self._reports.greet()

    def _arrived(self) -> None:
        self._shelf.prepare(self.ledger.alarm_audio())
        self._reports.told.set()
        self._changed.set()

    def _after(self, effect: object) -> None:
        """What a message sets in motion once it is stored."""
        if isinstance(effect, Programme | KeyStatement | Refused):
            self._reports.told.set()
        if isinstance(effect, Programme | Urgent):
            self._fetcher.hurry()
        if isinstance(effect, Urgent):
            self._shelf.prepare(effect.audio)
        if isinstance(effect, Programme | Urgent | Stop | TimeAnswer | KeyStatement):
            self._changed.set()
        if isinstance(effect, Programme):
            self._subscribing = asyncio.ensure_future(self._link.resubscribe())

    def _state(self) -> tuple[UUID | None, str, tuple[str, ...]]:
        faults = self.player.faults | self._fetcher.faults | self._shelf.faults
        return self.player.playing, self._sink.name, tuple(sorted(faults))

    async def _housekeeping(self) -> None:
        while True:
            self._keep.evict({part.sha256 for part in self.ledger.needed()})
            if (now := self.clock.now_ms()) is not None:
                self._journal.forget_old(now)
            await self.clock.timer.sleep(HOUSEKEEPING_S)
