"""A cluster works with the line cut: a week on the device, evidence kept until it is stored, and stored once."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path

import loa_protocol as lp
import pytest
from django.db import DatabaseError

from nguontin.broadcast.models import DayTotal, Occurrence
from nguontin.broadcast.services import recount_totals
from nguontin.devices import keyfiles
from nguontin.devices.gateway import inbox as inbox_module
from nguontin.devices.models import Evidence, Outgoing
from nguontin.devices.services import refresh_programmes
from nguontin.devices.signer.desk import Desk
from nguontin.devices.tests.plant import Plant
from nguontin.kernel.clock import to_ms
from tests.support.ears import Ears
from tests.support.loudspeaker import HOUR_MS, Hand, Loudspeaker

NOON = 1_795_150_800_000  # 2026-11-20 12:00 in Vietnam
DAY_S = 86_400
SOME_DB = pytest.mark.django_db


def signed_programme(plant: Plant, desk: Desk) -> bytes:
    """What the signer made of the week of the first cluster."""
    refresh_programmes(at=plant.at)
    desk.sign(list(Outgoing.objects.filter(signed_at=None, refused="").values_list("pk", flat=True)))
    row = Outgoing.objects.get(kind="programme", target=lp.cluster_target(plant.outlets[0].pk))
    return bytes(row.envelope)


async def a_week_alone(box: Loudspeaker, programme: bytes) -> list[lp.Evidence]:
    """One message comes, then nothing for a week, with a power cut on the third day; the evidence kept."""
    async with box:
        box.take(programme, lp.MessageType.PROGRAMME)
        assert box.ledger.kept is not None
        for item in box.ledger.kept.programme.items:
            for audio in item.audio:
                box.tape.hold(audio)
        await box.advance(2.5 * DAY_S)
        await box.cut_power()
        box.switch_on()
        await box.advance(4.5 * DAY_S)
        return box.evidence()


@SOME_DB
def test_a_week_without_a_line_is_played_on_time_and_proved_afterwards(
    plant: Plant, desk: Desk, tmp_path: Path
) -> None:
    plant.air()
    cluster = plant.outlets[0]
    planned = {row.pk: row.starts_at for row in Occurrence.objects.filter(outlet=cluster)}
    assert max(planned.values()) - plant.at > timedelta(days=6), "seven days stand in the programme"
    hand = Hand(working=keyfiles.read(plant.working))
    loudspeaker = Loudspeaker(tmp_path / "box", now_ms=to_ms(plant.at), hand=hand, cluster=cluster.pk)
    rows = asyncio.run(a_week_alone(loudspeaker, signed_programme(plant, desk)))
    assert {row.occurrence for row in rows} == set(planned)
    for row in rows:
        assert (row.outcome, row.reason) == (lp.Outcome.PLAYED, None)
        assert abs(row.start - to_ms(planned[row.occurrence])) <= 20
    later = plant.at + timedelta(days=7)
    box = plant.boxes[0]
    Ears().hear(box.cluster, box.say(lp.EvidenceRows(tuple(rows)), at=later), at=later)
    assert set(Occurrence.objects.filter(outlet=cluster).values_list("outcome", flat=True)) == {"played"}
    assert recount_totals() == {}


# On the device


async def test_evidence_stays_until_the_server_has_acknowledged_it(tmp_path: Path) -> None:
    async with Loudspeaker(tmp_path, now_ms=NOON - 5000) as box:
        first, second = box.item(NOON, 5), box.item(NOON + 60_000, 5, order=1)
        box.say(box.programme(first, second))
        await box.advance(120)
        for _ in range(3):
            await box.cut_power()
            box.switch_on()
            assert {row.occurrence for row in box.evidence()} == {first.occurrence, second.occurrence}
        box.say(lp.Ack((lp.ids.evidence_id(first.occurrence),)))
        assert {row.occurrence for row in box.evidence()} == {second.occurrence}
        await box.cut_power()
        box.switch_on()
        assert {row.occurrence for row in box.evidence()} == {second.occurrence}
        await box.advance(600)
        assert box.ear.heard == [], "what was played before the cut is not played again"


async def test_what_sounded_when_the_power_went_is_told_as_such(tmp_path: Path) -> None:
    async with Loudspeaker(tmp_path, now_ms=NOON - 5000) as box:
        item = box.item(NOON, seconds=60)
        box.say(box.programme(item))
        await box.advance(5 + 31)
        await box.cut_power()
        await box.advance_dark(3600)
        box.switch_on()
        await box.advance(10)
        (row,) = box.evidence()
        assert (row.occurrence, row.outcome, row.reason) == (item.occurrence, lp.Outcome.PARTLY, lp.Reason.POWER_CUT)
        assert 20_000 <= row.played_ms <= 31_500


async def test_the_journal_is_on_the_disk_before_anything_counts(tmp_path: Path) -> None:
    async with Loudspeaker(tmp_path, now_ms=NOON - 5000) as box:
        item = box.item(NOON, seconds=5)
        box.say(box.programme(item))
        await box.advance(30)
        assert box.journal._base.execute("PRAGMA synchronous").fetchone() == (2,), "FULL: each commit is synced"
        with sqlite3.connect(tmp_path / "loa.db") as another:
            stored = another.execute("SELECT count(*) FROM evidence").fetchone()
        another.close()
        assert stored == (1,), "committed, while the agent still runs"


async def test_without_a_signed_answer_to_its_own_question_nothing_dated_sounds(tmp_path: Path) -> None:
    async with Loudspeaker(tmp_path, now_ms=NOON - HOUR_MS) as box:
        item = box.item(NOON, seconds=5)
        box.say(box.programme(item))
        await box.cut_power()
        box.switch_on(tell_time=False)
        await box.advance(2 * 3600)
        assert box.ear.heard == []
        assert box.ended(item.occurrence) is None


# On the server


def rows_of(plant: Plant, number: int = 3) -> lp.EvidenceRows:
    """The first cluster played its first occurrences."""
    found = Occurrence.objects.filter(outlet=plant.outlets[0]).order_by("starts_at")[:number]
    return lp.EvidenceRows(
        tuple(
            lp.Evidence(
                id=lp.ids.evidence_id(row.pk),
                occurrence=row.pk,
                broadcast=row.broadcast_id,
                outcome=lp.Outcome.PLAYED,
                reason=None,
                start=to_ms(row.starts_at),
                end=to_ms(row.starts_at) + row.planned_ms,
                played_ms=row.planned_ms,
                audio=(),
                volume=80,
                clock_error_ms=5,
            )
            for row in found
        )
    )


def totals() -> tuple[int, int]:
    """Number and milliseconds of what was played."""
    played = DayTotal.objects.filter(outcome="played").values_list("count", "played_ms")
    return sum(count for count, _ in played), sum(ms for _, ms in played)


@SOME_DB
def test_evidence_sent_often_and_heard_by_two_gateways_is_stored_once(plant: Plant) -> None:
    plant.air()
    said, box, later = rows_of(plant), plant.boxes[0], plant.at + timedelta(days=2)
    first, second = Ears(), Ears()
    letter = box.say(said, at=later)
    for gateway in (first, second):
        gateway.hear(box.cluster, letter, letter, at=later)
        gateway.hear(box.cluster, box.say(said, at=later + timedelta(hours=1)), at=later + timedelta(hours=1))
    assert Evidence.objects.count() == 3
    assert totals() == (3, 3 * 60_000)
    ids = {row.id for row in said.rows}
    assert set(first.acknowledged) == set(second.acknowledged) == ids, "each is told that it is stored"
    assert recount_totals() == {}


@SOME_DB
def test_another_story_about_the_same_occurrence_changes_nothing(plant: Plant) -> None:
    plant.air()
    said, box, later = rows_of(plant, 1), plant.boxes[0], plant.at + timedelta(days=2)
    Ears().hear(box.cluster, box.say(said, at=later), at=later)
    before = Evidence.objects.values().get()
    other = lp.EvidenceRows(
        (
            lp.Evidence(
                **{
                    **{name: getattr(said.rows[0], name) for name in said.rows[0].__slots__},
                    "outcome": lp.Outcome.MISSED,
                    "reason": lp.Reason.LATE,
                    "played_ms": 0,
                    "start": None,
                    "end": None,
                }
            ),
        )
    )
    Ears().hear(box.cluster, box.say(other, at=later), at=later)
    assert Evidence.objects.values().get() == before
    assert totals() == (1, 60_000)


@SOME_DB
def test_what_could_not_be_stored_is_not_acknowledged(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant.air()
    said, box, ears = rows_of(plant, 1), plant.boxes[0], Ears()

    def full(*_: object, **__: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(inbox_module, "store_evidence", full)
    monkeypatch.setattr(inbox_module.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(inbox_module.connection, "close", lambda: None)  # the test's own transaction goes on
    ears.hear(box.cluster, box.say(said, at=plant.at), at=plant.at)
    assert ears.acknowledged == []
    assert not Evidence.objects.exists()
