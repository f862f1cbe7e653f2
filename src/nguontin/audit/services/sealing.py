"""The hash chain over the log: each seal covers its entry and the seal before it.

An entry may get its id before, and be committed after, its neighbour. So on PostgreSQL only rows written by
transactions older than every one still running are sealed; then no smaller id can follow, bar one that waited between
taking its id and its transaction number; that one is sealed late, at the next position. The chain goes by positions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db import connection, transaction
from django.db.models import Max

from nguontin.audit.models import Entry, Seal

GENESIS = "0" * 64
BATCH = 5_000
LATE_IDS = 10_000  # how far behind the newest sealed id a latecomer is looked for
_SETTLED = (
    "age(audit_entry.xmin) > age((pg_snapshot_xmin(pg_current_snapshot())::text::numeric %% 4294967296)::text::xid)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest seal. Written down elsewhere, it proves later that nothing was cut off the end."""

    position: int
    digest: str


def seal() -> int:
    """Seal what is committed and not sealed yet, in the order of ids; returns how many. One worker at a time."""
    with transaction.atomic():
        head = chain_head()
        newest = Seal.objects.aggregate(newest=Max("entry_id"))["newest"] or 0
        seals = []
        position, previous = head.position, head.digest
        for entry in _settled(after=newest - LATE_IDS):
            position += 1
            digest = digest_of(previous, entry)
            seals.append(Seal(entry=entry, position=position, previous=previous, digest=digest))
            previous = digest
        Seal.objects.bulk_create(seals)
    return len(seals)


def chain_head() -> Head:
    """The newest seal; position 0 before the first."""
    last = Seal.objects.order_by("-position").first()
    return Head(last.position, last.digest) if last else Head(0, GENESIS)


def verify_chain(*, expected: Head | None = None) -> int | None:
    """Position of the first seal that does not hold, or None when all hold.

    A position that is missing, an entry that was changed, a link to another past: each breaks the chain there. With
    *expected*, a head seen before, a chain that no longer contains it is broken at that position.
    """
    position, previous = 0, GENESIS
    met = expected is None
    for one in _seals():
        position += 1
        holds = one.position == position and one.previous == previous
        if not holds or one.digest != digest_of(previous, one.entry):
            return position
        previous = one.digest
        if expected is not None and position == expected.position:
            if one.digest != expected.digest:
                return position
            met = True
    return None if met or expected is None else min(expected.position, position + 1)


def digest_of(previous: str, entry: Entry) -> str:
    """SHA-256 over the digest before and the entry in canonical JSON."""
    text = json.dumps(
        {
            "id": entry.pk,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "verb": entry.verb,
            "actor": entry.actor_id,
            "unit": entry.unit_id,
            "object": [entry.object_type, entry.object_id],
            "fields": entry.fields,
            "ids": entry.ids,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(previous.encode() + text.encode()).hexdigest()


def _settled(*, after: int) -> list[Entry]:
    rows = Entry.objects.filter(pk__gt=after, seal=None).order_by("pk")
    if connection.vendor == "postgresql":
        rows = rows.extra(where=[_SETTLED])  # noqa: S610 - a constant
    return list(rows[:BATCH])


def _seals() -> Iterator[Seal]:
    return Seal.objects.select_related("entry").order_by("position").iterator(chunk_size=2_000)
