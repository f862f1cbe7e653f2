"""From accepted broadcasts to occurrences: load what stands, ask the planner, write the difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from nguontin.broadcast.models import Acceptance, Broadcast, Occurrence, Outlet, Slot, Station
from nguontin.broadcast.plan import LEAD, Candidate, Fixed, LeftOut, Plan, Planned, Rules, SlotTime, plan
from nguontin.broadcast.states import AcceptanceState, BroadcastState, Outcome
from nguontin.bulletins.states import BulletinClass
from nguontin.kernel.clock import LOCAL

from .totals import Changes, Key, apply_changes

DAYS = 7
BATCH = 500


@dataclass(slots=True)
class Standing:
    """What a station's programme is made of: rules and slots, accepted broadcasts, outlets, occurrences that stand."""

    station: Station
    slots: tuple[SlotTime, ...] = ()
    acceptances: list[Acceptance] = field(default_factory=list)
    outlets: list[Outlet] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)

    @property
    def rules(self) -> Rules:
        """The station's own."""
        station = self.station
        return Rules(
            station.quiet_from,
            station.quiet_to,
            station.max_session_minutes * 60_000,
            station.max_day_minutes * 60_000,
        )

    def receivers(self, broadcast: Broadcast) -> list[Outlet]:
        """The outlets that the broadcast is meant for (its targets are prefetched)."""
        paths = tuple(target.unit.path for target in broadcast.targets.all())
        if self.station.unit.path.startswith(paths):
            return self.outlets
        return [outlet for outlet in self.outlets if outlet.area.path.startswith(paths)]

    def candidates(self) -> list[Candidate]:
        """Accepted broadcasts that at least one outlet here is to play."""
        return [candidate_of(one) for one in self.acceptances if self.receivers(one.broadcast)]

    def fixed(self, since: datetime) -> list[Fixed]:
        """What cannot be planned any more: begun, ended, or too close; one entry for all outlets together."""
        found: dict[tuple[UUID, str], Fixed] = {}
        for row in self.occurrences:
            if row.starts_at >= since and row.outcome == Outcome.OPEN:
                continue
            key = (row.broadcast_id, row.session)
            sounds = row.outcome in (Outcome.OPEN, Outcome.PLAYED, Outcome.PARTLY)
            if key not in found or (sounds and not found[key].sounds):
                found[key] = Fixed(row.broadcast_id, row.session, row.local_day, row.starts_at, row.planned_ms, sounds)
        return list(found.values())

    def plan(
        self,
        *,
        at: datetime,
        days: int = DAYS,
        slots: Sequence[SlotTime] | None = None,
        rules: Rules | None = None,
        more: Iterable[Candidate] = (),
    ) -> Plan:
        """The programme from *at* on; with other slots or rules, or with one more broadcast, for a preview."""
        since = at + LEAD
        return plan(
            self.slots if slots is None else slots,
            [*self.candidates(), *more],
            rules or self.rules,
            since=since,
            until=at + timedelta(days=days),
            fixed=self.fixed(since),
        )


@dataclass(frozen=True, slots=True)
class Planning:
    """What planning a station changed: counts of occurrences, and what did not fit."""

    made: int
    moved: int
    removed: int
    left_out: tuple[LeftOut, ...]


def candidate_of(acceptance: Acceptance) -> Candidate:
    """An acceptance (broadcast selected, slots prefetched) as the planner takes it."""
    broadcast = acceptance.broadcast
    return Candidate(
        broadcast=broadcast.pk,
        priority=broadcast.klass == BulletinClass.PRIORITY,
        position=acceptance.position,
        approved_at=broadcast.approved_at,
        duration_ms=broadcast.duration_ms,
        valid_from=broadcast.valid_from,
        valid_to=broadcast.valid_to,
        slots=None if acceptance.all_slots else frozenset(slot.pk for slot in acceptance.slots.all()),
    )


def slot_time(slot: Slot) -> SlotTime:
    """A slot as the planner takes it."""
    return SlotTime(slot.pk, slot.starts, slot.minutes, slot.weekdays)


def occurrence_id(broadcast: UUID, outlet: UUID, session: str) -> UUID:
    """The one identity of a broadcast at an outlet in a session, however often the programme is planned anew."""
    return uuid5(broadcast, f"{outlet}:{session}")


def load(stations: Iterable[Station], *, at: datetime) -> list[Standing]:
    """Everything the programmes of these stations are made of, in a handful of queries for all of them together."""
    today = at.astimezone(LOCAL).date()
    standing = {station.pk: Standing(station) for station in stations}
    slots: dict[int, list[SlotTime]] = defaultdict(list)
    for slot in Slot.objects.filter(station__in=standing):
        slots[slot.station_id].append(slot_time(slot))
    for station_id, times in slots.items():
        standing[station_id].slots = tuple(times)
    accepted = (
        Acceptance.objects.filter(station__in=standing, state=AcceptanceState.ACCEPTED)
        .filter(broadcast__state=BroadcastState.LIVE, broadcast__valid_to__gte=today)
        .exclude(broadcast__klass=BulletinClass.URGENT)
        .select_related("broadcast")
        .defer("broadcast__content")
        .prefetch_related("slots", "broadcast__targets__unit")
        .order_by("pk")
    )
    for acceptance in accepted:
        standing[acceptance.station_id].acceptances.append(acceptance)
    for outlet in Outlet.objects.filter(station__in=standing, active=True).select_related("area").order_by("pk"):
        standing[outlet.station_id].outlets.append(outlet)
    rows = (
        Occurrence.objects.filter(outlet__station__in=standing, local_day__gte=today)
        .exclude(broadcast__klass=BulletinClass.URGENT)
        .annotate(station_id=F("outlet__station_id"), klass=F("broadcast__klass"))
        .order_by("pk")
    )
    for row in rows:
        standing[row.station_id].occurrences.append(row)
    return list(standing.values())


