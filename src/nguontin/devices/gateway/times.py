"""The fast path: a device asks the time, the signer answers, nothing else stands in between."""

from __future__ import annotations

import logging
import queue
import threading
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import loa_protocol as lp
from django.db import close_old_connections, connection

from nguontin.devices.signer.client import SignerAway, SignerClient

from .counts import Counts
from .roster import Roster

log = logging.getLogger(__name__)
AT_ONCE = 100


class Publisher(Protocol):
    """What is asked of the wire here."""

    def publish(self, topic: str, envelope: bytes) -> object:
        """Send it."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """A time question as it came; ``received_ms`` was taken on the network thread."""

    cluster: UUID
    envelope: bytes
    received_ms: int


class TimeDesk(threading.Thread):
    """Takes whatever questions wait, verifies them, asks for all answers at once."""

    def __init__(self, *, roster: Roster, signer: SignerClient, wire: Publisher, province: str, counts: Counts) -> None:
        super().__init__(name="times", daemon=True)
        self._questions: queue.SimpleQueue[Question | None] = queue.SimpleQueue()
        self._roster, self._signer, self._wire = roster, signer, wire
        self._province, self._counts = province, counts

    def ask(self, question: Question) -> None:
        """Queue a question; never waits."""
        self._questions.put(question)

    def stop(self) -> None:
        """End after what is queued."""
        self._questions.put(None)

    def run(self) -> None:
        """Answer until stopped."""
        while (batch := self._take()) is not None:
            close_old_connections()
            try:
                self._answer(batch)
            except SignerAway as error:
                self._counts.add("signer_away")
                log.warning("no time answers: %s", error)
            except Exception:
                log.exception("time questions failed")
        self._signer.close()
        connection.close()

    def _take(self) -> list[Question] | None:
        batch: list[Question] = []
        entry = self._questions.get()
        while entry is not None:
            batch.append(entry)
            if len(batch) == AT_ONCE or self._questions.empty():
                return batch
            entry = self._questions.get()
        return None

    def _answer(self, batch: list[Question]) -> None:
        asked: dict[str, tuple[UUID, int]] = {}
        for question in batch:
            known = self._roster.find(question.cluster)
            if known is None:
                self._counts.add("unknown_device")
                continue
            try:
                payload = known.verifier.verify(
                    question.envelope, expected=lp.MessageType.TIME, now_ms=question.received_ms
                )
            except lp.Refused as refused:
                self._counts.add(refused.reason)
                continue
            if isinstance(payload.message, lp.TimeRequest):
                asked[payload.message.nonce] = question.cluster, question.received_ms
                self._counts.seen(known.device_id)
        if not asked:
            return
        answers = self._signer.time([(cluster, nonce, at) for nonce, (cluster, at) in asked.items()])
        for nonce, envelope in answers.items():
            target = lp.cluster_target(asked[nonce][0])
            self._wire.publish(lp.topics.down(self._province, target, lp.MessageType.TIME), envelope)
        self._counts.add("time_answers", len(answers))
