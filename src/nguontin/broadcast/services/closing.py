"""The end of an occurrence: what the box told, or what the server must conclude. None stays open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.broadcast.models import Occurrence
from nguontin.broadcast.states import Outcome
from nguontin.kernel.errors import DomainError

from .totals import Changes, Key, apply_changes

GRACE = timedelta(minutes=10)  # after start, duration and late cut-off: time for the evidence to come
BATCH = 500

Why = Callable[[Iterable[Occurrence]], Mapping[UUID, str]]


@dataclass(frozen=True, slots=True)
class Closing:
    """How one occurrence ended. ``told_by_server``: concluded here, until the box's evidence comes and replaces it."""

    occurrence: UUID
    outcome: str
    reason: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None
    played_ms: int = 0
    told_by_server: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no end, and an end other than played without its reason code."""
        if self.outcome not in (Outcome.PLAYED, Outcome.PARTLY, Outcome.SKIPPED, Outcome.MISSED):
            raise DomainError("outcome", _("Kết quả phát không hợp lệ."))
        if self.outcome != Outcome.PLAYED and not self.reason:
            raise DomainError("reason", _("Lượt phát không trọn vẹn phải có lý do."))


def close_occurrence(
    occurrence_id: UUID,
    *,
    outcome: str,
    reason: str,
    began_at: datetime | None,
    ended_at: datetime | None,
    played_ms: int,
    at: datetime,
) -> bool:
    """Close by a box's evidence; False when it is told already or not known here. Calling twice changes nothing."""
    closing = Closing(occurrence_id, outcome, reason, began_at, ended_at, played_ms)
    return bool(close_many([closing], at=at))


@transaction.atomic
def close_many(closings: Sequence[Closing], *, at: datetime) -> set[UUID]:
    """Close several at once, with their day totals; returns the ids that this call closed or corrected."""
    wanted = {closing.occurrence: closing for closing in closings}
    rows = (
        Occurrence.objects.select_for_update(of=("self",))
        .select_related("broadcast")
        .defer("broadcast__content")
        .filter(pk__in=wanted)
        .order_by("pk")
    )
    changes, done = Changes(), []
    for row in rows:
        closing = wanted[row.pk]
        if row.outcome != Outcome.OPEN and (closing.told_by_server or not row.told_by_server):
            continue
        klass = row.broadcast.klass
        changes.add(Key(row.unit_id, row.local_day, klass, row.outcome), -1, -row.played_ms)
        changes.add(Key(row.unit_id, row.local_day, klass, closing.outcome), 1, closing.played_ms)
        row.outcome, row.reason, row.told_by_server = closing.outcome, closing.reason, closing.told_by_server
        row.began_at, row.ended_at, row.played_ms, row.closed_at = (
            closing.began_at,
            closing.ended_at,
            closing.played_ms,
            at,
        )
        done.append(row)
    Occurrence.objects.bulk_update(
        done,
        ["outcome", "reason", "told_by_server", "began_at", "ended_at", "played_ms", "closed_at"],
        batch_size=BATCH,
    )
    apply_changes(changes)
    return {row.pk for row in done}


def close_overdue(*, at: datetime, why: Why | None = None) -> int:
    """Close as missed what should long have been told; returns how many.

    *why* gives reason codes by occurrence id (the room of devices knows who is enrolled and has a programme); what it
    does not name was "device_silent".
    """
    late = (
        Occurrence.objects.filter(outcome=Outcome.OPEN, starts_at__lt=at - GRACE)
        .select_related("outlet__station")
        .order_by("starts_at")
    )
    overdue = [row for row in late.iterator(chunk_size=2000) if _deadline(row) < at]
    closed = 0
    for start in range(0, len(overdue), BATCH):
        batch = overdue[start : start + BATCH]
        reasons = why(batch) if why is not None else {}
        closings = [
            Closing(row.pk, Outcome.MISSED, reasons.get(row.pk, "device_silent"), told_by_server=True) for row in batch
        ]
        closed += len(close_many(closings, at=at))
    return closed


def _deadline(row: Occurrence) -> datetime:
    cutoff = timedelta(minutes=row.outlet.station.late_cutoff_minutes)
    return row.starts_at + timedelta(milliseconds=row.planned_ms) + cutoff + GRACE
