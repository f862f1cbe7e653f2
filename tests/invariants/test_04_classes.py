"""The classes of Circular 39/2020: ordinary waits, priority goes first, urgent plays at once, everywhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import loa_protocol as lp
import pytest
from django.db import IntegrityError, transaction

from nguontin.alarms.models import Alarm
from nguontin.broadcast.models import Acceptance, Broadcast, Occurrence, Outlet
from nguontin.broadcast.services import accept, air_bulletin, decline
from nguontin.bulletins.services import create_alarm_bulletin, create_bulletin, submit_bulletin
from nguontin.bulletins.tests.desk import give_sound, submitted
from nguontin.devices.models import DesiredState, Outgoing
from nguontin.devices.services import order_urgent, refresh_programmes
from nguontin.devices.tests.plant import Plant
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units.models import Unit
from tests.support.loudspeaker import AREA, Loudspeaker
from tests.support.world import World

NOON = 1_795_150_800_000  # 2026-11-20 12:00 in Vietnam
SOME_DB = pytest.mark.django_db


# Ordinary


@SOME_DB
def test_an_ordinary_bulletin_from_above_is_not_heard_before_the_commune_accepts_it(plant: Plant) -> None:
    world = plant.world
    air_bulletin(submitted(world.editor, world.province, at=world.at), by=world.leader, at=world.at)
    assert not Occurrence.objects.exists()
    refresh_programmes(at=world.at)
    assert not DesiredState.objects.filter(body__contains='"occurrence"').exists()
    waiting = Acceptance.objects.get(station=plant.station)
    for stranger in (world.officer_b, world.leader, world.editor):
        with pytest.raises(Forbidden):
            accept(waiting, by=stranger, at=world.at)
    accept(waiting, slots=[plant.station.slots.get(name="Chiều")], by=world.officer_a, at=world.at)
    assert set(Occurrence.objects.values_list("slot__name", flat=True)) == {"Chiều"}


@SOME_DB
def test_the_commune_may_decline_ordinary_but_not_priority(on_air: World) -> None:
    at = on_air.at
    ordinary = air_bulletin(submitted(on_air.editor, on_air.province, at=at), by=on_air.leader, at=at)
    first = air_bulletin(
        submitted(on_air.editor, on_air.province, at=at, klass="priority", title="Ưu tiên"), by=on_air.leader, at=at
    )
    decline(ordinary.acceptances.get(station__unit=on_air.a), reason="Trùng lịch", by=on_air.officer_a, at=at)
    with pytest.raises(DomainError, match="priority"):
        decline(first.acceptances.get(station__unit=on_air.a), reason="Không", by=on_air.officer_a, at=at)
    assert set(Occurrence.objects.values_list("broadcast__title", flat=True)) == {"Ưu tiên"}


# Priority


@SOME_DB
def test_priority_goes_first_and_ties_are_the_communes_to_order(on_air: World) -> None:
    at = on_air.at
    air_bulletin(submitted(on_air.officer_a, on_air.a, at=at, title="Của xã"), by=on_air.leader_a, at=at)
    for number, title in enumerate(("Ưu tiên một", "Ưu tiên hai"), start=1):
        later = at + timedelta(minutes=number)
        one = submitted(on_air.editor, on_air.province, at=later, klass="priority", title=title)
        air_bulletin(one, by=on_air.leader, at=later)

    def session(unit: Unit) -> list[str]:
        rows = Occurrence.objects.filter(unit=unit, outlet__name="Trung tâm").order_by("starts_at")
        first = rows[0].session
        return [row.broadcast.title for row in rows if row.session == first]

    assert session(on_air.a) == ["Ưu tiên một", "Ưu tiên hai", "Của xã"]
    second = Acceptance.objects.get(station__unit=on_air.a, broadcast__title="Ưu tiên hai")
    accept(second, position=1, by=on_air.officer_a, at=at + timedelta(hours=1))
    own = Acceptance.objects.get(station__unit=on_air.a, broadcast__title="Của xã")
    accept(own, position=0, by=on_air.officer_a, at=at + timedelta(hours=1))
    assert session(on_air.a) == ["Ưu tiên hai", "Ưu tiên một", "Của xã"]
    assert session(on_air.b) == ["Ưu tiên một", "Ưu tiên hai"]


async def test_priority_goes_first_on_the_device_too(tmp_path: Path) -> None:
    async with Loudspeaker(tmp_path, now_ms=NOON) as box:
        await box.advance(120)
        late = box.now_ms - 60_000  # both are due when the programme comes
        ordinary = box.item(late, seconds=10)
        priority = box.item(late + 1000, seconds=10, order=1, item_class=lp.ItemClass.PRIORITY)
        box.say(box.programme(ordinary, priority))
        await box.advance(60)
        assert [piece.occurrence for piece in box.ear.heard] == [priority.occurrence, ordinary.occurrence]


# Urgent


def flood(world: World, *targets: Unit, at: datetime) -> Broadcast:
    """An alarm of two people, for the commune or for some of its hamlets."""
    bulletin = create_alarm_bulletin(
        unit=world.a, title="Lũ quét", texts={"vi": "Lũ về."}, targets=targets, by=world.officer_a, at=at
    )
    Alarm.objects.create(
        unit=world.a, bulletin=bulletin, cause="disaster", raised_by=world.officer_a.person, raised_at=at
    )
    give_sound(bulletin.revisions.get().texts.get(), at=at, seconds=20)
    submit_bulletin(bulletin, by=world.officer_a, at=at)
    return air_bulletin(bulletin, by=world.leader_a, at=at, repeats=2, every_s=60, cause="disaster")


@SOME_DB
def test_urgent_is_at_once_at_every_outlet_addressed_and_at_no_other(on_air: World) -> None:
    night = datetime(2026, 11, 21, 2, 30, tzinfo=LOCAL)
    whole = flood(on_air, at=night)
    rows = Occurrence.objects.filter(broadcast=whole, position=0)
    assert set(rows.values_list("outlet", flat=True)) == set(
        Outlet.objects.filter(station__unit=on_air.a).values_list("pk", flat=True)
    )
    assert set(rows.values_list("starts_at", flat=True)) == {night}
    assert not Acceptance.objects.exists()
    hamlet = on_air.hamlets[on_air.a.pk][0]
    part = flood(on_air, hamlet, at=night)
    assert set(Occurrence.objects.filter(broadcast=part).values_list("outlet__area", flat=True)) == {hamlet.pk}


@SOME_DB
def test_an_urgent_order_goes_out_at_once_to_the_area_named(plant: Plant) -> None:
    world = plant.world
    orders = order_urgent(flood(world, at=world.at), by=world.leader_a, at=world.at)
    assert [(row.kind, row.target) for row in orders] == [("urgent", lp.area_target(AREA))]
    assert Outgoing.objects.filter(kind="urgent", created_at=world.at).count() == 1


@SOME_DB
def test_urgent_is_for_the_causes_of_the_circular_alone(world: World) -> None:
    with pytest.raises(DomainError, match="urgent"):
        create_bulletin(unit=world.a, title="Họp xóm", klass="urgent", by=world.officer_a, at=world.at)
    one = air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    revision, values = bulletin.revisions.get(), {}
    for field in ("unit_id", "title", "duration_ms", "valid_from", "valid_to", "approved_at"):
        values[field] = getattr(one, field)
    for cause in ("", "meeting"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Broadcast.objects.create(
                **values,
                id=uuid4(),
                bulletin=bulletin,
                revision=revision,
                review=revision.reviews.get(),
                content=revision.content,
                digest=revision.digest,
                klass="urgent",
                cause=cause,
            )


@pytest.mark.parametrize(("policy", "second"), [("resume", (6_000, 24_000)), ("restart", (0, 30_000))])
async def test_urgent_interrupts_and_the_item_resumes_or_restarts_by_policy(
    tmp_path: Path, policy: str, second: tuple[int, int]
) -> None:
    async with Loudspeaker(tmp_path, now_ms=NOON - 4000) as box:
        item = box.item(NOON, seconds=30)
        box.say(box.programme(item, interrupted=lp.Interrupted(policy)))
        await box.advance(10)
        sent = box.now_ms
        alarm = box.urgent(seconds=20)
        box.say(alarm, target=lp.area_target(AREA))
        await box.advance(120)
        before, siren, after = box.ear.heard
        assert (before.occurrence, before.from_ms, before.start_ms) == (item.occurrence, 0, NOON)
        assert before.length_ms == pytest.approx(6000, abs=50)
        assert siren.occurrence == lp.ids.urgent_occurrence(alarm.command, box.cluster, 0)
        assert siren.start_ms - sent <= 300
        assert siren.length_ms == 20_000
        assert (after.occurrence, after.from_ms) == (item.occurrence, pytest.approx(second[0], abs=50))
        assert after.length_ms == pytest.approx(second[1], abs=50)
        assert box.ended(item.occurrence) == ("played", "")


async def test_urgent_interrupts_priority_too_and_a_second_alarm_queues(tmp_path: Path) -> None:
    async with Loudspeaker(tmp_path, now_ms=NOON - 4000) as box:
        item = box.item(NOON, seconds=30, item_class=lp.ItemClass.PRIORITY)
        box.say(box.programme(item))
        await box.advance(10)
        first, second = box.urgent(seconds=10), box.urgent(seconds=10)
        box.say(first)
        await box.advance(3)
        box.say(second)
        await box.advance(120)
        told = [piece.occurrence for piece in box.ear.heard]
        alarms = [lp.ids.urgent_occurrence(one.command, box.cluster, 0) for one in (first, second)]
        assert told == [item.occurrence, *alarms, item.occurrence]
        assert [box.ear.heard[n].length_ms for n in (1, 2)] == [10_000, 10_000]
