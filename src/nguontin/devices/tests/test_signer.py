"""The signer signs what the database shows approved, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import loa_protocol as lp
import pytest
from django.db import DatabaseError, connection, transaction

from nguontin.alarms.models import Alarm
from nguontin.broadcast.models import Acceptance, Broadcast, Occurrence, Outlet, Station
from nguontin.broadcast.services import air_bulletin, withdraw_broadcast
from nguontin.bulletins.models import RevisionAuthor
from nguontin.bulletins.services import create_alarm_bulletin, submit_bulletin
from nguontin.bulletins.tests.desk import give_sound
from nguontin.devices import keyfiles, keys
from nguontin.devices.models import DesiredState, Outgoing, ProgrammeMark, Signature
from nguontin.devices.services import (
    forget_old,
    order_silence,
    order_stop,
    order_urgent,
    refresh_programmes,
    revoke_device,
)
from nguontin.devices.signer.desk import Desk
from nguontin.devices.signer.sealing import CannotSign, WorkingKey
from nguontin.kernel.clock import to_ms
from nguontin.kernel.errors import Forbidden

from .plant import Plant

pytestmark = pytest.mark.django_db


def waiting() -> list[int]:
    return list(Outgoing.objects.filter(signed_at=None, refused="").order_by("id").values_list("pk", flat=True))


def sign_all(desk: Desk) -> list[str]:
    """Reasons of refusal, in order; empty when everything was signed."""
    return list(desk.sign(waiting())["refused"].values())


def verifier(plant: Plant, index: int = 0) -> lp.Verifier:
    """What the box at an outlet would check with: the pinned root, the enrolled statement, its own targets."""
    box = plant.boxes[index]
    assert box.answer is not None
    root = lp.public_key(box.answer.root)
    first = lp.Verifier(keys=lp.ProvinceKeys(root), targets={lp.ALL}, memory=lp.MemoryInRam())
    said = first.verify(box.answer.keys.encode(), expected=lp.MessageType.KEYS, now_ms=to_ms(plant.at)).message
    assert isinstance(said, lp.KeyStatement)
    targets = {lp.cluster_target(box.cluster), *map(lp.area_target, box.answer.areas)}
    return lp.Verifier(keys=lp.ProvinceKeys(root, said), targets=targets, memory=lp.MemoryInRam())


def test_an_approved_programme_is_signed_logged_and_verified_by_the_box(plant: Plant, desk: Desk) -> None:
    broadcast = plant.air()
    assert refresh_programmes(at=plant.at) == 2
    assert sign_all(desk) == []
    row = Outgoing.objects.get(target=lp.cluster_target(plant.outlets[0].pk))
    payload = verifier(plant).verify(
        bytes(row.envelope or b""), expected=lp.MessageType.PROGRAMME, now_ms=to_ms(plant.at)
    )
    programme = payload.message
    assert isinstance(programme, lp.Programme)
    open_here = Occurrence.objects.filter(outlet=plant.outlets[0], outcome="open")
    assert {item.occurrence for item in programme.items} == set(open_here.values_list("pk", flat=True))
    assert {item.broadcast for item in programme.items} == {broadcast.pk}
    assert programme.quiet == (("21:00", "05:00"),)
    assert (programme.max_session_s, programme.max_day_s, programme.late_cutoff_s) == (1800, 5400, 600)
    assert programme.areas == ("04", "01273")
    logged = Signature.objects.get(payload_sha256=row.payload_sha256)
    assert (logged.pk, logged.kind, logged.target) == (payload.seq, "programme", row.target)
    assert plant.boxes[0].device.desired_sha256 == payload.sha256


def test_equal_rows_make_no_new_version_and_a_changed_station_does(plant: Plant, desk: Desk) -> None:
    plant.air()
    refresh_programmes(at=plant.at)
    assert refresh_programmes(at=plant.at) == 0
    plant.outlets[0].programme_changed_at = plant.at + timedelta(seconds=1)
    plant.outlets[0].save()
    assert refresh_programmes(at=plant.at + timedelta(seconds=2)) == 0  # marked, but nothing differs
    Station.objects.update(volume=40)
    Outlet.objects.update(programme_changed_at=plant.at + timedelta(seconds=3))
    assert refresh_programmes(at=plant.at + timedelta(seconds=4)) == 2
    assert sign_all(desk) == ["superseded", "superseded"]
    newest = DesiredState.objects.filter(outlet=plant.outlets[0]).latest("version")
    assert (newest.version, json.loads(newest.body)["volume"]) == (2, 40)


def test_a_new_day_rolls_the_horizon_on(plant: Plant) -> None:
    plant.air()
    refresh_programmes(at=plant.at)
    assert refresh_programmes(at=plant.at + timedelta(days=1)) == 2


def test_old_programmes_go_and_the_newest_and_the_log_stay(plant: Plant, desk: Desk) -> None:
    plant.air()
    refresh_programmes(at=plant.at)
    assert sign_all(desk) == []
    refresh_programmes(at=plant.at + timedelta(days=1))
    assert forget_old(at=plant.at + timedelta(days=13)) == 0
    assert forget_old(at=plant.at + timedelta(days=30)) == 2
    assert set(DesiredState.objects.values_list("version", flat=True)) == {2}
    assert Outgoing.objects.filter(kind="programme").count() == 2
    assert Signature.objects.filter(kind="programme").count() == 2


def test_the_work_does_not_grow_with_the_clusters(
    plant: Plant, desk: Desk, django_assert_max_num_queries: object
) -> None:
    plant.air()
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        refresh_programmes(at=plant.at)
    with django_assert_max_num_queries(28):  # type: ignore[operator]
        assert sign_all(desk) == []


def test_a_tampered_body_is_refused_and_computed_anew(plant: Plant, desk: Desk) -> None:
    plant.air()
    refresh_programmes(at=plant.at)
    state = DesiredState.objects.get(outlet=plant.outlets[0])
    body = json.loads(state.body)
    body["quiet"], body["max_day_s"] = [], 86_400
    DesiredState.objects.filter(pk=state.pk).update(body=lp.canonical(body).decode())
    assert sign_all(desk) == ["differs_from_rows"]
    assert ProgrammeMark.objects.get(outlet=plant.outlets[0]).content_sha256 == ""
    assert refresh_programmes(at=plant.at) == 1
    assert sign_all(desk) == []


def test_a_programme_for_another_cluster_is_refused(plant: Plant, desk: Desk) -> None:
    plant.air()
    refresh_programmes(at=plant.at)
    Outgoing.objects.filter(desired__outlet=plant.outlets[0]).update(target=lp.cluster_target(plant.outlets[1].pk))
    assert sign_all(desk) == ["no_desired_state"]


@pytest.mark.parametrize(
    ("table", "change", "reason"),
    [
        (
            "bulletins_review",
            "UPDATE bulletins_review SET decided_by_id = NULL, decision = '', decided_at = NULL",
            "not_approved",
        ),
        ("broadcast_broadcast", "UPDATE broadcast_broadcast SET content = content || ' '", "digest_differs"),
    ],
    ids=["not approved", "content exchanged"],
)
def test_rows_bent_in_the_database_are_not_signed(
    plant: Plant, desk: Desk, table: str, change: str, reason: str
) -> None:
    broadcast = plant.air()
    refresh_programmes(at=plant.at)
    _drop_guards(table)
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert set(sign_all(desk)) == {f"{reason} {broadcast.pk}"}
    assert not Signature.objects.filter(kind="programme").exists()


def _drop_guards(table: str) -> None:
    """What someone with the database in hand could do first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def test_an_author_among_the_approvers_is_seen_by_the_signer_itself(plant: Plant, desk: Desk) -> None:
    broadcast = plant.air()
    refresh_programmes(at=plant.at)
    _drop_guards("bulletins_revisionauthor")
    RevisionAuthor.objects.create(revision=broadcast.revision, person=plant.world.leader_a.person, at=plant.at)
    assert set(sign_all(desk)) == {f"approved_by_its_author {broadcast.pk}"}


