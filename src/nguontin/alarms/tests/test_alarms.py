"""Two people, or broken glass with everybody told; silence by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from django.core import mail

from nguontin.alarms.models import Alarm, Notice
from nguontin.alarms.services import (
    break_glass,
    cancel_alarm,
    confirm_alarm,
    end_alarm,
    escalate,
    finish_interrupted,
    finish_played,
    prepare_alarm,
    raising,
    review,
)
from nguontin.alarms.services.mailing import mail_notices
from nguontin.broadcast.models import BreakGlass, Occurrence
from nguontin.broadcast.services import close_occurrence
from nguontin.bulletins.models import Audio
from nguontin.bulletins.tests.desk import give_sound
from nguontin.devices.models import Outgoing
from nguontin.devices.signer import desk as desk_module
from nguontin.devices.signer import sealing
from nguontin.devices.signer.desk import Desk
from nguontin.devices.signer.sealing import WorkingKey
from nguontin.devices.tests.plant import Plant
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units.scope import Viewer
from nguontin.units.services import confirm_second_factor, start_second_factor
from tests.support.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def plant(world: World, tmp_path: Path) -> Plant:
    return Plant.build(tmp_path, world)


@pytest.fixture
def quick_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ready sound of 20 s instead of the machine voice."""

    def make(audio_id: int) -> Audio:
        audio = Audio.objects.get(pk=audio_id)
        return give_sound(audio.text, at=audio.made_at, seconds=20)  # type: ignore[arg-type]

    monkeypatch.setattr(raising, "make_audio", make)


