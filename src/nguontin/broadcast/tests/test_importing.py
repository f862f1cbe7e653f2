"""Stations from a table: what was shown is done, what is wrong is named by its row."""

from __future__ import annotations

from datetime import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nguontin.broadcast.models import Station
from nguontin.broadcast.services.importing import read_slots
from nguontin.kernel.errors import DomainError
from nguontin.kernel.spreadsheet import write_csv
from tests.support.world import World

HEADING = ("Xã, phường", "Tên đài", "Cụm loa", "Khung giờ")


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("17:00", [(time(17), 15)]),
        ("17h30 20 phút; 6h 10", [(time(17, 30), 20), (time(6), 10)]),
        ("5:00 (30)", [(time(5), 30)]),
        ("", []),
    ],
)
def test_slots_as_people_write_them(text: str, slots: list[tuple[time, int]]) -> None:
    assert read_slots(text) == slots


@pytest.mark.parametrize("text", ["chiều", "25:00", "6:75", "6:00 500", "6:00; 6h"])
def test_slots_that_cannot_be(text: str) -> None:
    with pytest.raises(DomainError, match="row_slot"):
        read_slots(text)


@pytest.mark.django_db
def test_a_table_is_shown_and_then_done_once() -> None:
    world = World.build()
    client = Client()
    client.force_login(world.administrator.person)
    table = write_csv(
        HEADING, [("01477", "Đài Trùng Khánh", "Trung tâm; Nhà văn hóa (xóm nà lòa)", "6:00; 17:00 20 phút")]
    )
    file = SimpleUploadedFile("dai.csv", table)
    shown = client.post(reverse("broadcast:import"), {"file": file})
    assert "Nhà văn hóa (Xóm Nà Lòa)" in shown.content.decode()
    assert not Station.objects.exists()
    plan = shown.context["plan"]
    client.post(reverse("broadcast:import_confirm"), {"file": plan.file, "name": "dai.csv", "digest": plan.digest})
    station = Station.objects.get()
    assert [(slot.name, slot.starts, slot.minutes) for slot in station.slots.all()] == [
        ("Sáng", time(6), 15),
        ("Chiều", time(17), 20),
    ]
    assert station.outlets.get(name="Nhà văn hóa").area == world.hamlets[world.b.pk][0]
    again = client.post(reverse("broadcast:import"), {"file": SimpleUploadedFile("dai.csv", table)})
    assert again.context["plan"].unchanged == 1


@pytest.mark.django_db
def test_wrong_rows_are_named_and_officers_do_not_import() -> None:
    world = World.build()
    client = Client()
    client.force_login(world.administrator.person)
    rows = [("Xã Không Có", "Đài", "", ""), ("01477", "Đài", "Chợ (Xóm Lạ)", ""), ("01654", "Đài", "", "25h")]
    shown = client.post(reverse("broadcast:import"), {"file": SimpleUploadedFile("dai.csv", write_csv(HEADING, rows))})
    assert [error.number for error in shown.context["plan"].errors] == [2, 3, 4]
    client.force_login(world.officer_a.person)
    assert client.get(reverse("broadcast:import")).status_code == 403
