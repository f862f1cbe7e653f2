"""Evidence is stored once, closes its occurrence, and can be neither changed nor taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import loa_protocol as lp
import pytest
from django.db import DatabaseError, transaction

from nguontin.broadcast.models import Occurrence
from nguontin.broadcast.services import recount_totals
from nguontin.devices import tasks
from nguontin.devices.models import Device, Evidence
from nguontin.devices.services import Said, SignedRows, note_standing, revoke_device, store_evidence
from nguontin.devices.services.evidence import Stored
from nguontin.devices.signer.desk import Desk
from nguontin.kernel.clock import to_ms

from .plant import Box, Plant

pytestmark = pytest.mark.django_db


def row_of(occurrence: Occurrence, at: datetime, **changes: Any) -> lp.Evidence:
    start = to_ms(at)
    played = lp.Evidence(
        id=lp.ids.evidence_id(occurrence.pk),
        occurrence=occurrence.pk,
        broadcast=occurrence.broadcast_id,
        outcome=lp.Outcome.PLAYED,
        reason=None,
        start=start,
        end=start + 60_000,
        played_ms=60_000,
        audio=("ab" * 32,),
        volume=80,
        clock_error_ms=None,
    )
    return replace(played, **changes)


def message(box: Box, *rows: lp.Evidence) -> SignedRows:
    return SignedRows(box.device.pk, box.cluster, rows, b"payload", "ef" * 32, "c2ln")


def store(plant: Plant, *messages: SignedRows, later: int = 0) -> Stored:
    return store_evidence(messages, at=plant.at + timedelta(minutes=later))


@pytest.fixture
def occurrences(plant: Plant) -> list[Occurrence]:
    """Of the first cluster, soonest first."""
    plant.air()
    return list(Occurrence.objects.filter(outlet=plant.outlets[0]).order_by("starts_at"))


def test_sent_twice_it_is_one_row_and_one_outcome(plant: Plant, occurrences: list[Occurrence]) -> None:
    box, row = plant.boxes[0], row_of(occurrences[0], plant.at)
    first = store(plant, message(box, row), message(box, row))
    again = store(plant, message(box, row), later=5)
    assert (first.new, again.new) == (1, 0)
    assert first.held[box.cluster] == [row.id, row.id]
    assert again.held[box.cluster] == [row.id]  # held already, so it may be acknowledged (again)
    kept = Evidence.objects.get()
    assert (kept.occurrence_id, kept.payload, kept.received_at) == (occurrences[0].pk, b"payload", plant.at)
    occurrences[0].refresh_from_db()
    assert (occurrences[0].outcome, occurrences[0].played_ms, occurrences[0].closed_at) == ("played", 60_000, plant.at)
    assert recount_totals() == {}
    assert box.device.last_sound_at == plant.at + timedelta(minutes=1)


def test_a_neighbours_occurrence_is_refused_and_never_acknowledged(
    plant: Plant, occurrences: list[Occurrence], desk: Desk
) -> None:
    thief = plant.boxes[1]
    stored = store(plant, message(thief, row_of(occurrences[0], plant.at)))
    assert (stored.new, dict(stored.held), stored.refused) == (0, {}, {"foreign_occurrence": 1})
    store(plant, message(plant.boxes[0], row_of(occurrences[0], plant.at)))
    assert desk.acknowledge({thief.cluster: [lp.ids.evidence_id(occurrences[0].pk)]}) == {}


def test_another_broadcast_than_the_occurrences_is_refused(plant: Plant, occurrences: list[Occurrence]) -> None:
    stored = store(plant, message(plant.boxes[0], row_of(occurrences[0], plant.at, broadcast=uuid4())))
    assert stored.refused == {"foreign_occurrence": 1}


def test_what_sounded_without_a_plan_is_kept_all_the_same(
    plant: Plant, occurrences: list[Occurrence], desk: Desk
) -> None:
    gone = uuid4()
    row = replace(row_of(occurrences[0], plant.at), occurrence=gone, id=lp.ids.evidence_id(gone))
    assert store(plant, message(plant.boxes[0], row)).new == 1
    assert Evidence.objects.get().occurrence_id is None
    assert set(desk.acknowledge({plant.boxes[0].cluster: [row.id]})) == {str(plant.boxes[0].cluster)}


def test_the_signer_acknowledges_only_what_is_stored(plant: Plant, occurrences: list[Occurrence], desk: Desk) -> None:
    cluster = plant.boxes[0].cluster
    stored, unknown = row_of(occurrences[0], plant.at), row_of(occurrences[1], plant.at)
    store(plant, message(plant.boxes[0], stored))
    answer = desk.acknowledge({cluster: [stored.id, unknown.id, stored.id]})[str(cluster)]
    said = lp.decode(lp.take_apart(answer.encode()).payload).message
    assert said == lp.Ack((stored.id,))
    assert desk.acknowledge({cluster: [unknown.id]}) == {}


def test_late_evidence_replaces_what_the_server_concluded(plant: Plant, occurrences: list[Occurrence]) -> None:
    occurrence = occurrences[0]
    tasks.close_untold(occurrence.starts_at + timedelta(hours=1))
    occurrence.refresh_from_db()
    assert (occurrence.outcome, occurrence.reason) == ("missed", "no_programme")
    store(plant, message(plant.boxes[0], row_of(occurrence, plant.at)), later=600)
    occurrence.refresh_from_db()
    assert (occurrence.outcome, occurrence.reason) == ("played", "")
    assert recount_totals() == {}


def test_impossible_instants_do_not_stop_the_batch(plant: Plant, occurrences: list[Occurrence]) -> None:
    odd = row_of(
        occurrences[0], plant.at, start=2**53 - 1, end=2**53 - 1, played_ms=2**53 - 1, clock_error_ms=2**53 - 1
    )
    assert store(plant, message(plant.boxes[0], odd, row_of(occurrences[1], plant.at))).new == 2
    kept = Evidence.objects.get(pk=odd.id)
    assert (kept.began_at, kept.played_ms, str(2**53 - 1) in kept.row) == (None, 2**31 - 1, True)


def test_a_batch_takes_a_handful_of_queries(
    plant: Plant, occurrences: list[Occurrence], django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    messages = [message(plant.boxes[0], row_of(one, plant.at)) for one in occurrences]
    assert len(messages) == 13
    with django_assert_max_num_queries(20):
        store(plant, *messages)


def test_evidence_only_grows(plant: Plant, occurrences: list[Occurrence]) -> None:
    store(plant, message(plant.boxes[0], row_of(occurrences[0], plant.at)))
    for forbidden in (Evidence.objects.all().delete, lambda: Evidence.objects.update(outcome="missed")):
        with pytest.raises(DatabaseError, match="Nhật ký"), transaction.atomic():
            forbidden()


def said(plant: Plant, body: lp.Message, *, seq: int, box: int = 0) -> Said:
    sealed = plant.boxes[box].say(body, at=plant.at, seq=seq)
    return Said(plant.boxes[box].device.pk, lp.decode(lp.take_apart(sealed).payload))


ONLINE = lp.Presence(lp.PresenceState.ONLINE, "loa 1", None)
OFFLINE = lp.Presence(lp.PresenceState.OFFLINE, "loa 1", None)


def test_an_old_sentence_changes_nothing(plant: Plant) -> None:
    assert note_standing([said(plant, ONLINE, seq=5)], at=plant.at) == {"taken": 1}
    assert note_standing([said(plant, OFFLINE, seq=5), said(plant, OFFLINE, seq=4)], at=plant.at) == {"replayed": 2}
    assert plant.boxes[0].device.online
    later = plant.at + timedelta(minutes=1)
    note_standing([said(plant, OFFLINE, seq=6)], at=later)
    assert (plant.boxes[0].device.online, plant.boxes[0].device.silent_since) == (False, later)


def test_standing_is_kept_as_reported(plant: Plant) -> None:
    applied = lp.Applied(3, "cd" * 32, False, ("ab" * 32,), {lp.Refusal.REPLAYED: 2})
    telemetry = lp.Telemetry(to_ms(plant.at), None, 70, 10**9, 12, "card\0", ("disk\0full",))
    note_standing([said(plant, applied, seq=1), said(plant, telemetry, seq=1)], at=plant.at)
    device = plant.boxes[0].device
    assert (device.applied_version, device.ready, device.missing_audio, device.refusals) == (
        3,
        False,
        1,
        {"replayed": 2},
    )
    assert (device.telemetry["sink"], device.telemetry["faults"]) == ("card", ["diskfull"])
    assert not device.in_sync
    Device.objects.filter(pk=device.pk).update(desired_sha256="cd" * 32)
    assert plant.boxes[0].device.in_sync


def test_a_device_that_says_nothing_for_long_is_silent_since_it_last_spoke(plant: Plant) -> None:
    note_standing([said(plant, ONLINE, seq=1)], at=plant.at)
    assert tasks.note_silence(plant.at + timedelta(minutes=24)) == 0
    assert tasks.note_silence(plant.at + timedelta(minutes=26)) == 1
    assert plant.boxes[0].device.silent_since == plant.at


@pytest.mark.parametrize("reason", ["device_silent", "no_programme", "revoked", "not_enrolled"])
def test_the_server_gives_the_reason_that_the_devices_state_shows(
    plant: Plant, occurrences: list[Occurrence], reason: str
) -> None:
    device = plant.boxes[0].device
    match reason:
        case "device_silent":
            Device.objects.filter(pk=device.pk).update(applied_version=1)
        case "revoked":
            revoke_device(device, reason="Mất", by=plant.world.technician, at=plant.at)
        case "not_enrolled":
            Device.objects.filter(pk=device.pk).update(enrolled_at=occurrences[0].starts_at + timedelta(minutes=1))
    assert tasks.reasons(occurrences[:1]) == {occurrences[0].pk: reason}
