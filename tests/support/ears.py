"""A gateway's inbox without a broker and a signer: takes letters at once and notes what it would acknowledge."""

from __future__ import annotations

from datetime import datetime
from unittest import mock
from uuid import UUID

import loa_protocol as lp

from nguontin.devices.gateway import inbox as inbox_module
from nguontin.devices.gateway.counts import Counts
from nguontin.devices.gateway.inbox import Inbox, Letter
from nguontin.devices.gateway.roster import Roster


class Ears:
    """One gateway; several of them are several gateways."""

    def __init__(self) -> None:
        self.acknowledged: list[UUID] = []
        self.counts = Counts()

    def hear(self, cluster: UUID, *envelopes: bytes, at: datetime) -> None:
        """Take evidence that came at the instant on the topic of a cluster."""
        inbox = Inbox(
            roster=Roster(),
            signer=self,  # type: ignore[arg-type]
            wire=self,
            province="04",
            counts=self.counts,
            now=lambda: at,
        )
        letters = [Letter(cluster, lp.MessageType.EVIDENCE, envelope) for envelope in envelopes]
        with mock.patch.object(inbox_module, "close_old_connections"):  # it would end the test's own transaction
            inbox._work(letters)

    def acknowledge(self, held: dict[UUID, list[UUID]]) -> dict[UUID, str]:
        """In place of the signer."""
        self.acknowledged += [one for ids in held.values() for one in ids]
        return {}

    def publish(self, topic: str, envelope: str) -> None:
        """In place of the wire: nothing comes, because the signer gives nothing."""
        raise AssertionError(topic)