def test_an_ordinary_bulletin_needs_the_stations_acceptance(plant: Plant, desk: Desk) -> None:
    broadcast = plant.air()
    refresh_programmes(at=plant.at)
    Acceptance.objects.update(state="waiting")
    assert set(sign_all(desk)) == {f"not_accepted {broadcast.pk}"}


def test_a_withdrawn_broadcast_leaves_the_programme(plant: Plant, desk: Desk) -> None:
    broadcast = plant.air()
    refresh_programmes(at=plant.at)
    withdraw_broadcast(broadcast, reason="Sai số liệu", by=plant.world.leader_a, at=plant.at + timedelta(seconds=1))
    assert set(sign_all(desk)) == {"differs_from_rows"}
    assert refresh_programmes(at=plant.at + timedelta(seconds=2)) == 2
    assert sign_all(desk) == []
    assert json.loads(DesiredState.objects.filter(version=2)[0].body)["items"] == []


def test_a_revoked_device_gets_nothing(plant: Plant, desk: Desk) -> None:
    plant.air()
    refresh_programmes(at=plant.at)
    revoke_device(plant.boxes[0].device, reason="Mất hộp", by=plant.world.technician, at=plant.at)
    assert sign_all(desk) == ["not_enrolled"]
    assert desk.time([(plant.outlets[0].pk, "ab" * 16, 1)]) == {}


def alarm(plant: Plant) -> Broadcast:
    """An alarm prepared by one and approved by another."""
    world = plant.world
    bulletin = create_alarm_bulletin(
        unit=world.a, title="Lũ quét", texts={"vi": "Lũ về."}, targets=[world.a], by=world.officer_a, at=plant.at
    )
    Alarm.objects.create(
        unit=world.a, bulletin=bulletin, cause="disaster", raised_by=world.officer_a.person, raised_at=plant.at
    )
    give_sound(bulletin.revisions.get().texts.get(), at=plant.at, seconds=20)
    submit_bulletin(bulletin, by=world.officer_a, at=plant.at)
    return air_bulletin(bulletin, by=world.leader_a, at=plant.at, repeats=3, every_s=60, cause="disaster")


