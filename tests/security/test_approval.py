"""Between looking and pressing nothing changes unseen: approvals, withdrawals and alarms under a hostile timing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nguontin.alarms.models import Alarm
from nguontin.broadcast.models import Acceptance, Broadcast, Occurrence
from nguontin.broadcast.services import accept, air_bulletin, plan_station, withdraw_broadcast
from nguontin.broadcast.tests.conftest import world
from nguontin.bulletins.models import Bulletin
from nguontin.bulletins.services import (
    create_alarm_bulletin,
    heard,
    return_bulletin,
    submit_bulletin,
    take_back,
    withdraw_bulletin,
    write_text,
)
from nguontin.bulletins.tests.desk import give_sound, submitted
from nguontin.kernel import clock
from nguontin.kernel.errors import DomainError
from tests.support.walk import client_of
from tests.support.world import World

__all__ = ["world"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages live at the instant of the world."""
    monkeypatch.setattr(clock, "now", lambda: world.at)


def swapped(bulletin: Bulletin, world: World) -> None:
    """Its writer takes it back, puts other words into it and submits it again."""
    take_back(bulletin, by=world.officer_a, at=world.at)
    text = write_text(bulletin, "vi", "Lời khác hẳn.", by=world.officer_a, at=world.at)
    heard(give_sound(text, at=world.at), by=world.officer_a, at=world.at)
    submit_bulletin(bulletin, by=world.officer_a, at=world.at)


def test_words_swapped_while_the_approver_listens_are_not_approved(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    address = reverse("broadcast:approve", args=[bulletin.pk])
    leader = client_of(world.leader_a.person)
    seen = bulletin.revisions.get().digest
    assert f'name="seen" value="{seen}"' in leader.get(address).content.decode()
    swapped(bulletin, world)
    leader.post(address, {"seen": seen})
    leader.post(address)  # nor without saying what was seen
    assert not Broadcast.objects.exists()
    bulletin.refresh_from_db()
    assert bulletin.state == "submitted"
    leader.post(address, {"seen": bulletin.revisions.order_by("number").last().digest})  # type: ignore[union-attr]
    assert Broadcast.objects.get().content.count("Lời khác hẳn.") == 1


def test_two_approvals_make_one_broadcast(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    stale = Bulletin.objects.get(pk=bulletin.pk)
    air_bulletin(bulletin, by=world.leader_a, at=world.at)
    with pytest.raises(DomainError, match="state"):
        air_bulletin(stale, by=world.leader, at=world.at)
    assert Broadcast.objects.count() == 1


def test_what_its_writer_gave_up_is_not_approved_from_a_stale_page(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    stale = Bulletin.objects.get(pk=bulletin.pk)
    withdraw_bulletin(bulletin, reason="Sai", by=world.officer_a, at=world.at)
    with pytest.raises(DomainError, match="state"):
        air_bulletin(stale, by=world.leader_a, at=world.at)


def test_what_was_withdrawn_is_not_accepted_any_more(world: World) -> None:
    broadcast = air_bulletin(submitted(world.editor, world.province, at=world.at), by=world.leader, at=world.at)
    waiting = Acceptance.objects.get(broadcast=broadcast, station__unit=world.a)
    withdraw_broadcast(broadcast, reason="Sai", by=world.leader, at=world.at)
    with pytest.raises(DomainError, match="withdrawn"):
        accept(waiting, by=world.officer_a, at=world.at)
    Acceptance.objects.filter(pk=waiting.pk).update(state="accepted")  # as if it had been taken at the same instant
    plan_station(waiting.station, at=world.at)
    assert not Occurrence.objects.filter(broadcast=broadcast, outcome="open").exists()


@pytest.fixture
def alarm(world: World) -> Alarm:
    """An alarm that waits for its second person."""
    bulletin = create_alarm_bulletin(
        unit=world.a, title="Lũ", texts={"vi": "Lũ về."}, targets=[world.a], by=world.officer_a, at=world.at
    )
    row = Alarm.objects.create(
        unit=world.a, bulletin=bulletin, cause="disaster", raised_by=world.officer_a.person, raised_at=world.at
    )
    give_sound(bulletin.revisions.get().texts.get(), at=world.at, seconds=20)
    submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    return row


def test_an_alarm_that_waits_keeps_its_words(alarm: Alarm, world: World) -> None:
    with pytest.raises(DomainError, match="urgent"):
        take_back(alarm.bulletin, by=world.second_officer_a, at=world.at)
    with pytest.raises(DomainError, match="urgent"):
        return_bulletin(alarm.bulletin, reason="Sửa", by=world.leader_a, at=world.at)
    with pytest.raises(DomainError, match="submitted"):
        write_text(alarm.bulletin, "vi", "Lời khác", by=world.officer_a, at=world.at)


def test_an_alarm_on_air_is_silenced_only_where_the_boxes_are_told(alarm: Alarm, world: World) -> None:
    broadcast = air_bulletin(alarm.bulletin, by=world.leader_a, at=world.at, repeats=3, every_s=60, cause=alarm.cause)
    alarm.broadcast, alarm.state = broadcast, "on_air"
    alarm.save(update_fields=["broadcast", "state"])
    leader: Client = client_of(world.leader_a.person)
    page = leader.get(reverse("broadcast:broadcast", args=[broadcast.pk])).content.decode()
    assert reverse("alarms:alarm", args=[alarm.pk]) in page
    leader.post(reverse("broadcast:withdraw", args=[broadcast.pk]), {"reason": "Im đi"})
    broadcast.refresh_from_db()
    assert broadcast.state == "live"
