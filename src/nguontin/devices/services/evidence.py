"""Evidence: stored once, whatever comes how often; the occurrence it speaks of is closed in the same transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import loa_protocol as lp
from django.db import transaction
from loa_protocol.checks import write_record

from nguontin.broadcast.models import Occurrence
from nguontin.broadcast.services.closing import Closing, close_many
from nguontin.devices.models import Device, Evidence
from nguontin.kernel.clock import from_ms, to_ms

CLOCK_SLACK = timedelta(days=1)
LONGEST_MS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class SignedRows:
    """One verified evidence message of a device."""

    device_id: int
    cluster: UUID
    rows: tuple[lp.Evidence, ...]
    payload: bytes
    payload_sha256: str
    signature: str


@dataclass(slots=True)
class Stored:
    """What may be acknowledged, by cluster (rows stored now or earlier), and what was refused, by reason."""

    held: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    new: int = 0
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Met:
    """Occurrences known (outlet, broadcast), evidence that is there (by whose cluster), rows to be written."""

    known: dict[UUID, tuple[UUID, UUID]]
    there: dict[UUID, UUID]
    fresh: dict[UUID, Evidence] = field(default_factory=dict)


@transaction.atomic
def store_evidence(messages: Sequence[SignedRows], *, at: datetime) -> Stored:
    """Store the rows of many messages and close their occurrences, all or nothing, in a handful of queries.

    A row about another cluster's occurrence is refused; a row whose occurrence the server does not know (any more) is
    stored without one. A row already there counts as held.
    """
    stored = Stored()
    wanted = {row.occurrence for message in messages for row in message.rows}
    known = {
        pk: (outlet, broadcast)
        for pk, outlet, broadcast in Occurrence.objects.filter(pk__in=wanted).values_list(
            "pk", "outlet_id", "broadcast_id"
        )
    }
    ids = {row.id for message in messages for row in message.rows}
    there = dict(Evidence.objects.filter(pk__in=ids).values_list("pk", "device__outlet_id"))
    met = _Met(known, there)
    for message in messages:
        _take(message, met, stored, at)
    fresh = met.fresh
    Evidence.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    stored.new = len(fresh)
    close_many([_closing(row) for row in fresh.values() if row.occurrence_id is not None], at=at)
    _last_sound(fresh.values())
    return stored


def _take(message: SignedRows, met: _Met, stored: Stored, at: datetime) -> None:
    payload: bytes | None = message.payload
    known, there, fresh = met.known, met.there, met.fresh
    for row in message.rows:
        if row.occurrence in known and known[row.occurrence] != (message.cluster, row.broadcast):
            stored.refused["foreign_occurrence"] += 1
            continue
        if there.get(row.id, message.cluster) != message.cluster:
            stored.refused["foreign_evidence"] += 1
            continue
        stored.held[message.cluster].append(row.id)
        if row.id in there:
            continue
        there[row.id] = message.cluster
        fresh[row.id] = _evidence(row, message, row.occurrence in known, payload, at)
        payload = None


def _evidence(row: lp.Evidence, message: SignedRows, known: bool, payload: bytes | None, at: datetime) -> Evidence:
    return Evidence(
        id=row.id,
        occurrence_id=row.occurrence if known else None,
        device_id=message.device_id,
        outcome=str(row.outcome),
        reason=str(row.reason or ""),
        began_at=_moment(row.start, at),
        ended_at=_moment(row.end, at),
        played_ms=min(row.played_ms, LONGEST_MS),
        clock_error_ms=row.clock_error_ms,
        row=lp.canonical(write_record(row)).decode(),
        envelope_sha256=message.payload_sha256,
        signature=message.signature,
        payload=payload,
        received_at=at,
    )


def _moment(ms: int | None, at: datetime) -> datetime | None:
    """An instant that can be true; a box that says year 9999 is kept in its own words (``row``) only."""
    return from_ms(ms) if ms is not None and ms <= to_ms(at + CLOCK_SLACK) else None


def _closing(row: Evidence) -> Closing:
    assert row.occurrence_id is not None
    return Closing(
        occurrence=row.occurrence_id,
        outcome=row.outcome,
        reason=row.reason,
        began_at=row.began_at,
        ended_at=row.ended_at,
        played_ms=row.played_ms,
    )


def _last_sound(rows: Iterable[Evidence]) -> None:
    """Keep each device's newest sound; one query to read, one to write."""
    newest: dict[int, datetime] = {}
    for row in rows:
        if row.played_ms and row.ended_at:
            newest[row.device_id] = max(row.ended_at, newest.get(row.device_id, row.ended_at))
    devices = [
        device
        for device in Device.objects.filter(pk__in=newest).only("pk", "last_sound_at").order_by("pk")
        if device.last_sound_at is None or device.last_sound_at < newest[device.pk]
    ]
    for device in devices:
        device.last_sound_at = newest[device.pk]
    Device.objects.bulk_update(devices, ["last_sound_at"])