def test_an_alarm_is_signed_for_its_area_and_named_as_the_occurrences_are(plant: Plant, desk: Desk) -> None:
    broadcast = alarm(plant)
    (row,) = order_urgent(broadcast, by=plant.world.leader_a, at=plant.at)
    assert order_urgent(broadcast, by=plant.world.leader_a, at=plant.at) == []
    assert sign_all(desk) == []
    row.refresh_from_db()
    urgent = (
        verifier(plant, 1)
        .verify(bytes(row.envelope or b""), expected=lp.MessageType.URGENT, now_ms=to_ms(plant.at))
        .message
    )
    assert isinstance(urgent, lp.Urgent)
    assert (urgent.repeats, urgent.every_s, urgent.cause, urgent.max_s) == (3, 60, lp.Cause.DISASTER, 63)
    told = {lp.ids.urgent_occurrence(urgent.command, outlet.pk, n) for outlet in plant.outlets for n in range(3)}
    assert told == set(Occurrence.objects.filter(broadcast=broadcast).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("body", "repeats", "differs_from_rows"),
        ("target", lp.area_target("01477"), "not_addressed"),
        ("ordered_by", "technician", "ordered_without_right"),
        ("expires_at", timedelta(days=1), "lives_too_long"),
        ("kind", "programme", "no_desired_state"),
        ("kind", "keys", "not_for_the_working_key"),
    ],
)
def test_a_bent_alarm_is_refused(plant: Plant, desk: Desk, field: str, value: object, reason: str) -> None:
    (row,) = order_urgent(alarm(plant), by=plant.world.leader_a, at=plant.at)
    if field == "body":
        row.body = lp.canonical({**json.loads(row.body), "repeats": 9}).decode()
    elif field == "ordered_by":
        row.ordered_by = plant.world.technician.person
    elif isinstance(value, timedelta):
        row.expires_at = plant.at + value
    else:
        setattr(row, field, value)
    row.save()
    assert sign_all(desk) == [reason]


def test_an_ordinary_broadcast_is_never_an_alarm(plant: Plant, desk: Desk) -> None:
    (row,) = order_urgent(alarm(plant), by=plant.world.leader_a, at=plant.at)
    row.broadcast = plant.air()
    row.save()
    assert sign_all(desk) == ["not_urgent"]


def test_stops_need_the_right_where_they_silence(plant: Plant, desk: Desk) -> None:
    world = plant.world
    broadcast = alarm(plant)
    order_stop(broadcast, by=world.officer_a, at=plant.at)
    order_silence(world.a, by=world.officer_a, at=plant.at)
    with pytest.raises(Forbidden):
        order_silence(world.b, by=world.officer_a, at=plant.at)
    assert sign_all(desk) == []
    row = order_silence(world.a, by=world.officer_a, at=plant.at)
    Outgoing.objects.filter(pk=row.pk).update(target=lp.area_target("01477"))
    assert sign_all(desk) == ["ordered_without_right"]


def test_an_order_that_waited_too_long_is_not_signed(
    plant: Plant, desk: Desk, clock: Callable[[datetime], None]
) -> None:
    order_urgent(alarm(plant), by=plant.world.leader_a, at=plant.at)
    clock(plant.at + timedelta(hours=2))
    assert sign_all(desk) == ["expired"]


def test_sequence_numbers_rise_even_after_a_restored_backup(
    plant: Plant, desk: Desk, clock: Callable[[datetime], None]
) -> None:
    clock(plant.at + timedelta(seconds=1))
    asked = [(plant.outlets[0].pk, f"{n:032x}", to_ms(plant.at)) for n in range(3)]
    first = [lp.decode(lp.take_apart(text.encode()).payload).seq for text in desk.time(asked).values()]
    assert first == list(range(first[0], first[0] + 3))
    assert first[0] >= to_ms(plant.at + timedelta(seconds=1))


def test_the_log_only_grows(plant: Plant, desk: Desk) -> None:
    desk.time([(plant.outlets[0].pk, "ab" * 16, 1)])
    for forbidden in (Signature.objects.all().delete, lambda: Signature.objects.update(kind="x")):
        with pytest.raises(DatabaseError, match="chữ ký"), transaction.atomic():
            forbidden()


def test_only_the_listed_key_signs(plant: Plant, tmp_path: Path, clock: Callable[[datetime], None]) -> None:
    stranger = tmp_path / "stranger.pem"
    keyfiles.make(stranger)
    with pytest.raises(CannotSign, match="in no statement"):
        Desk(WorkingKey(stranger)).time([(plant.outlets[0].pk, "ab" * 16, 1)])
    right = WorkingKey(plant.working)
    keys.issue_statement(plant.root, revoke=[right.kid], at=plant.at)
    with pytest.raises(CannotSign, match="revoked"):
        Desk(right).time([(plant.outlets[0].pk, "ab" * 16, 1)])


def test_a_key_file_that_others_can_read_is_refused(plant: Plant) -> None:
    plant.working.chmod(0o640)
    with pytest.raises(keyfiles.KeyFileError, match="0600"):
        WorkingKey(plant.working)
