"""The equipment pages: states that can be trusted, no query per row, codes only for technicians."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from nguontin.broadcast.services import add_outlet
from nguontin.devices import selectors
from nguontin.devices.models import Device, EnrolCode
from nguontin.devices.services import revoke_device
from nguontin.units.scope import Viewer

from .plant import Plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> Callable[[Viewer], Client]:
    """A signed-in browser of a person, at the world's instant."""
    monkeypatch.setattr("nguontin.kernel.clock.now", lambda: plant.at)

    def opened(viewer: Viewer) -> Client:
        client = Client()
        client.force_login(viewer.person)
        return client

    return opened


def counts(viewer: Viewer) -> dict[str, int]:
    return {figure.state: figure.count for figure in selectors.health(viewer)}


def test_figures_are_the_lists_behind_them(plant: Plant) -> None:
    add_outlet(plant.station, "Bản Mới", by=None, at=plant.at)
    first, second = (box.device for box in plant.boxes)
    Device.objects.filter(pk=first.pk).update(online=True, desired_sha256="a" * 64, applied_sha256="a" * 64)
    Device.objects.filter(pk=second.pk).update(
        online=True, desired_sha256="a" * 64, telemetry={"faults": ["disk_full"]}
    )
    viewer = plant.world.technician
    assert counts(viewer) == {"ok": 1, "behind": 1, "silent": 0, "faulty": 1, "none": 1}
    for state, number in counts(viewer).items():
        assert selectors.clusters(viewer, state=state).count() == number, state
    assert set(counts(plant.world.officer_b).values()) == {0}
    revoke_device(second, reason="Hỏng", by=viewer, at=plant.at)
    assert counts(viewer) == {"ok": 1, "behind": 0, "silent": 0, "faulty": 0, "none": 2}


def test_the_longest_silent_come_first_and_can_be_searched_without_marks(
    plant: Plant, page: Callable[[Viewer], Client]
) -> None:
    for box, hours in zip(plant.boxes, (1, 30), strict=True):
        Device.objects.filter(outlet=box.cluster).update(silent_since=plant.at - timedelta(hours=hours))
    rows = list(selectors.clusters(plant.world.technician))
    assert [row.pk for row in rows] == [plant.outlets[1].pk, plant.outlets[0].pk]
    shown = page(plant.world.technician).get("/equipment/?q=na loa").content.decode()
    assert "Nà Lòa" in shown
    assert "Trung tâm" not in shown
    assert "im lặng từ" in shown


def test_the_list_asks_no_query_per_row(
    plant: Plant, page: Callable[[Viewer], Client], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(20):
        add_outlet(plant.station, f"Cụm {number}", by=None, at=plant.at)
    client = page(plant.world.technician)
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        assert "Cụm 19" in client.get("/equipment/").content.decode()


def test_a_code_is_made_shown_as_a_picture_and_gone_when_used(plant: Plant, page: Callable[[Viewer], Client]) -> None:
    outlet = add_outlet(plant.station, "Bản Mới", by=None, at=plant.at)
    client = page(plant.world.technician)
    made = client.post(f"/equipment/{outlet.pk}/code/")
    shown = client.get(made["Location"])
    assert "loa1:" in shown.content.decode()
    assert "<svg" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert "loa1:" not in page(plant.world.officer_a).get(made["Location"]).content.decode()
    EnrolCode.objects.update(used_at=plant.at)
    assert client.get(made["Location"]).status_code == 404


def test_replacing_a_live_box_is_agreed_on_its_page(plant: Plant, page: Callable[[Viewer], Client]) -> None:
    outlet = plant.outlets[0]
    technician, other = page(plant.world.technician), page(plant.world.administrator)
    code = technician.post(f"/equipment/{outlet.pk}/code/")["Location"].rstrip("/").rsplit("/", 1)[1]
    address = f"/equipment/{outlet.pk}/code/{code}/agree/"
    assert address not in technician.get(f"/equipment/{outlet.pk}/").content.decode()
    assert address in other.get(f"/equipment/{outlet.pk}/").content.decode()
    assert technician.post(address).status_code == 403
    assert other.post(address).status_code == 302
    assert EnrolCode.objects.get(pk=code).agreed_by == plant.world.administrator.person


def test_revoking_asks_for_a_reason_and_the_right(plant: Plant, page: Callable[[Viewer], Client]) -> None:
    outlet = plant.outlets[0]
    assert page(plant.world.officer_a).post(f"/equipment/{outlet.pk}/revoke/", {"reason": "x"}).status_code == 422
    technician = page(plant.world.technician)
    assert technician.post(f"/equipment/{outlet.pk}/revoke/", {"reason": ""}).status_code == 422
    assert technician.post(f"/equipment/{outlet.pk}/revoke/", {"reason": "Mất hộp"}).status_code == 302
    assert "Mất hộp" in technician.get(f"/equipment/{outlet.pk}/").content.decode()


def test_what_a_box_reports_is_said_in_vietnamese(plant: Plant, page: Callable[[Viewer], Client]) -> None:
    Device.objects.filter(outlet=plant.outlets[0]).update(
        telemetry={"faults": ["disk_full", "odd"], "volume": 80, "disk_free": 1, "clock_error_ms": None},
        refusals={"replayed": 3, "bad_signature": 12},
    )
    shown = page(plant.world.technician).get(f"/equipment/{plant.outlets[0].pk}/").content.decode()
    assert "đầy ổ đĩa, odd" in shown
    assert "chữ ký sai: 12, lệnh cũ gửi lại: 3" in shown
    assert "chưa biết giờ" in shown


def test_a_neighbours_cluster_is_not_there(plant: Plant, page: Callable[[Viewer], Client]) -> None:
    assert page(plant.world.officer_b).get(f"/equipment/{plant.outlets[0].pk}/").status_code == 404
