"""Approving, accepting, the week, the rules, and the numbers that open: as people of each role meet them."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nguontin.broadcast.models import Acceptance, Broadcast, Occurrence, Outlet, Station
from nguontin.broadcast.services import add_outlet, add_slot, add_station, air_bulletin, close_overdue
from nguontin.bulletins.models import Audio, Bulletin
from nguontin.bulletins.tests.desk import submitted
from nguontin.kernel import clock, filestore
from nguontin.units.scope import Viewer
from tests.support.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """One station in a and in b, at the world's own instant: a Friday at 9:00."""
    world = World.build()
    monkeypatch.setattr("nguontin.kernel.clock.now", lambda: world.at)
    for unit in (world.a, world.b):
        station = add_station(unit, f"Đài {unit.name}", by=None, at=world.at)
        for hour in (6, 11, 17):
            add_slot(station, f"{hour} giờ", time(hour), 15, by=None, at=world.at)
        add_outlet(station, "Trung tâm", by=None, at=world.at)
        add_outlet(station, "Nà Lòa", area=world.hamlets[unit.pk][0], by=None, at=world.at)
    return world


def page(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(viewer.person)
    return client


def text(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"broadcast:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_leader_hears_sees_when_and_approves_on_one_page(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    audio = Audio.objects.get()
    client = page(world.leader_a)
    shown = text(client, "approve", bulletin.pk)
    assert reverse("bulletins:audio", args=[audio.sha256]) in shown
    assert "Kính mời bà con nghe" in shown
    assert f"Đài {world.a.name}" in shown
    assert f"Đài {world.b.name}" not in shown
    seen = bulletin.revisions.get().digest
    answer = client.post(reverse("broadcast:approve", args=[bulletin.pk]), {"seen": seen})
    broadcast = Broadcast.objects.get()
    assert answer.headers["Location"] == reverse("broadcast:broadcast", args=[broadcast.pk])
    first = Occurrence.objects.order_by("starts_at")[0].starts_at.astimezone(clock.LOCAL)
    assert f"{first:%H:%M:%S %d/%m}" in shown  # the times it promised are the times it got


def test_nobody_approves_what_is_his_own_or_lies_elsewhere(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    address = reverse("broadcast:approve", args=[bulletin.pk])
    assert "không tự duyệt" in page(world.officer_a).get(address).content.decode()
    page(world.officer_a).post(address)
    assert page(world.leader_b).get(address).status_code == 404
    assert page(world.leader_b).post(address).status_code == 404
    assert not Broadcast.objects.exists()


def test_the_leader_gives_it_back_with_a_reason(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    address = reverse("broadcast:return", args=[bulletin.pk])
    client = page(world.leader_a)
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Thiếu giờ"})
    assert Bulletin.objects.get().state == "returned"


def test_a_commune_accepts_in_one_tap_and_the_other_declines(world: World) -> None:
    air_bulletin(submitted(world.editor, world.province, at=world.at, title="Của tỉnh"), by=world.leader, at=world.at)
    ours, theirs = (Acceptance.objects.get(station__unit=unit) for unit in (world.a, world.b))
    client = page(world.officer_a)
    shown = text(client, "acceptances")
    assert reverse("broadcast:accept", args=[ours.pk]) in shown
    assert reverse("broadcast:accept", args=[theirs.pk]) not in shown
    client.post(reverse("broadcast:accept", args=[ours.pk]))
    assert set(Occurrence.objects.values_list("unit", flat=True)) == {world.a.pk}
    assert client.post(reverse("broadcast:accept", args=[theirs.pk])).status_code == 404
    page(world.leader_b).post(reverse("broadcast:decline", args=[theirs.pk]), {"reason": "Trùng lịch"})
    theirs.refresh_from_db()
    assert theirs.state == "declined"
    slot = Station.objects.get(unit=world.a).slots.all()[0]
    client.post(reverse("broadcast:acceptance", args=[ours.pk]), {"slots": [slot.pk], "position": "1"})
    assert set(Occurrence.objects.values_list("slot", flat=True)) == {slot.pk}


def test_the_week_shows_planned_beside_heard(world: World) -> None:
    air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    station = Station.objects.get(unit=world.a)
    client = page(world.officer_a)
    first = Occurrence.objects.order_by("starts_at")[0]
    close_overdue(at=first.starts_at + timedelta(hours=1))
    shown = text(client, "week", station.pk, tuan=first.local_day.isoformat())
    assert "2 không phát" in shown
    assert "Loa không báo về" in shown
    assert client.get(reverse("broadcast:week", args=[Station.objects.get(unit=world.b).pk])).status_code == 404


def test_rules_change_only_after_the_next_24_hours_were_seen(world: World) -> None:
    air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    station = Station.objects.get(unit=world.a)
    client, address = page(world.officer_a), reverse("broadcast:rules", args=[station.pk])
    values = {
        "quiet_from": "21:00", "quiet_to": "05:00", "max_session_minutes": "30", "max_day_minutes": "90",
        "late_cutoff_minutes": "10", "interrupted": "resume", "volume": "70", "slot-TOTAL_FORMS": "4",
        "slot-INITIAL_FORMS": "3", "slot-3-name": "",
    }  # fmt: skip
    for index, slot in enumerate(station.slots.all()):
        values |= {f"slot-{index}-id": slot.pk, f"slot-{index}-name": slot.name, f"slot-{index}-minutes": "15"}
        values |= {f"slot-{index}-starts": f"{slot.starts.hour:02}:30", f"slot-{index}-weekdays": range(7)}  # type: ignore[dict-item]
    shown = client.post(address, values)
    assert "24 giờ tới nếu đổi như vậy" in shown.content.decode()
    assert Station.objects.get(pk=station.pk).volume == 80
    preview = shown.context["preview"]
    seen = {"seen": preview.digest, "seen_at": preview.at.isoformat(), "confirm": "1"}
    assert client.post(address, values | {"volume": "100"} | seen).status_code == 422
    answer = client.post(address, values | seen)
    assert answer.status_code == 302
    station.refresh_from_db()
    assert station.volume == 70
    assert {slot.starts.minute for slot in station.slots.all()} == {30}
    assert client.post(address, values | {"slot-0-starts": "03:15"}).status_code == 422
    assert page(world.technician).get(address).status_code == 403


def test_every_number_of_a_broadcast_opens_its_rows(world: World) -> None:
    broadcast = air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    first = Occurrence.objects.order_by("starts_at")[0]
    close_overdue(at=first.starts_at + timedelta(hours=1))
    client = page(world.leader_a)
    shown = text(client, "broadcast", broadcast.pk)
    assert f"{reverse('broadcast:occurrences', args=[broadcast.pk])}?ket_qua=missed" in shown
    rows = text(client, "occurrences", broadcast.pk, ket_qua="missed")
    assert rows.count("Loa không báo về") == 2
    outlet = Outlet.objects.get(name="Nà Lòa", station__unit=world.a)
    assert "Trung tâm" not in text(client, "occurrences", broadcast.pk, loa=str(outlet.pk))
    assert page(world.leader_b).get(reverse("broadcast:broadcast", args=[broadcast.pk])).status_code == 404
    client.post(reverse("broadcast:withdraw", args=[broadcast.pk]), {"reason": "Sai giờ"})
    broadcast.refresh_from_db()
    assert broadcast.state == "withdrawn"


def test_the_sound_of_a_broadcast_is_heard_where_it_came(world: World) -> None:
    sha256 = filestore.keep("audio", b"sound")
    bulletin = submitted(world.editor, world.province, at=world.at)
    assert page(world.officer_a).get(reverse("bulletins:audio", args=[sha256])).status_code == 404
    air_bulletin(bulletin, by=world.leader, at=world.at)
    own = Audio.objects.get().sha256
    filestore.path_of("audio", own).parent.mkdir(parents=True, exist_ok=True)
    filestore.path_of("audio", own).write_bytes(b"sound")
    address = reverse("broadcast:audio", args=[own])
    assert page(world.officer_a).get(address).getvalue() == b"sound"
    assert Client().get(address).status_code == 302


def test_pages_ask_the_same_number_of_questions_for_many_rows(world: World) -> None:
    def one(number: int) -> None:
        at = world.at + timedelta(seconds=number)
        waiting = submitted(world.editor, world.province, at=at, title=f"Tỉnh {number}", seconds=5)
        air_bulletin(waiting, by=world.leader, at=at)
        own = submitted(world.officer_a, world.a, at=at, title=f"Xã {number}", seconds=5)
        air_bulletin(own, by=world.leader_a, at=at)

    one(0)
    station = Station.objects.get(unit=world.a)
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    broadcast = Broadcast.objects.get(title="Xã 0")
    client = page(world.leader_a)
    addresses = [
        reverse("broadcast:acceptances"),
        reverse("broadcast:broadcasts"),
        reverse("broadcast:week", args=[station.pk]),
        reverse("broadcast:approve", args=[bulletin.pk]),
        reverse("broadcast:broadcast", args=[broadcast.pk]),
        reverse("broadcast:occurrences", args=[broadcast.pk]),
        reverse("broadcast:rules", args=[station.pk]),
    ]
    before = [queries(client, address) for address in addresses]
    for number in range(1, 5):
        one(number)
    add_outlet(station, "Thêm", by=None, at=world.at)
    assert [queries(client, address) for address in addresses] == before


def test_stations_are_found_without_marks_and_added_by_the_administrator(world: World) -> None:
    client = page(world.administrator)
    assert f"Đài {world.b.name}" in text(client, "index", q="trung khanh")
    assert f"Đài {world.a.name}" not in text(client, "index", q="trung khanh")
    client.post(reverse("broadcast:new_station"), {"unit": world.c.pk, "name": "Đài Hòa An"})
    station = Station.objects.get(unit=world.c)
    client.post(reverse("broadcast:outlets", args=[station.pk]), {"name": "Chợ", "area": world.c.pk})
    assert station.outlets.get().name == "Chợ"
    assert page(world.officer_a).get(reverse("broadcast:index")).status_code == 302  # straight to the only station
