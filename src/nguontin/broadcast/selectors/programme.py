"""Programmes: what airs today, a station's week planned beside heard, what waits to be accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from nguontin.broadcast.models import Acceptance, Occurrence, Outlet, Station
from nguontin.broadcast.states import AcceptanceState, BroadcastState, Outcome
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import Missing
from nguontin.kernel.fold import fold
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer


@dataclass(slots=True)
class Airing:
    """One broadcast at one station at one moment, all its outlets together; ``outcomes`` counts how they ended."""

    station: int
    station_name: str
    broadcast: UUID
    title: str
    klass: str
    starts_at: datetime
    day: date
    planned_ms: int
    outcomes: dict[str, int] = field(default_factory=dict)
    reasons: set[str] = field(default_factory=set)

    @property
    def outlets(self) -> int:
        """At how many outlets."""
        return sum(self.outcomes.values())

    @property
    def heard(self) -> int:
        """At how many it sounded, whole or in part."""
        return self.outcomes.get(Outcome.PLAYED, 0) + self.outcomes.get(Outcome.PARTLY, 0)

    @property
    def open(self) -> int:
        """At how many nobody knows yet."""
        return self.outcomes.get(Outcome.OPEN, 0)

    @property
    def failed(self) -> int:
        """At how many it was skipped or missed."""
        return self.outlets - self.heard - self.open


def airings(rows: QuerySet[Occurrence]) -> list[Airing]:
    """The occurrences gathered by station, broadcast and moment, in time order; one query."""
    found: dict[tuple[int, UUID, datetime], Airing] = {}
    names = ("outlet__station", "outlet__station__name", "broadcast", "broadcast__title", "broadcast__klass")
    grouped = rows.values_list(*names, "starts_at", "local_day", "planned_ms", "outcome", "reason").annotate(
        Count("pk")
    )
    for station, name, broadcast, title, klass, starts_at, day, planned_ms, outcome, reason, count in grouped.order_by(
        "starts_at", "outlet__station__name", "broadcast"
    ):
        airing = found.setdefault(
            (station, broadcast, starts_at), Airing(station, name, broadcast, title, klass, starts_at, day, planned_ms)
        )
        airing.outcomes[outcome] = airing.outcomes.get(outcome, 0) + count
        if reason:
            airing.reasons.add(reason)
    return list(found.values())


def today(viewer: Viewer, at: datetime) -> list[Airing]:
    """What airs on this local day at the viewer's stations."""
    rows = Occurrence.objects.filter(local_day=at.astimezone(LOCAL).date())
    return airings(viewer.narrow(rows, "unit"))


def week(viewer: Viewer, station: Station, monday: date) -> list[tuple[date, list[Airing]]]:
    """Seven days of a station, what was planned beside what was heard."""
    days = [monday + timedelta(days=step) for step in range(7)]
    rows = Occurrence.objects.filter(
        unit=station.unit_id, outlet__station=station, local_day__range=(days[0], days[-1])
    )
    by_day: dict[date, list[Airing]] = {day: [] for day in days}
    for airing in airings(viewer.narrow(rows, "unit")):
        by_day[airing.day].append(airing)
    return list(by_day.items())


def programme_of(outlet: Outlet, *, at: datetime, days: int = 7) -> list[Occurrence]:
    """Open occurrences of an outlet that can still sound, with broadcast and audio, in time order (urgent ones too)."""
    since = at - timedelta(minutes=outlet.station.late_cutoff_minutes)
    rows = outlet.occurrences.filter(outcome=Outcome.OPEN, broadcast__state=BroadcastState.LIVE)
    rows = rows.filter(starts_at__gte=since, starts_at__lt=at + timedelta(days=days))
    return list(
        rows.select_related("broadcast")
        .defer("broadcast__content")
        .prefetch_related("broadcast__audio")
        .order_by("starts_at", "position")
    )


def stations(viewer: Viewer, *, query: str = "") -> QuerySet[Station]:
    """Stations of the viewer's subtree with counts of outlets in use and of slots."""
    rows = viewer.narrow(Station.objects.select_related("unit"), "unit")
    for word in fold(query).split():
        rows = rows.filter(unit__folded__contains=word)
    in_use = Count("outlets", filter=Q(outlets__active=True), distinct=True)
    return rows.annotate(outlet_count=in_use, slot_count=Count("slots", distinct=True)).order_by("unit__folded", "name")


def station_for(viewer: Viewer, pk: int) -> Station:
    """One station; Missing when there is none for this person."""
    found = viewer.narrow(Station.objects.select_related("unit"), "unit").filter(pk=pk).first()
    if found is None:
        raise Missing("station", _("Không tìm thấy đài này."), _("Mở danh sách đài để chọn lại."))
    return found


def waiting_acceptances(viewer: Viewer, *, at: datetime | None = None) -> QuerySet[Acceptance]:
    """Bulletins from above that wait for the viewer's word, soonest to end first; *at* leaves out those that ended."""
    rows = Acceptance.objects.filter(state=AcceptanceState.WAITING, broadcast__state=BroadcastState.LIVE)
    if at is not None:
        rows = rows.filter(broadcast__valid_to__gte=at.astimezone(LOCAL).date())
    rows = rows.select_related("broadcast__unit", "station__unit").defer("broadcast__content")
    rows = rows.prefetch_related("broadcast__audio")
    return viewer.narrow(rows, "station__unit", ability=Ability.ACCEPT).order_by("broadcast__valid_to", "pk")


def acceptance_for(viewer: Viewer, pk: int) -> Acceptance:
    """One acceptance; Missing when there is none for this person."""
    rows = Acceptance.objects.select_related("broadcast__unit", "station__unit")
    found = viewer.narrow(rows, "station__unit").filter(pk=pk).first()
    if found is None:
        raise Missing("acceptance", _("Không tìm thấy bản tin này."), _("Mở trang Phát thanh để chọn lại."))
    return found