@pytest.fixture
def code(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> Callable[[Viewer], str]:
    """A valid second factor of a person, a fresh one at each call."""
    clock = {"now": plant.at}
    monkeypatch.setattr("nguontin.units.services.second_factor.machine_time", lambda _at: clock["now"])
    seeds: dict[int, str] = {}

    def fresh(viewer: Viewer) -> str:
        clock["now"] += timedelta(seconds=60)
        if viewer.person.pk not in seeds:
            uri = start_second_factor(viewer.person, at=plant.at)
            seeds[viewer.person.pk] = pyotp.parse_uri(uri).secret
            confirm_second_factor(viewer.person, pyotp.TOTP(seeds[viewer.person.pk]).at(clock["now"]), at=plant.at)
            clock["now"] += timedelta(seconds=60)
        return pyotp.TOTP(seeds[viewer.person.pk]).at(clock["now"])

    return fresh


def prepare(plant: Plant, **changes: object) -> Alarm:
    values = {
        "unit": plant.world.a,
        "cause": "disaster",
        "title": "Lũ quét",
        "texts": {"vi": "Lũ về, bà con sơ tán ngay."},
        "targets": [plant.world.a],
        "repeats": 3,
        "every_s": 60,
        "by": plant.world.officer_a,
        "at": plant.at,
    }
    return prepare_alarm(**{**values, **changes})  # type: ignore[arg-type]


def signed(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Let the signer look at the outbox; reasons of refusal."""
    for module in (desk_module, sealing):
        monkeypatch.setattr(module, "now", lambda: plant.at)
    ids = list(Outgoing.objects.filter(signed_at=None).values_list("pk", flat=True))
    refused: dict[str, str] = Desk(WorkingKey(plant.working)).sign(ids)["refused"]
    return refused


@pytest.mark.usefixtures("quick_sound")
def test_one_prepares_another_confirms_and_the_signer_agrees(
    plant: Plant, code: Callable[[Viewer], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alarm = prepare(plant)
    assert not Outgoing.objects.filter(kind="urgent").exists()
    leader = plant.world.leader_a
    confirm_alarm(alarm, code=code(leader), by=leader, at=plant.at)
    order = Outgoing.objects.get(kind="urgent")
    body = json.loads(order.body)
    assert (order.target, body["repeats"], body["cause"]) == ("area:01273", 3, "disaster")
    assert Occurrence.objects.filter(broadcast=alarm.broadcast).count() == 6
    assert signed(plant, monkeypatch) == {}
    order.refresh_from_db()
    assert order.signed_at is not None


@pytest.mark.usefixtures("quick_sound")
def test_nobody_confirms_alone_and_no_wrong_code_passes(plant: Plant, code: Callable[[Viewer], str]) -> None:
    alarm, world = prepare(plant), plant.world
    with pytest.raises(Forbidden):
        confirm_alarm(alarm, code=code(world.officer_a), by=world.officer_a, at=plant.at)
    with pytest.raises(Forbidden):
        confirm_alarm(alarm, code=code(world.officer_b), by=world.officer_b, at=plant.at)
    with pytest.raises(DomainError, match="second_factor"):
        confirm_alarm(alarm, code="000000", by=world.leader_a, at=plant.at)
    assert not Outgoing.objects.filter(kind="urgent").exists()
    right = code(world.leader_a)
    confirm_alarm(alarm, code=right, by=world.leader_a, at=plant.at)
    with pytest.raises(DomainError, match="state"):
        confirm_alarm(alarm, code=right, by=world.leader_a, at=plant.at)


@pytest.mark.usefixtures("quick_sound")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cause": "wedding"}, "cause"),
        ({"repeats": 11}, "bounds"),
        ({"every_s": 5}, "bounds"),
        ({"targets": []}, "targets"),
        ({"texts": {"vi": "Lũ về.", "tay": "…"}}, "no_voice"),
        ({"texts": {"vi": " "}}, "empty"),
    ],
)
def test_what_is_no_alarm_is_not_prepared(plant: Plant, changes: dict[str, object], reason: str) -> None:
    with pytest.raises(DomainError) as caught:
        prepare(plant, **changes)
    assert caught.value.code == reason
    assert not Alarm.objects.exists()


def test_a_commune_cannot_address_its_neighbour(plant: Plant) -> None:
    with pytest.raises(Forbidden):
        prepare(plant, targets=[plant.world.b])


@pytest.mark.usefixtures("quick_sound")
def test_broken_glass_airs_at_once_and_everybody_above_learns_of_it(
    plant: Plant,
    code: Callable[[Viewer], str],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    world = plant.world
    world.leader_a.person.email = "lanhdao@example.vn"
    world.leader_a.person.save()
    alarm = prepare(plant)
    break_glass(
        alarm, reason="Không gọi được ai lúc nửa đêm", code=code(world.officer_a), by=world.officer_a, at=plant.at
    )
    glass = BreakGlass.objects.get()
    assert (glass.max_repeats, glass.max_minutes) == (3, 1)
    told = set(Notice.objects.values_list("person__username", flat=True))
    assert told == {"leader_a", "leader"}
    assert signed(plant, monkeypatch) == {}
    assert mail_notices.func(glass.pk, False) == 1
    assert (mail.outbox[0].to, str(glass.reason) in mail.outbox[0].body) == (["lanhdao@example.vn"], False)
    second = prepare(plant, title="Lũ lần hai")
    with pytest.raises(DomainError, match="break_glass_open"):
        break_glass(second, reason="Lại nửa đêm rồi", code=code(world.officer_a), by=world.officer_a, at=plant.at)
    with pytest.raises(Forbidden):
        review(glass, note="Tự khen", by=world.officer_a, at=plant.at)
    review(glass, note="Đúng việc, đã gọi điện kiểm tra", by=world.leader_a, at=plant.at)
    assert not Notice.objects.filter(seen_at=None).exists()
    break_glass(second, reason="Lại nửa đêm rồi", code=code(world.officer_a), by=world.officer_a, at=plant.at)


@pytest.mark.usefixtures("quick_sound")
def test_unreviewed_for_a_day_goes_up_once(plant: Plant, code: Callable[[Viewer], str]) -> None:
    world = plant.world
    break_glass(prepare(plant), reason="Không gọi được ai", code=code(world.officer_a), by=world.officer_a, at=plant.at)
    assert escalate(at=plant.at + timedelta(hours=23, minutes=59)) == 0
    assert escalate(at=plant.at + timedelta(hours=24)) == 1
    assert escalate(at=plant.at + timedelta(hours=25)) == 0
    told = set(Notice.objects.filter(escalation=True).values_list("person__username", flat=True))
    assert told == {"leader", "administrator", "auditor"}


@pytest.mark.usefixtures("quick_sound")
def test_silence_takes_one_and_skips_what_is_to_come(
    plant: Plant, code: Callable[[Viewer], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alarm, world = prepare(plant), plant.world
    confirm_alarm(alarm, code=code(world.leader_a), by=world.leader_a, at=plant.at)
    end_alarm(alarm, reason="Nước đã rút", by=world.officer_a, at=plant.at + timedelta(seconds=30))
    outcomes = Occurrence.objects.filter(broadcast=alarm.broadcast).values_list("outcome", "reason")
    assert sorted(outcomes) == [("open", "")] * 2 + [("skipped", "withdrawn")] * 4
    stop = Outgoing.objects.get(kind="stop")
    assert json.loads(stop.body)["broadcast"] == str(alarm.broadcast_id)
    refused = signed(plant, monkeypatch)
    assert refused.pop(str(Outgoing.objects.get(kind="urgent").pk)).startswith("not_live")
    assert refused == {}


@pytest.mark.usefixtures("quick_sound")
def test_a_crash_between_airing_and_ordering_is_mended(
    plant: Plant, code: Callable[[Viewer], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alarm, world = prepare(plant), plant.world

    def crash(*_rest: object, **_more: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr("nguontin.alarms.services.glass.put_on_air", crash)
        with pytest.raises(RuntimeError):
            break_glass(alarm, reason="Không gọi được ai", code=code(world.officer_a), by=world.officer_a, at=plant.at)
    assert finish_interrupted(at=plant.at + timedelta(seconds=10)) == 1
    assert finish_interrupted(at=plant.at + timedelta(seconds=20)) == 0
    assert Outgoing.objects.filter(kind="urgent").count() == 1
    assert Notice.objects.count() == 2


@pytest.mark.usefixtures("quick_sound")
def test_an_alarm_ends_when_its_last_repeat_has_ended(plant: Plant, code: Callable[[Viewer], str]) -> None:
    alarm, leader = prepare(plant), plant.world.leader_a
    confirm_alarm(alarm, code=code(leader), by=leader, at=plant.at)
    later = plant.at + timedelta(minutes=10)
    assert finish_played(at=later) == 0
    for row in Occurrence.objects.filter(broadcast=alarm.broadcast):
        close_occurrence(
            row.pk, outcome="played", reason="", began_at=later, ended_at=later, played_ms=20_000, at=later
        )
    assert finish_played(at=later) == 1


@pytest.mark.usefixtures("quick_sound")
def test_a_cancelled_alarm_stays_silent(plant: Plant, code: Callable[[Viewer], str]) -> None:
    alarm, world = prepare(plant), plant.world
    cancel_alarm(alarm, reason="Báo nhầm", by=world.officer_a, at=plant.at)
    with pytest.raises(DomainError, match="state"):
        confirm_alarm(alarm, code=code(world.leader_a), by=world.leader_a, at=plant.at)


def test_the_machine_voice_is_there_when_it_is_asked_for(plant: Plant) -> None:
    alarm = prepare(plant, texts={"vi": "Lũ về.", "en": "Flood."})
    sounds = Audio.objects.filter(text__revision__bulletin=alarm.bulletin)
    assert {(sound.state, sound.text.language) for sound in sounds} == {("ready", "vi"), ("ready", "en")}
    assert all(sound.duration_ms > 300 for sound in sounds)
