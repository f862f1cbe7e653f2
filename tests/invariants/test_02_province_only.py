"""A loudspeaker obeys its province only; the signer signs what was approved; evidence counts with its signature."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import loa_protocol as lp
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from nguontin.bulletins.models import RevisionAuthor
from nguontin.devices import keyfiles, keys
from nguontin.devices.models import DesiredState, Evidence, Outgoing, Signature
from nguontin.devices.services import refresh_programmes, revoke_device
from nguontin.devices.signer.desk import Desk
from nguontin.devices.signer.sealing import CannotSign, WorkingKey
from nguontin.devices.tests.plant import Box, Plant
from nguontin.kernel.clock import to_ms
from tests.support.ears import Ears
from tests.support.loudspeaker import AREA, FOREIGN_AREA, HOUR_MS, Hand, Loudspeaker

NOON = 1_795_150_800_000  # 2026-11-20 12:00 in Vietnam
KINDS = ("programme", "urgent", "stop")


# The device


@pytest.fixture
async def box(tmp_path: Path) -> Loudspeaker:
    return Loudspeaker(tmp_path, now_ms=NOON)


def order(box: Loudspeaker, kind: str) -> lp.Message:
    """What the kind of message would make the loudspeaker do."""
    if kind == "programme":
        return box.programme(box.item(box.now_ms + 5000, seconds=5), version=7)
    return box.urgent(seconds=5) if kind == "urgent" else lp.Stop(uuid4(), None, box.now_ms + HOUR_MS)


def standing(box: Loudspeaker) -> tuple[object, ...]:
    """What the loudspeaker goes by: its programme, alarms and stops."""
    kept = box.ledger.kept
    return (kept.sha256 if kept else None, box.journal.alarms(), box.journal.stops(box.now_ms))


def refusals(box: Loudspeaker) -> dict[str, int]:
    return {str(reason): count for reason, count in box.inbox.refused.items()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"key": "stranger"}, "unknown_key"),
        ({"key": "root"}, "wrong_role"),
        ({"issued_ms": NOON - 3 * HOUR_MS, "lasts_ms": HOUR_MS}, "expired"),
        ({"issued_ms": NOON + HOUR_MS}, "ahead"),
        ({"target": "cluster:7d3c1f4e-52a0-4c1c-9d7e-0f5f3b1b8a01"}, "wrong_target"),
    ],
    ids=["a stranger's key", "the root key", "expired", "from the future", "another cluster"],
)
async def test_the_loudspeaker_refuses_what_is_not_its_provinces(
    box: Loudspeaker, kind: str, how: dict[str, object], reason: str
) -> None:
    async with box:
        before = standing(box)
        named = {"stranger": Ed25519PrivateKey.generate(), "root": box.hand.root}
        wish = dict(how)
        if "key" in wish:
            wish["key"] = named[str(wish["key"])]
        target = str(wish.pop("target", box.here))
        message = order(box, kind)
        envelope = box.hand.seal(message, target, **({"issued_ms": box.now_ms} | wish))  # type: ignore[arg-type]
        box.take(envelope, lp.type_of(message))
        await box.advance(30)
        assert standing(box) == before
        assert box.ear.heard == []
        assert refusals(box) == {reason: 1}


@pytest.mark.parametrize("kind", ["urgent", "stop"])
async def test_an_order_for_another_commune_is_not_its_business(box: Loudspeaker, kind: str) -> None:
    async with box:
        before, there = standing(box), lp.area_target(FOREIGN_AREA)
        box.say(order(box, kind), target=there)
        envelope = box.hand.seal(order(box, kind), there, issued_ms=box.now_ms)
        box.take(envelope, lp.MessageType(kind), target=lp.area_target(AREA))  # sent on under the right topic
        await box.advance(30)
        assert (standing(box), box.ear.heard) == (before, [])
        assert refusals(box) == {"wrong_target": 2}


async def test_one_changed_byte_is_a_forgery(box: Loudspeaker) -> None:
    async with box:
        parts = json.loads(box.hand.seal(box.urgent(seconds=5), box.here, issued_ms=box.now_ms))
        payload = base64.b64decode(parts["p"]).replace(b'"repeats":1', b'"repeats":9')
        parts["p"] = base64.b64encode(payload).decode()
        box.take(json.dumps(parts).encode(), lp.MessageType.URGENT)
        await box.advance(30)
        assert refusals(box) == {"bad_signature": 1}
        assert box.ear.heard == []


async def test_a_genuine_order_counts_once_even_after_a_power_cut(box: Loudspeaker) -> None:
    async with box:
        genuine = box.say(box.urgent(seconds=5))
        await box.advance(30)
        assert len(box.ear.heard) == 1
        box.take(genuine, lp.MessageType.URGENT)
        older = box.hand.seal(box.urgent(seconds=5), box.here, issued_ms=box.now_ms, seq=5)
        box.take(older, lp.MessageType.URGENT)
        await box.advance(30)
        assert len(box.ear.heard) == 1
        await box.cut_power()
        box.switch_on()
        box.take(genuine, lp.MessageType.URGENT)
        box.take(older, lp.MessageType.URGENT)
        await box.advance(30)
        assert box.ear.heard == []
        assert refusals(box) == {"replayed": 1}  # the genuine one is the newest: a duplicate, ignored in silence


async def test_a_programme_is_never_rolled_back(box: Loudspeaker) -> None:
    async with box:
        old = box.say(box.programme(version=1))
        box.say(box.programme(version=2, volume=33))
        box.take(old, lp.MessageType.PROGRAMME)
        assert box.ledger.kept is not None
        assert box.ledger.kept.programme.volume == 33
        assert refusals(box) == {"replayed": 1}


async def test_a_revoked_key_commands_nothing_and_its_programme_is_given_up(box: Loudspeaker) -> None:
    async with box:
        box.say(box.programme(box.item(box.now_ms + 20_000, seconds=5)))
        revoked = lp.kid(box.hand.working.public_key())
        statement = box.hand.statement(2, revoked=[revoked])
        box.say(statement, target=lp.ALL, key=box.hand.root, seq=2)
        assert box.ledger.kept is None
        box.say(box.urgent(seconds=5))
        older = box.hand.statement(1)
        box.say(older, target=lp.ALL, key=box.hand.root, seq=1)
        box.say(box.urgent(seconds=5))
        await box.advance(60)
        assert box.ear.heard == []
        assert refusals(box) == {"revoked_key": 2, "replayed": 1}


async def test_the_province_itself_is_obeyed(box: Loudspeaker) -> None:
    """What the other tests withhold works: otherwise they would pass on a deaf box."""
    async with box:
        programme = box.programme(box.item(box.now_ms + 5000, seconds=5))
        box.say(programme)
        await box.advance(30)
        urgent = box.urgent(seconds=5)
        box.say(urgent, target=lp.area_target(AREA))
        await box.advance(30)
        assert [piece.occurrence for piece in box.ear.heard] == [
            programme.items[0].occurrence,
            lp.ids.urgent_occurrence(urgent.command, box.cluster, 0),
        ]


async def test_another_provinces_hand_is_a_strangers(box: Loudspeaker) -> None:
    async with box:
        other = Hand()
        statement = other.seal(other.statement(9), lp.ALL, key=other.root, seq=9, issued_ms=box.now_ms)
        box.take(statement, lp.MessageType.KEYS, target=lp.ALL)
        box.take(other.seal(box.urgent(), box.here, issued_ms=box.now_ms), lp.MessageType.URGENT)
        await box.advance(60)
        assert box.ear.heard == []
        assert set(refusals(box)) <= {"unknown_key", "wrong_role"}


# The signer


def sign_all(desk: Desk) -> set[str]:
    """Reasons of refusal, without the ids they name."""
    rows = Outgoing.objects.filter(signed_at=None, refused="").order_by("id")
    return {reason.split()[0] for reason in desk.sign(list(rows.values_list("pk", flat=True)))["refused"].values()}


def without_guards(table: str) -> None:
    """What somebody with the database in hand would do first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no ALTER TABLE while deferred checks wait
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def sql(table: str, change: str) -> Callable[[Plant], None]:
    """A change of rows behind the back of every service."""

    def act(_plant: Plant) -> None:
        without_guards(table)
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {change}")

    return act


