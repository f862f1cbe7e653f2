"""What devices say, in batches: verified, written in one transaction, evidence acknowledged only after the commit."""

from __future__ import annotations

import base64
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

import loa_protocol as lp
from django.db import DataError, IntegrityError, close_old_connections, connection
from django.db import Error as DatabaseError

from nguontin.devices.services import Said, SignedRows, note_seen, note_standing, store_evidence
from nguontin.devices.signer.client import SignerAway, SignerClient
from nguontin.kernel.clock import to_ms

from .counts import Counts
from .roster import Roster
from .times import Publisher

log = logging.getLogger(__name__)
GATHER_S = 0.05
AT_ONCE = 400
ROOM = 20_000
ACK_CLUSTERS = 200
ACK_IDS = 1000
SEEN_EVERY_S = 30.0


@dataclass(frozen=True, slots=True)
class Letter:
    """One upward message off the wire."""

    cluster: UUID
    type: lp.MessageType
    envelope: bytes


class Inbox(threading.Thread):
    """One thread; a batch is whatever came within 50 ms."""

    def __init__(
        self,
        *,
        roster: Roster,
        signer: SignerClient,
        wire: Publisher,
        province: str,
        counts: Counts,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(name="inbox", daemon=True)
        self._letters: queue.Queue[Letter | None] = queue.Queue(ROOM)
        self._roster, self._signer, self._wire = roster, signer, wire
        self._province, self._counts, self._now = province, counts, now
        self._seen_written = time.monotonic()

    def put(self, letter: Letter) -> None:
        """Queue a letter; dropped and counted when the database cannot keep up (devices send evidence again)."""
        try:
            self._letters.put_nowait(letter)
        except queue.Full:
            self._counts.add("inbox_full")

    def stop(self) -> None:
        """End after what is queued."""
        self._letters.put(None)

    def run(self) -> None:
        """Work until stopped; a batch that the database refuses is tried again, so that nothing is lost."""
        going = True
        while going:
            batch, going = self._gather()
            try:
                self._work(batch)
            except Exception:
                log.exception("a batch of %d letters failed", len(batch))
                self._counts.add("failed_batches")
            if time.monotonic() - self._seen_written > SEEN_EVERY_S or not going:
                self._write_seen()
        self._signer.close()
        connection.close()

    def _gather(self) -> tuple[list[Letter], bool]:
        batch: list[Letter] = []
        until = time.monotonic() + SEEN_EVERY_S
        while len(batch) < AT_ONCE:
            try:
                letter = self._letters.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if letter is None:
                return batch, False
            if not batch:
                until = time.monotonic() + GATHER_S
            batch.append(letter)
        return batch, True

    def _work(self, batch: list[Letter]) -> None:
        said: list[Said] = []
        rows: list[SignedRows] = []
        at = self._now()
        for letter in batch:
            self._read(letter, to_ms(at), said, rows)
        if said or rows:
            self._store(said, rows, at)

    def _read(self, letter: Letter, now_ms: int, said: list[Said], rows: list[SignedRows]) -> None:
        try:
            known = self._roster.find(letter.cluster)
            if known is None:
                self._counts.add("unknown_device")
                return
            payload = known.verifier.verify(letter.envelope, expected=letter.type, now_ms=now_ms)
        except lp.Refused as refused:
            self._counts.add(refused.reason)
            log.info("refused %s from %s: %s", letter.type, letter.cluster, refused)
            return
        if not isinstance(payload.message, lp.EvidenceRows):
            said.append(Said(known.device_id, payload))
            return
        parts = lp.take_apart(letter.envelope)
        signature = base64.b64encode(parts.signature).decode()
        rows.append(
            SignedRows(known.device_id, letter.cluster, payload.message.rows, parts.payload, payload.sha256, signature)
        )
        self._counts.seen(known.device_id)

    def _store(self, said: list[Said], rows: list[SignedRows], at: datetime) -> None:
        """Write the batch; what the database cannot keep is dropped alone, trouble of the database is waited out."""
        if said and self._patiently(lambda: self._note(said, at)) is False:
            for one in said:
                self._patiently(partial(self._note, [one], at))
        if rows and self._patiently(lambda: self._keep(rows, at)) is False:
            for message in rows:
                self._patiently(partial(self._keep, [message], at))

    def _patiently(self, work: Callable[[], None]) -> bool | None:
        """True when done, False when the data cannot be written, None when the database stayed away too long."""
        for wait in (0.2, 1.0, 5.0, 15.0, None):
            try:
                close_old_connections()
                work()
            except (DataError, IntegrityError):
                log.exception("cannot be written")
                self._counts.add("unwritable")
                return False
            except DatabaseError:
                log.exception("database trouble")
                self._counts.add("database_error")
                connection.close()
                if wait is not None:
                    time.sleep(wait)
                continue
            return True
        return None  # devices send evidence and state again

    def _note(self, said: list[Said], at: datetime) -> None:
        for what, number in note_standing(said, at=at).items():
            self._counts.add(what, number)

    def _keep(self, rows: list[SignedRows], at: datetime) -> None:
        stored = store_evidence(rows, at=at)
        self._counts.add("evidence_stored", stored.new)
        for what, number in stored.refused.items():
            self._counts.add(what, number)
        try:
            for part in _portions(stored.held):
                self._acknowledge(part)
        except SignerAway as error:
            self._counts.add("signer_away")
            log.warning("evidence stored but not acknowledged: %s", error)

    def _acknowledge(self, held: dict[UUID, list[UUID]]) -> None:
        for cluster, envelope in self._signer.acknowledge(held).items():
            topic = lp.topics.down(self._province, lp.cluster_target(cluster), lp.MessageType.ACK)
            self._wire.publish(topic, envelope)
            self._counts.add("acks")

    def _write_seen(self) -> None:
        self._seen_written = time.monotonic()
        try:
            note_seen(self._counts.take_seen(), at=self._now())
        except DatabaseError:
            log.exception("devices seen not noted")
            connection.close()


def _portions(held: dict[UUID, list[UUID]]) -> Iterator[dict[UUID, list[UUID]]]:
    """Cut into requests of at most ACK_CLUSTERS clusters and ACK_IDS ids; what is over for one cluster comes again."""
    part: dict[UUID, list[UUID]] = {}
    size = 0
    for cluster, ids in held.items():
        few = ids[:ACK_IDS]
        if part and (len(part) == ACK_CLUSTERS or size + len(few) > ACK_IDS):
            yield part
            part, size = {}, 0
        part[cluster] = few
        size += len(few)
    if part:
        yield part
