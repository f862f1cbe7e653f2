"""Quiet hours and minutes hold twice, on the server and on the device; an alarm alone breaks them."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import loa_protocol as lp
import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loa.alarms import Alarm
from loa.plan import Situation, decide

from nguontin.broadcast.models import Occurrence, Station
from nguontin.broadcast.services import (
    SlotDraft,
    add_slot,
    air_bulletin,
    change_slots,
    changes_of,
    check_slots,
    plan_station,
)
from nguontin.bulletins.tests.desk import submitted
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from tests.support.loudspeaker import HOUR_MS, Loudspeaker
from tests.support.world import World

NIGHT = 1_795_205_700_000  # 2026-11-21 3:15 in Vietnam
SOME_DB = pytest.mark.django_db


def quiet(face: time, first: time, last: time) -> bool:
    """Whether the clock's face shows quiet hours; told apart from the code under test."""
    return first <= face < last if first < last else face >= first or face < last


def sounds_in_quiet(begins: datetime, seconds: float, first: time, last: time) -> bool:
    """Whether any second of a sound lies in quiet hours."""
    steps = range(0, int(seconds * 1000), 1000)
    return any(quiet((begins + timedelta(milliseconds=ms)).astimezone(LOCAL).time(), first, last) for ms in steps)


def test_the_hour_of_the_tests_is_the_one_at_which_a_commune_was_woken() -> None:
    assert datetime.fromtimestamp(NIGHT / 1000, UTC).astimezone(LOCAL).strftime("%H:%M") == "03:15"


# The server

faces = st.builds(time, st.integers(0, 23), st.sampled_from([0, 20, 45]))


@SOME_DB
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rules=st.tuples(faces, faces).filter(lambda pair: pair[0] != pair[1]),
    slots=st.lists(st.tuples(faces, st.integers(5, 120)), min_size=1, max_size=4, unique_by=lambda slot: slot[0]),
    lengths=st.lists(st.integers(30, 1500), min_size=1, max_size=4),
    minutes=st.tuples(st.integers(1, 40), st.integers(1, 60)),
)
def test_the_server_plans_nothing_into_quiet_hours_or_over_the_minutes(
    on_air: World,
    rules: tuple[time, time],
    slots: list[tuple[time, int]],
    lengths: list[int],
    minutes: tuple[int, int],
) -> None:
    """Rules and slots are written past every form, as somebody with the database in hand would."""
    with transaction.atomic():
        station = Station.objects.get(unit=on_air.a)
        station.slots.all().delete()
        for number, (starts, length) in enumerate(slots):
            station.slots.create(name=f"Khung {number}", starts=starts, minutes=length)
        limits = {"max_session_minutes": minutes[0], "max_day_minutes": minutes[1]}
        Station.objects.filter(pk=station.pk).update(quiet_from=rules[0], quiet_to=rules[1], **limits)
        for number, seconds in enumerate(lengths):
            one = submitted(on_air.officer_a, on_air.a, at=on_air.at, seconds=seconds, title=f"Tin {number}")
            air_bulletin(one, by=on_air.leader_a, at=on_air.at)
        session: dict[tuple[object, str], int] = defaultdict(int)
        day: dict[tuple[object, object], int] = defaultdict(int)
        for row in Occurrence.objects.filter(outlet__station=station):
            assert not sounds_in_quiet(row.starts_at, row.planned_ms / 1000, *rules)
            session[row.outlet_id, row.session] += row.planned_ms
            day[row.outlet_id, row.starts_at.astimezone(LOCAL).date()] += row.planned_ms
        assert all(used <= minutes[0] * 60_000 for used in session.values())
        assert all(used <= minutes[1] * 60_000 for used in day.values())
        transaction.set_rollback(True)