def add_author(plant: Plant) -> None:
    """The approver turns out to be an author."""
    without_guards("bulletins_revisionauthor")
    for author in RevisionAuthor.objects.all():
        RevisionAuthor.objects.get_or_create(
            revision=author.revision, person=plant.world.leader_a.person, defaults={"at": plant.at}
        )


def louder(_plant: Plant) -> None:
    """The programme's own row is rewritten: no quiet hours."""
    for state in DesiredState.objects.all():
        body = json.loads(state.body) | {"quiet": []}
        DesiredState.objects.filter(pk=state.pk).update(body=lp.canonical(body).decode())


BENT: dict[str, tuple[Callable[[Plant], None], str]] = {
    "not approved": (
        sql("bulletins_review", "decision = '', decided_by_id = NULL, decided_at = NULL"),
        "not_approved",
    ),
    "approved by an author": (add_author, "approved_by_its_author"),
    "words exchanged": (sql("broadcast_broadcast", "content = content || ' '"), "digest_differs"),
    "sound exchanged": (sql("broadcast_broadcastaudio", f"sha256 = '{'0' * 64}'"), "differs_from_rows"),
    "not accepted": (sql("broadcast_acceptance", "state = 'waiting'"), "not_accepted"),
    "withdrawn": (sql("broadcast_broadcast", "state = 'withdrawn'"), "differs_from_rows"),
    "programme rewritten": (louder, "differs_from_rows"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("bend", "reason"), BENT.values(), ids=BENT)
def test_the_signer_signs_nothing_but_what_was_approved(
    plant: Plant, desk: Desk, bend: Callable[[Plant], None], reason: str
) -> None:
    plant.air()
    refresh_programmes(at=plant.at)
    bend(plant)
    assert sign_all(desk) == {reason}
    assert not Signature.objects.exists()
    assert not Outgoing.objects.filter(kind="programme").exclude(envelope=None).exists()


@pytest.mark.django_db
def test_what_was_approved_is_signed_and_each_signature_logged(plant: Plant, desk: Desk) -> None:
    plant.air()
    refresh_programmes(at=plant.at)
    assert sign_all(desk) == set()
    signed = set(Outgoing.objects.filter(kind="programme").values_list("payload_sha256", flat=True))
    assert signed == set(Signature.objects.values_list("payload_sha256", flat=True))
    assert len(signed) == len(plant.outlets)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o700])
