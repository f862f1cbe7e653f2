"""The pages of alarms: what is shown to whom, and that a form's error stands at the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from nguontin.alarms.models import Alarm
from nguontin.alarms.services import break_glass
from nguontin.broadcast.models import BreakGlass
from nguontin.devices.tests.plant import Plant
from nguontin.units.scope import Viewer

from .test_alarms import code, plant, prepare, quick_sound

__all__ = ["code", "plant", "quick_sound"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_sound")]


@pytest.fixture
def page(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> Callable[[Viewer], Client]:
    """A signed-in browser of a person, at the world's instant."""
    monkeypatch.setattr("nguontin.kernel.clock.now", lambda: plant.at)

    def opened(viewer: Viewer) -> Client:
        client = Client()
        client.force_login(viewer.person)
        return client

    return opened


def values(plant: Plant, **changes: object) -> dict[str, object]:
    return {
        "cause": "disaster",
        "targets": [plant.world.a.pk],
        "title": "Lũ quét",
        "text": "Lũ về, bà con sơ tán ngay.",
        "repeats": 3,
        "every_s": 60,
        **changes,
    }


def test_an_officer_prepares_and_only_another_sees_the_button_that_airs(
    plant: Plant, page: Callable[[Viewer], Client], code: Callable[[Viewer], str]
) -> None:
    world = plant.world
    officer, leader = page(world.officer_a), page(world.leader_a)
    made = officer.post("/alarms/new/", values(plant))
    alarm = Alarm.objects.get()
    assert (made.status_code, made["Location"]) == (302, f"/alarms/{alarm.pk}/")
    own = officer.get(f"/alarms/{alarm.pk}/").content.decode()
    assert f"/alarms/{alarm.pk}/confirm/" not in own
    theirs = leader.get(f"/alarms/{alarm.pk}/").content.decode()
    assert "PHÁT THẬT" in theirs
    assert "<strong>2</strong> cụm loa" in theirs
    wrong = leader.post(f"/alarms/{alarm.pk}/confirm/", {"confirm-live": "on", "confirm-code": "123"})
    assert wrong.status_code == 422
    unticked = leader.post(f"/alarms/{alarm.pk}/confirm/", {"confirm-code": code(world.leader_a)})
    assert unticked.status_code == 422
    fresh = {"confirm-live": "on", "confirm-code": code(world.leader_a)}
    assert leader.post(f"/alarms/{alarm.pk}/confirm/", fresh).status_code == 302
    alarm.refresh_from_db()
    assert alarm.state == "on_air"
    assert leader.post(f"/alarms/{alarm.pk}/end/", {"end-reason": "Nước rút"}).status_code == 302
    alarm.refresh_from_db()
    assert alarm.state == "ended"


def test_the_bulletins_page_leads_to_the_alarm_and_gives_up_none(
    plant: Plant, page: Callable[[Viewer], Client], code: Callable[[Viewer], str]
) -> None:
    world = plant.world
    officer, leader = page(world.officer_a), page(world.leader_a)
    officer.post("/alarms/new/", values(plant))
    alarm = Alarm.objects.get()
    its_words = f"/bulletins/{alarm.bulletin_id}/"
    assert 'href="/alarms/"' in leader.get(its_words).content.decode()
    for one, deed in ((officer, f"{its_words}withdraw/"), (leader, f"/air/approve/{alarm.bulletin_id}/return/")):
        assert one.post(deed, {"reason": "thôi"})["Location"] == its_words
    alarm.bulletin.refresh_from_db()
    assert alarm.bulletin.state == "submitted"
    fresh = {"confirm-live": "on", "confirm-code": code(world.leader_a)}
    assert leader.post(f"/alarms/{alarm.pk}/confirm/", fresh).status_code == 302


def test_what_is_missing_is_said_at_the_form(plant: Plant, page: Callable[[Viewer], Client]) -> None:
    officer = page(plant.world.officer_a)
    shown = officer.post("/alarms/new/", values(plant, language="tay", other_text="Nặm noòng"))
    assert shown.status_code == 200
    assert "Không có giọng máy cho tiếng Tày" in shown.content.decode()
    assert "Lũ về, bà con sơ tán ngay." in shown.content.decode()  # nothing typed is lost
    neighbour = officer.post("/alarms/new/", values(plant, targets=[plant.world.b.pk]))
    assert neighbour.status_code == 200
    assert not Alarm.objects.exists()


def test_the_reach_counts_clusters_of_ticked_places(plant: Plant, page: Callable[[Viewer], Client]) -> None:
    officer = page(plant.world.officer_a)
    hamlet = plant.world.hamlets[plant.world.a.pk][0]
    assert "<strong>1</strong>" in officer.post("/alarms/reach/", {"targets": [hamlet.pk]}).content.decode()
    assert "không có cụm loa" in officer.post("/alarms/reach/", {"targets": [plant.world.b.pk]}).content.decode()


def test_the_review_page_is_for_another_leader(
    plant: Plant, page: Callable[[Viewer], Client], code: Callable[[Viewer], str]
) -> None:
    world = plant.world
    officer = world.officer_a
    break_glass(prepare(plant), reason="Không gọi được ai", code=code(officer), by=officer, at=plant.at)
    glass = BreakGlass.objects.get()
    address = f"/alarms/glass/{glass.pk}/"
    assert "đã phát khẩn một mình" in page(world.leader_a).get("/alarms/").content.decode()
    assert "<textarea" not in page(officer).get(address).content.decode()
    assert page(world.officer_b).get(address).status_code == 404
    assert page(world.leader_a).post(address, {"note": "Đã kiểm tra"}).status_code == 302
    glass.refresh_from_db()
    assert glass.reviewed_by == world.leader_a.person


def test_strangers_and_neighbours_see_nothing(plant: Plant, page: Callable[[Viewer], Client]) -> None:
    alarm = prepare(plant)
    assert Client().get(f"/alarms/{alarm.pk}/").status_code == 302
    assert page(plant.world.officer_b).get(f"/alarms/{alarm.pk}/").status_code == 404
    assert page(plant.world.technician).get("/alarms/new/").status_code == 403
    assert page(plant.world.officer_b).post(f"/alarms/{alarm.pk}/end/", {"end-reason": "x"}).status_code == 404


def test_the_list_asks_the_same_number_of_queries_however_long(
    plant: Plant, page: Callable[[Viewer], Client], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    officer = page(plant.world.officer_a)
    for minute in range(4):
        at: datetime = plant.at + timedelta(minutes=minute)
        prepare(plant, title=f"Lũ {minute}", at=at)
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        shown = officer.get("/alarms/").content.decode()
    assert all(f"Lũ {minute}" in shown for minute in range(4))
    assert "Lũ 3" not in officer.get("/alarms/?state=ended").content.decode()