def plan_station(station: Station, *, at: datetime, days: int = DAYS) -> Planning:
    """Bring one station's open future occurrences in line with what it accepted."""
    return plan_stations([station], at=at, days=days)[station.pk]


@transaction.atomic
def plan_stations(stations: Iterable[Station], *, at: datetime, days: int = DAYS) -> dict[int, Planning]:
    """The same for several stations, by station id. Occurrences that stay keep their ids, and so do those that move."""
    ids = {station.pk for station in stations}
    locked = Station.objects.select_for_update(of=("self",)).filter(pk__in=ids).select_related("unit").order_by("pk")
    write = _Difference(at)
    result: dict[int, Planning] = {}
    for standing in load(list(locked), at=at):
        wanted = standing.plan(at=at, days=days)
        result[standing.station.pk] = write.station(standing, wanted)
    write.flush()
    return result


class _Difference:
    """Gathers what has to be made, moved and removed over several stations, and writes it in bulk."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.made: list[Occurrence] = []
        self.moved: list[Occurrence] = []
        self.removed: list[UUID] = []
        self.outlets: set[UUID] = set()
        self.totals = Changes()

    def station(self, standing: Standing, wanted: Plan) -> Planning:
        """Compare one station's plan with what stands."""
        before = len(self.made), len(self.moved), len(self.removed)
        broadcasts = {one.broadcast_id: one.broadcast for one in standing.acceptances}
        receivers = {pk: standing.receivers(broadcast) for pk, broadcast in broadcasts.items()}
        since = self.at + LEAD
        loose = {row.pk: row for row in standing.occurrences if row.outcome == Outcome.OPEN and row.starts_at >= since}
        for item in wanted.items:
            for outlet in receivers[item.broadcast]:
                row = loose.pop(occurrence_id(item.broadcast, outlet.pk, item.session), None)
                if row is None:
                    self._make(standing, item, outlet, broadcasts[item.broadcast].klass)
                elif (row.starts_at, row.position) != (item.starts_at, item.order):
                    row.starts_at, row.position = item.starts_at, item.order
                    self.moved.append(row)
                    self.outlets.add(outlet.pk)
        for row in loose.values():
            self.removed.append(row.pk)
            self.outlets.add(row.outlet_id)
            self.totals.add(Key(row.unit_id, row.local_day, row.klass, Outcome.OPEN), -1)  # type: ignore[attr-defined]
        return Planning(
            len(self.made) - before[0], len(self.moved) - before[1], len(self.removed) - before[2], wanted.left_out
        )

    def _make(self, standing: Standing, item: Planned, outlet: Outlet, klass: str) -> None:
        self.made.append(
            Occurrence(
                id=occurrence_id(item.broadcast, outlet.pk, item.session),
                broadcast_id=item.broadcast,
                outlet=outlet,
                unit_id=standing.station.unit_id,
                slot_id=item.slot,
                session=item.session,
                position=item.order,
                starts_at=item.starts_at,
                planned_ms=item.duration_ms,
                local_day=item.day,
            )
        )
        self.outlets.add(outlet.pk)
        self.totals.add(Key(standing.station.unit_id, item.day, klass, Outcome.OPEN), 1)

    def flush(self) -> None:
        """Write it all."""
        for start in range(0, len(self.removed), BATCH):
            Occurrence.objects.filter(pk__in=self.removed[start : start + BATCH]).delete()
        Occurrence.objects.bulk_update(self.moved, ["starts_at", "position"], batch_size=BATCH)
        Occurrence.objects.bulk_create(self.made, batch_size=BATCH)
        apply_changes(self.totals)
        touch(Outlet.objects.filter(pk__in=self.outlets), at=self.at)


def receiving_outlets(paths: Iterable[str]) -> QuerySet[Outlet]:
    """Outlets in use whose area or whose station's unit lies in one of the subtrees (unit paths)."""
    test = Q(pk__in=[])
    for path in paths:
        test |= Q(area__path__startswith=path) | Q(station__unit__path__startswith=path)
    return Outlet.objects.filter(test, active=True)


def touch(outlets: QuerySet[Outlet], *, at: datetime) -> None:
    """Say that the outlets' programmes changed: the mark always moves forward, even twice in one instant."""
    step = Greatest(F("programme_changed_at") + timedelta(microseconds=1), at)
    outlets.update(programme_changed_at=Coalesce(step, at))


def roll_on(*, at: datetime) -> int:
    """Daily: plan every station for the coming seven days; returns how many occurrences were made."""
    made = 0
    stations = Station.objects.order_by("pk")
    for start in range(0, stations.count(), 50):
        planned = plan_stations(stations[start : start + 50], at=at)
        made += sum(one.made for one in planned.values())
    return made
