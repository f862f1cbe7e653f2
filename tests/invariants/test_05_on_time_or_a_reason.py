"""Every occurrence ends with an outcome and a reason; "in sync" is what the device reports; too late is not played."""

from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path

import loa_protocol as lp
import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nguontin.broadcast.models import Occurrence, Station
from nguontin.broadcast.services import air_bulletin, close_occurrence, close_overdue, withdraw_broadcast
from nguontin.broadcast.services.closing import GRACE
from nguontin.broadcast.states import Outcome
from nguontin.bulletins.tests.desk import submitted
from nguontin.devices.models import Device, Outgoing
from nguontin.devices.services import Said, note_standing, refresh_programmes
from nguontin.devices.signer.desk import Desk
from nguontin.devices.tasks import close_untold
from nguontin.devices.tests.plant import Plant
from nguontin.kernel.errors import DomainError
from tests.support.loudspeaker import Loudspeaker
from tests.support.world import World

NOON = 1_795_150_800_000  # 2026-11-20 12:00 in Vietnam
SOME_DB = pytest.mark.django_db
ENDS = (Outcome.PLAYED, Outcome.PARTLY, Outcome.SKIPPED, Outcome.MISSED)


@pytest.fixture
def aired(on_air: World) -> World:
    """A bulletin of commune a in the programme of the coming week."""
    air_bulletin(submitted(on_air.officer_a, on_air.a, at=on_air.at), by=on_air.leader_a, at=on_air.at)
    return on_air


# An end and a reason


@SOME_DB
def test_the_database_knows_no_end_without_a_reason_and_no_other_end(aired: World) -> None:
    row = Occurrence.objects.order_by("pk")[0]
    bad = [{"outcome": one, "reason": "", "closed_at": aired.at} for one in ENDS if one != Outcome.PLAYED]
    bad += [{"outcome": one, "reason": "late", "closed_at": None} for one in ENDS]
    bad += [{"outcome": "open", "closed_at": aired.at}, {"outcome": "lost", "reason": "x", "closed_at": aired.at}]
    for values in bad:
        with pytest.raises(DatabaseError), transaction.atomic():
            Occurrence.objects.filter(pk=row.pk).update(**values)


@SOME_DB
@pytest.mark.parametrize(
    ("outcome", "reason", "code"), [("partly", "", "reason"), ("missed", "", "reason"), ("open", "x", "outcome")]
)
def test_the_service_refuses_them_with_words(aired: World, outcome: str, reason: str, code: str) -> None:
    row = Occurrence.objects.order_by("pk")[0]
    with pytest.raises(DomainError, match=code):
        close_occurrence(row.pk, outcome=outcome, reason=reason, began_at=None, ended_at=None, played_ms=0, at=aired.at)


