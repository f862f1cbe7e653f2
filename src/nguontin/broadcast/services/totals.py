"""Day totals: moved in the same transaction as the occurrences they count, so that no page ever counts rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Sum

from nguontin.broadcast.models import DayTotal, Occurrence


class Key(NamedTuple):
    """What one total counts."""

    unit: int
    day: date
    klass: str
    outcome: str


class Change(NamedTuple):
    """How many occurrences and how many played milliseconds more (or fewer)."""

    rows: int = 0
    played_ms: int = 0


class Changes(defaultdict[Key, Change]):
    """Changes gathered over many occurrences."""

    def __init__(self) -> None:
        super().__init__(Change)

    def add(self, key: Key, count: int, played_ms: int = 0) -> None:
        """Count *count* more (fewer when negative) under *key*."""
        old = self[key]
        self[key] = Change(old.rows + count, old.played_ms + played_ms)


def apply_changes(changes: Mapping[Key, Change]) -> None:
    """Write the changes; called inside the transaction that moves the occurrences."""
    wanted = {key: change for key, change in changes.items() if change != Change()}
    if not wanted:
        return
    keys = sorted(wanted)  # one order everywhere, so that two writers never wait for each other crosswise
    known = _pks(keys)
    fresh = [key for key in keys if key not in known]
    if fresh:
        DayTotal.objects.bulk_create(
            [DayTotal(unit_id=key.unit, day=key.day, klass=key.klass, outcome=key.outcome) for key in fresh],
            ignore_conflicts=True,
        )
        known |= _pks(fresh)
    together: dict[Change, list[int]] = defaultdict(list)
    for key in keys:
        together[wanted[key]].append(known[key])
    for change, pks in together.items():
        DayTotal.objects.filter(pk__in=pks).update(
            count=F("count") + change.rows, played_ms=F("played_ms") + change.played_ms
        )


def recount_totals(*, since: date | None = None) -> dict[Key, tuple[Change, Change]]:
    """Totals that differ from recounted rows, as (kept, recounted); empty when all hold. A checker, not for pages."""
    rows = Occurrence.objects.all() if since is None else Occurrence.objects.filter(local_day__gte=since)
    kept_rows = DayTotal.objects.all() if since is None else DayTotal.objects.filter(day__gte=since)
    counted = {
        Key(unit, day, klass, outcome): Change(count, played_ms or 0)
        for unit, day, klass, outcome, count, played_ms in rows.values_list(
            "unit", "local_day", "broadcast__klass", "outcome"
        ).annotate(Count("pk"), Sum("played_ms"))
    }
    kept = {
        Key(unit, day, klass, outcome): Change(count, played_ms)
        for unit, day, klass, outcome, count, played_ms in kept_rows.values_list(
            "unit", "day", "klass", "outcome", "count", "played_ms"
        )
    }
    return {
        key: (kept.get(key, Change()), counted.get(key, Change()))
        for key in kept.keys() | counted.keys()
        if kept.get(key, Change()) != counted.get(key, Change())
    }


def _pks(keys: list[Key]) -> dict[Key, int]:
    rows = DayTotal.objects.filter(unit__in={key.unit for key in keys}, day__in={key.day for key in keys})
    return {
        Key(unit, day, klass, outcome): pk
        for unit, day, klass, outcome, pk in rows.values_list("unit", "day", "klass", "outcome", "pk")
    }
