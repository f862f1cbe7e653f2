"""Rows follow the plan: ids stay, outlets are told, a province is planned in seconds; a change is seen first."""

from __future__ import annotations

import dataclasses
import time as stopwatch
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nguontin.broadcast.models import Acceptance, Occurrence, Outlet, Station
from nguontin.broadcast.services import (
    StationChanges,
    accept,
    add_outlet,
    add_slot,
    add_station,
    air_bulletin,
    change_slots,
    changes_of,
    check_slots,
    plan_station,
    recount_totals,
    roll_on,
)
from nguontin.bulletins.tests.desk import submitted
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units.models import UnitKind
from nguontin.units.services import add_unit
from tests.support.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def aired(world: World) -> World:
    air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    return world


def station_of(world: World) -> Station:
    return Station.objects.get(unit=world.a)


def test_planning_again_changes_nothing(aired: World) -> None:
    before = set(Occurrence.objects.values_list("pk", "starts_at"))
    marks = list(Outlet.objects.order_by("pk").values_list("programme_changed_at", flat=True))
    planned = plan_station(station_of(aired), at=aired.at + timedelta(minutes=1))
    assert (planned.made, planned.moved, planned.removed) == (0, 0, 0)
    assert set(Occurrence.objects.values_list("pk", "starts_at")) == before
    assert list(Outlet.objects.order_by("pk").values_list("programme_changed_at", flat=True)) == marks


def test_the_week_rolls_on(aired: World) -> None:
    count = Occurrence.objects.count()
    assert roll_on(at=aired.at) == 0
    assert roll_on(at=aired.at + timedelta(days=1)) == 0  # valid for a week: nothing new comes
    assert Occurrence.objects.count() == count


def test_an_item_that_moves_keeps_its_id(aired: World) -> None:
    ids = set(Occurrence.objects.values_list("pk", flat=True))
    later = aired.at + timedelta(hours=1)
    air_bulletin(
        submitted(aired.editor, aired.province, at=later, klass="priority", title="Trước"), by=aired.leader, at=later
    )
    assert ids < set(Occurrence.objects.values_list("pk", flat=True))
    moved = Occurrence.objects.filter(pk__in=ids).order_by("starts_at")[0]
    assert moved.starts_at.astimezone(LOCAL) == datetime(2026, 11, 20, 17, 1, 2, tzinfo=LOCAL)
    assert moved.position == 1
    assert recount_totals() == {}


def test_every_change_moves_the_outlets_mark_even_in_one_instant(aired: World) -> None:
    outlet = Outlet.objects.filter(station__unit=aired.a)[0]
    first = outlet.programme_changed_at
    Acceptance.objects.get().slots.clear()
    accept(Acceptance.objects.get(), slots=[station_of(aired).slots.all()[0]], by=aired.officer_a, at=aired.at)
    outlet.refresh_from_db()
    assert first is not None
    assert outlet.programme_changed_at is not None
    assert outlet.programme_changed_at > first


def test_a_chosen_slot_that_is_gone_does_not_become_all_slots(aired: World) -> None:
    station = station_of(aired)
    accept(Acceptance.objects.get(), slots=[station.slots.get(name="Sáng")], by=aired.officer_a, at=aired.at)
    assert set(Occurrence.objects.values_list("slot__name", flat=True)) == {"Sáng"}
    station.slots.get(name="Sáng").delete()
    plan_station(station, at=aired.at)
    assert not Occurrence.objects.exists()


def with_slot(changes: StationChanges, name: str, **values: object) -> StationChanges:
    slots = tuple(
        dataclasses.replace(slot, **values) if slot.name == name else slot  # type: ignore[arg-type]
        for slot in changes.slots
    )
    return dataclasses.replace(changes, slots=slots)