@SOME_DB
def test_an_end_is_final(aired: World) -> None:
    row = Occurrence.objects.order_by("starts_at", "pk")[0]
    told = {"began_at": row.starts_at, "ended_at": row.starts_at, "at": row.starts_at}
    close_occurrence(row.pk, outcome="partly", reason="power_cut", played_ms=5, **told)
    assert not close_occurrence(row.pk, outcome="played", reason="", played_ms=60_000, **told)
    for values in ({"outcome": "open", "closed_at": None, "reason": ""}, {"outcome": "played"}, {"reason": "late"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Occurrence.objects.filter(pk=row.pk).update(**values)
    with pytest.raises(DatabaseError), transaction.atomic():
        Occurrence.objects.filter(pk=row.pk).delete()


# None stays open


@SOME_DB
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(st.sampled_from([None, *ENDS]), max_size=12),
    cutoff=st.integers(0, 60),
    withdrawn=st.booleans(),
)
def test_whatever_devices_tell_or_do_not_tell_none_stays_open(
    aired: World, told: list[Outcome | None], cutoff: int, withdrawn: bool
) -> None:
    with transaction.atomic():
        Station.objects.update(late_cutoff_minutes=cutoff)
        rows = list(Occurrence.objects.order_by("starts_at", "pk"))
        for row, outcome in zip(rows, told, strict=False):
            if outcome is not None:
                reason = "" if outcome == Outcome.PLAYED else "late"
                moment = row.starts_at + timedelta(minutes=2)
                close_occurrence(
                    row.pk, outcome=outcome, reason=reason, began_at=None, ended_at=None, played_ms=0, at=moment
                )
        if withdrawn:
            broadcast = rows[0].broadcast
            withdraw_broadcast(broadcast, reason="Sai ngày", by=aired.leader_a, at=aired.at + timedelta(days=2))
        last = Occurrence.objects.filter(outcome="open").order_by("-starts_at").first()
        if last is not None:
            deadline = last.starts_at + timedelta(milliseconds=last.planned_ms, minutes=cutoff) + GRACE
            close_overdue(at=deadline)
            assert Occurrence.objects.filter(outcome="open", starts_at=last.starts_at).exists(), "closed too early"
            close_overdue(at=deadline + timedelta(seconds=1))
        assert not Occurrence.objects.filter(outcome="open").exists()
        assert not Occurrence.objects.exclude(outcome="played").filter(reason="").exists()
        transaction.set_rollback(True)


@SOME_DB
def test_the_reason_of_silence_is_what_the_server_knows_of_the_box(plant: Plant) -> None:
    plant.air()
    later = plant.at + timedelta(days=30)
    heard, silent = plant.outlets
    Device.objects.filter(outlet=heard).update(applied_version=1)
    close_untold(later)
    assert set(heard.occurrences.values_list("outcome", "reason")) == {("missed", "device_silent")}
    assert set(silent.occurrences.values_list("outcome", "reason")) == {("missed", "no_programme")}
    Device.objects.all().delete()
    plant.air("Tin hai", at=later)
    close_untold(later + timedelta(days=30))
    rows = Occurrence.objects.filter(broadcast__title="Tin hai")
    assert set(rows.values_list("outcome", "reason")) == {("missed", "not_enrolled")}


# In sync


def applied(plant: Plant, seq: int, sha256: str, *, version: int = 1) -> Device:
    """The first box reports on which programme it stands."""
    box = plant.boxes[0]
    said = lp.Applied(version=version, sha256=sha256, ready=True, missing=(), refused={})
    payload = lp.decode(lp.take_apart(box.say(said, at=plant.at, seq=seq)).payload)
    note_standing([Said(box.device.pk, payload)], at=plant.at)
    return box.device


@SOME_DB
def test_in_sync_is_what_the_device_reports_by_hash_never_what_was_sent(plant: Plant, desk: Desk) -> None:
    plant.air()
    refresh_programmes(at=plant.at)
    ids = Outgoing.objects.filter(signed_at=None, refused="").values_list("pk", flat=True)
    desk.sign(list(ids))
    Outgoing.objects.update(published_at=plant.at)
    device = plant.boxes[0].device
    assert device.desired_sha256
    assert not device.in_sync, "published is not applied"
    counter = itertools.count(10)
    assert not applied(plant, next(counter), "0" * 64, version=device.desired_version).in_sync, "another content"
    assert applied(plant, next(counter), device.desired_sha256).in_sync
    assert applied(plant, 3, "0" * 64).in_sync, "an older sentence, heard late, changes nothing"


# Late


async def begun_late(tmp_path: Path, late_s: int) -> tuple[str, str] | None:
    """How an item ends whose loudspeaker was busy with alarms until so many seconds after its start."""
    async with Loudspeaker(tmp_path, now_ms=NOON - 60_000) as box:
        item = box.item(NOON, seconds=60)
        box.say(box.programme(item))
        await box.advance(30)
        box.say(box.urgent(seconds=30 + late_s, max_s=3600))
        await box.advance(3600)
        return box.ended(item.occurrence)


@pytest.mark.parametrize(("late_s", "end"), [(595, ("played", "")), (605, ("missed", "late"))])
async def test_what_is_more_than_ten_minutes_late_is_missed_not_played(
    tmp_path: Path, late_s: int, end: tuple[str, str]
) -> None:
    assert await begun_late(tmp_path, late_s) == end


def test_ten_minutes_is_the_rule_unless_the_commune_says_otherwise() -> None:
    assert Station().late_cutoff_minutes == 10


async def test_a_box_that_wakes_up_late_derives_what_sounds_now_from_clock_and_schedule(tmp_path: Path) -> None:
    async with Loudspeaker(tmp_path, now_ms=NOON - 60_000) as box:
        over, running, coming = (
            box.item(NOON, seconds=60),
            box.item(NOON + 300_000, seconds=120, order=1),
            box.item(NOON + 600_000, seconds=60, order=2),
        )
        box.say(box.programme(over, running, coming))
        await box.advance(1)
        await box.cut_power()
        await box.advance_dark(59 + 330)  # it is off until half a minute into the second item
        box.switch_on()
        await box.advance(1200)
        first, second = box.ear.heard
        assert (first.occurrence, first.from_ms) == (running.occurrence, pytest.approx(30_000, abs=1500))
        assert second.occurrence == coming.occurrence
        assert box.ended(over.occurrence) == ("missed", "late")
        assert box.ended(running.occurrence) == ("partly", "power_cut")
        assert box.ended(coming.occurrence) == ("played", "")