def test_the_signer_refuses_a_key_file_wider_than_0600(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "working.pem"
    keyfiles.make(path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(mode)
    with pytest.raises(keyfiles.KeyFileError, match="0600"):
        WorkingKey(path)


@pytest.mark.django_db
def test_only_the_key_that_the_root_lists_signs_and_only_until_it_is_revoked(
    plant: Plant, desk: Desk, clock: Callable[[datetime], None], tmp_path: Path
) -> None:
    asked = [(plant.outlets[0].pk, "ab" * 16, to_ms(plant.at))]
    keyfiles.make(tmp_path / "stranger.pem")
    with pytest.raises(CannotSign, match="in no statement"):
        Desk(WorkingKey(tmp_path / "stranger.pem")).time(asked)
    working = WorkingKey(plant.working)
    keys.issue_statement(plant.root, revoke=[working.kid], at=plant.at)
    with pytest.raises(CannotSign, match="revoked"):
        Desk(working).time(asked)


# The way back: evidence


def evidence(box: Box, plant: Plant) -> lp.EvidenceRows:
    """The box says that it played the first occurrence that it is to play."""
    row = plant.outlets[0].occurrences.order_by("starts_at")[0]
    start = to_ms(row.starts_at)
    return lp.EvidenceRows(
        (
            lp.Evidence(
                id=lp.ids.evidence_id(row.pk),
                occurrence=row.pk,
                broadcast=row.broadcast_id,
                outcome=lp.Outcome.PLAYED,
                reason=None,
                start=start,
                end=start + row.planned_ms,
                played_ms=row.planned_ms,
                audio=tuple(row.broadcast.audio.values_list("sha256", flat=True)),
                volume=80,
                clock_error_ms=5,
            ),
        )
    )


@pytest.mark.django_db
@pytest.mark.parametrize("forgery", ["a stranger's key", "the neighbour's key", "the neighbour's name", "revoked"])
def test_evidence_without_the_devices_own_signature_counts_for_nothing(plant: Plant, forgery: str) -> None:
    plant.air()
    box, neighbour = plant.boxes
    said, cluster = evidence(box, plant), box.cluster
    if forgery == "a stranger's key":
        envelope = box.say(said, at=plant.at, key=Ed25519PrivateKey.generate())
    elif forgery == "the neighbour's key":
        envelope = box.say(said, at=plant.at, key=neighbour.key)
    elif forgery == "the neighbour's name":
        envelope, cluster = neighbour.say(said, at=plant.at), neighbour.cluster
    else:
        envelope = box.say(said, at=plant.at)
        revoke_device(box.device, reason="Mất hộp", by=plant.world.technician, at=plant.at)
    ears = Ears()
    ears.hear(cluster, envelope, at=plant.at + timedelta(days=1))
    assert not Evidence.objects.exists()
    assert plant.outlets[0].occurrences.exclude(outcome="open").count() == 0
    assert ears.acknowledged == []


@pytest.mark.django_db
def test_evidence_of_the_device_itself_closes_its_occurrence(plant: Plant) -> None:
    plant.air()
    box, ears = plant.boxes[0], Ears()
    said = evidence(box, plant)
    ears.hear(box.cluster, box.say(said, at=plant.at), at=plant.at + timedelta(days=1))
    assert Evidence.objects.get().occurrence.outcome == "played"
    assert ears.acknowledged == [said.rows[0].id]