def test_a_change_holds_only_after_its_24_hours_were_seen(aired: World) -> None:
    station = station_of(aired)
    changes = with_slot(changes_of(station), "Chiều", starts=time(18))
    preview = check_slots(station, changes, at=aired.at)
    evening = datetime(2026, 11, 20, 18, tzinfo=LOCAL)
    assert (preview.items[0].was, preview.items[0].starts_at) == (evening - timedelta(hours=1), evening)
    now = aired.at + timedelta(minutes=5)
    seen = {"seen": preview.digest, "seen_at": preview.at}
    with pytest.raises(DomainError, match="preview_stale"):
        change_slots(station, changes, seen="0" * 64, seen_at=preview.at, by=aired.officer_a, at=now)
    with pytest.raises(DomainError, match="preview_stale"):
        change_slots(station, changes, **seen, by=aired.officer_a, at=now + timedelta(hours=1))
    other = dataclasses.replace(changes, volume=100)
    with pytest.raises(DomainError, match="preview_stale"):
        change_slots(station, other, **seen, by=aired.officer_a, at=now)
    with pytest.raises(Forbidden):
        change_slots(station, changes, **seen, by=aired.officer_b, at=now)
    ids = set(Occurrence.objects.values_list("pk", flat=True))
    change_slots(station, changes, **seen, by=aired.officer_a, at=now)
    assert set(Occurrence.objects.values_list("pk", flat=True)) == ids
    assert Occurrence.objects.order_by("starts_at")[0].starts_at == evening


def test_two_slots_may_change_places_and_one_may_go(aired: World) -> None:
    station = station_of(aired)
    changes = with_slot(with_slot(changes_of(station), "Chiều", starts=time(6)), "Sáng", starts=time(17))
    changes = dataclasses.replace(changes, slots=tuple(slot for slot in changes.slots if slot.id))
    preview = check_slots(station, changes, at=aired.at)
    change_slots(station, changes, seen=preview.digest, seen_at=aired.at, by=aired.officer_a, at=aired.at)
    assert [slot.name for slot in station.slots.order_by("starts")] == ["Chiều", "Sáng"]
    fewer = dataclasses.replace(changes_of(station), slots=changes_of(station).slots[:1])
    preview = check_slots(station, fewer, at=aired.at)
    change_slots(station, fewer, seen=preview.digest, seen_at=aired.at, by=aired.officer_a, at=aired.at)
    assert set(Occurrence.objects.values_list("slot__name", flat=True)) == {"Chiều"}
    assert recount_totals() == {}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"quiet_to": time(21)}, "quiet_hours"),
        ({"quiet_from": time(5, 30), "quiet_to": time(7)}, "quiet_hours"),
        ({"max_day_minutes": 0}, "limits"),
        ({"volume": 101}, "limits"),
        ({"late_cutoff_minutes": 61}, "limits"),
    ],
)
def test_rules_that_cannot_be_are_refused(world: World, values: dict[str, object], code: str) -> None:
    station = station_of(world)
    with pytest.raises(DomainError, match=code):
        check_slots(station, dataclasses.replace(changes_of(station), **values), at=world.at)  # type: ignore[arg-type]


def test_what_does_not_fit_is_said(aired: World) -> None:
    station = station_of(aired)
    long = submitted(aired.officer_a, aired.a, at=aired.at, title="Dài", seconds=15 * 60)
    air_bulletin(long, by=aired.leader_a, at=aired.at + timedelta(minutes=1))
    planned = plan_station(station, at=aired.at + timedelta(minutes=2))
    assert {one.reason for one in planned.left_out} == {"session_minutes"}
    assert not Occurrence.objects.filter(broadcast__title="Dài").exists()


def test_a_broadcast_to_60_outlets_for_7_days_in_3_slots_is_planned_in_2_seconds() -> None:
    world = World.build()
    for number in range(20):
        commune = add_unit(UnitKind.COMMUNE, f"Xã {number}", world.province, by=None, at=world.at)
        station = add_station(commune, "Đài", by=None, at=world.at)
        for hour in (6, 11, 17):
            add_slot(station, f"{hour} giờ", time(hour), 15, by=None, at=world.at)
        for outlet in range(3):
            add_outlet(station, f"Cụm {outlet}", by=None, at=world.at)
    bulletin = submitted(world.editor, world.province, at=world.at, klass="priority")
    begun = stopwatch.perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        air_bulletin(bulletin, by=world.leader, at=world.at)
    took = stopwatch.perf_counter() - begun
    assert Occurrence.objects.count() == 60 * (7 * 3 - 1)  # this morning's 6:00 is over
    assert took < 2
    assert len(queries) < 120
    assert recount_totals() == {}