@SOME_DB
def test_no_slot_can_be_put_into_quiet_hours_and_no_station_goes_without_them(on_air: World) -> None:
    station = Station.objects.get(unit=on_air.a)
    with pytest.raises(DomainError, match="quiet_hours"):
        add_slot(station, "Nhầm giờ", time(3, 15), by=on_air.officer_a, at=on_air.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Station.objects.filter(pk=station.pk).update(quiet_from=time(5), quiet_to=time(5))


@SOME_DB
def test_the_morning_ends_where_the_night_begins_even_for_a_bulletin_that_began_in_time(on_air: World) -> None:
    station = Station.objects.get(unit=on_air.a)
    station.slots.create(name="Tối", starts=time(20, 50), minutes=60)
    one = submitted(on_air.officer_a, on_air.a, at=on_air.at, seconds=11 * 60)
    air_bulletin(one, by=on_air.leader_a, at=on_air.at)
    left_out = plan_station(station, at=on_air.at).left_out
    assert {missed.reason for missed in left_out} == {"quiet_hours"}
    assert not Occurrence.objects.filter(slot__name="Tối").exists()


@SOME_DB
def test_a_change_of_the_week_holds_only_after_its_next_24_hours_were_seen(on_air: World) -> None:
    air_bulletin(submitted(on_air.officer_a, on_air.a, at=on_air.at), by=on_air.leader_a, at=on_air.at)
    station = Station.objects.get(unit=on_air.a)
    before = list(station.slots.values_list("starts", flat=True))
    changes = changes_of(station)
    moved = dataclasses.replace(changes, slots=(*changes.slots, SlotDraft(None, "Trưa", time(11, 15))))
    preview = check_slots(station, moved, at=on_air.at)
    told = {item.starts_at.astimezone(LOCAL).strftime("%H:%M") for item in preview.items if item.starts_at}
    assert "11:15" in told
    assert all(item.starts_at is None or item.starts_at < on_air.at + timedelta(hours=24) for item in preview.items)
    how = {"by": on_air.officer_a, "at": on_air.at + timedelta(minutes=1)}
    for seen in ("", "0" * 64, check_slots(station, changes, at=on_air.at).digest):
        with pytest.raises(DomainError, match="preview_stale"):
            change_slots(station, moved, seen=seen, seen_at=preview.at, **how)
    assert list(station.slots.values_list("starts", flat=True)) == before
    change_slots(station, moved, seen=preview.digest, seen_at=preview.at, **how)
    assert time(11, 15) in station.slots.values_list("starts", flat=True)


# The device


@pytest.fixture
async def box(tmp_path: Path) -> Loudspeaker:
    return Loudspeaker(tmp_path, now_ms=NIGHT - 60_000)


async def test_the_loudspeaker_keeps_quiet_at_3_15_though_a_signed_programme_says_otherwise(box: Loudspeaker) -> None:
    async with box:
        item = box.item(NIGHT)
        box.say(box.programme(item))
        await box.advance(3600)
        assert box.ear.heard == []
        assert box.ended(item.occurrence) == ("skipped", "quiet_hours")


async def test_an_alarm_sounds_at_3_15(box: Loudspeaker) -> None:
    async with box:
        box.say(box.programme())
        await box.advance(60)
        urgent = box.urgent()
        box.say(urgent)
        await box.advance(60)
        occurrence = lp.ids.urgent_occurrence(urgent.command, box.cluster, 0)
        assert [(piece.occurrence, piece.length_ms) for piece in box.ear.heard] == [(occurrence, 20_000)]
        assert box.ended(occurrence) == ("played", "")


async def test_an_interrupted_item_is_not_taken_up_into_quiet_hours(tmp_path: Path) -> None:
    evening = NIGHT - 6 * HOUR_MS - 25 * 60_000  # 20:50
    async with Loudspeaker(tmp_path, now_ms=evening - 5000) as box:
        item = box.item(evening, seconds=9 * 60)
        box.say(box.programme(item))
        await box.advance(4 * 60)
        box.say(box.urgent(seconds=150))
        await box.advance(3600)
        last = max(box.ear.heard, key=lambda piece: piece.start_ms)
        assert last.start_ms + last.length_ms <= evening + 10 * 60_000
        assert box.ended(item.occurrence) == ("partly", "quiet_hours")


async def test_minutes_of_session_and_day_hold_on_the_device(tmp_path: Path) -> None:
    async with Loudspeaker(tmp_path, now_ms=NIGHT + 4 * HOUR_MS - 5000) as box:
        start = NIGHT + 4 * HOUR_MS
        morning = [box.item(start + n * 65_000, order=n) for n in range(4)]
        noon = [box.item(start + HOUR_MS + n * 65_000, order=n, session="trưa") for n in range(4)]
        box.say(box.programme(*morning, *noon, max_session_s=180, max_day_s=240))
        await box.advance(3 * 3600)
        told = [box.ended(item.occurrence) for item in (*morning, *noon)]
        assert told[:4] == [("played", "")] * 3 + [("skipped", "session_minutes")]
        assert told[4:] == [("played", "")] + [("skipped", "day_minutes")] * 3
        assert sum(piece.length_ms for piece in box.ear.heard) == 240_000


minute_of_day = st.integers(0, 1439)


@settings(max_examples=300, deadline=None)
@given(
    window=st.tuples(minute_of_day, minute_of_day).filter(lambda pair: pair[0] != pair[1]),
    start=st.integers(0, 3 * 1440),
    seconds=st.integers(1, 3600),
    late=st.integers(0, 900),
    klass=st.sampled_from(list(lp.ItemClass)),
)
def test_no_programme_whatever_it_says_sounds_in_quiet_hours(
    tmp_path_factory: pytest.TempPathFactory,
    window: tuple[int, int],
    start: int,
    seconds: int,
    late: int,
    klass: lp.ItemClass,
) -> None:
    box = Loudspeaker(tmp_path_factory.getbasetemp(), now_ms=NIGHT)
    first, last = (time(*divmod(minute, 60)) for minute in window)
    item = box.item(NIGHT + start * 60_000, seconds=seconds, item_class=klass)
    programme = box.programme(
        item, quiet=((f"{first:%H:%M}", f"{last:%H:%M}"),), max_session_s=86_400, max_day_s=86_400, late_cutoff_s=900
    )
    now = item.start + late * 1000
    decision = decide(
        Situation(
            now_ms=now,
            awake_ms=NIGHT - HOUR_MS,
            known_ms=NIGHT - HOUR_MS,
            cluster=box.cluster,
            programme=programme,
            expires_ms=now + 24 * HOUR_MS,
        )
    )
    begins = datetime.fromtimestamp(now / 1000, UTC)
    forbidden = sounds_in_quiet(begins, seconds, first, last)
    assert (decision.piece is None) == forbidden
    if forbidden:
        assert [(v.outcome, v.reason) for v in decision.verdicts] == [(lp.Outcome.SKIPPED, lp.Reason.QUIET_HOURS)]


def test_an_alarm_is_asked_about_no_hour(tmp_path: Path) -> None:
    box = Loudspeaker(tmp_path, now_ms=NIGHT)
    alarm = Alarm(box.urgent(), NIGHT, NIGHT + HOUR_MS)
    decision = decide(
        Situation(
            now_ms=NIGHT,
            awake_ms=NIGHT - HOUR_MS,
            known_ms=NIGHT - HOUR_MS,
            cluster=box.cluster,
            programme=box.programme(quiet=(("00:00", "23:59"),)),
            expires_ms=NIGHT + HOUR_MS,
            alarms=(alarm,),
        )
    )
    assert decision.piece is not None
    assert decision.piece.alarm == alarm.urgent.command
