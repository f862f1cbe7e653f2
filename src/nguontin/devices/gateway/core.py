"""A gateway put together: wire, roster, inbox, time desk and outbox, as threads that start and stop together."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import loa_protocol as lp

from nguontin.devices.signer.client import SignerClient
from nguontin.kernel.clock import to_ms

from .counts import Counts
from .inbox import Inbox, Letter
from .outbox import Outbox
from .roster import Roster
from .times import Question, TimeDesk
from .wire import Wire

log = logging.getLogger(__name__)


class Gateway:
    """Everything between one broker and the database. ``name`` is this gateway's own among several."""

    def __init__(
        self, *, name: str, url: str, province: str, shared: bool, signer: Path, now: Callable[[], datetime]
    ) -> None:
        self.counts, self.roster = Counts(), Roster()
        self._province, self._now = province, now
        self.wire = Wire(
            url, name=name, province=province, shared=shared, arrived=self._arrived, connected=self._connected
        )
        self._times = TimeDesk(
            roster=self.roster, signer=SignerClient(signer), wire=self.wire, province=province, counts=self.counts
        )
        self._inbox = Inbox(
            roster=self.roster,
            signer=SignerClient(signer),
            wire=self.wire,
            province=province,
            counts=self.counts,
            now=now,
        )
        self._outbox = Outbox(
            name=name, signer=SignerClient(signer), wire=self.wire, province=province, counts=self.counts, now=now
        )

    def start(self) -> None:
        """Start all threads; returns at once."""
        for thread in (self._times, self._inbox, self._outbox):
            thread.start()
        self.wire.start()

    def stop(self) -> None:
        """Stop listening, finish what is queued, stop publishing."""
        for thread in (self._outbox, self._times, self._inbox):
            thread.stop()
            thread.join(10)
        self.wire.stop()
        log.info("gateway stopped: %s", self.counts.tally())

    def _connected(self) -> None:
        self._outbox.broker_met()

    def _arrived(self, topic: str, envelope: bytes) -> None:
        received_ms = to_ms(self._now())
        try:
            place = lp.topics.parse(topic)
        except lp.Refused:
            self.counts.add("malformed_topic")
            return
        if place.cluster is None or not place.upward or place.province != self._province:
            self.counts.add("malformed_topic")
        elif place.type is lp.MessageType.TIME:
            self._times.ask(Question(place.cluster, envelope, received_ms))
        else:
            self._inbox.put(Letter(place.cluster, place.type, envelope))
