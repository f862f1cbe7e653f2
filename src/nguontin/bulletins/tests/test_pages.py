"""The writing desk as a person meets it: written, spoken, heard, submitted; nothing of another commune is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nguontin.bulletins.models import Audio, Bulletin, Listening, RevisionText
from nguontin.bulletins.services import make_audio, return_bulletin
from nguontin.directives.models import Assignment, Directive, Task
from nguontin.kernel import clock, filestore
from nguontin.units.scope import Viewer
from tests.support.world import World

from .desk import draft, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World.build()
    monkeypatch.setattr("nguontin.kernel.clock.now", lambda: world.at)
    return world


def page(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(viewer.person)
    return client


def test_an_officer_writes_speaks_hears_and_submits(world: World) -> None:
    client = page(world.officer_a)
    made = client.post(reverse("bulletins:new"), {"title": "Họp xóm", "unit": world.a.pk})
    bulletin = Bulletin.objects.get()
    assert made.headers["Location"] == reverse("bulletins:bulletin", args=[bulletin.pk])
    saved = client.post(reverse("bulletins:text", args=[bulletin.pk, "vi"]), {"text": "Họp lúc 19h30 tại UBND xã."})
    assert "mười chín giờ" in saved.content.decode()
    spoken = client.post(reverse("bulletins:speak", args=[bulletin.pk, "vi"]), {"text": "Họp lúc 20h00 tại UBND xã."})
    assert "every 2s" in spoken.content.decode()
    audio = make_audio(Audio.objects.get().pk)
    assert audio.text.text == "Họp lúc 20h00 tại UBND xã."
    ready = client.get(reverse("bulletins:sound", args=[bulletin.pk, "vi"])).content.decode()
    assert reverse("bulletins:audio", args=[audio.sha256]) in ready
    assert "every 2s" not in ready
    refused = client.post(reverse("bulletins:submit", args=[bulletin.pk]), follow=True)
    assert "chưa nghe hết" in refused.content.decode()
    assert client.post(reverse("bulletins:heard", args=[audio.pk])).status_code == 204
    client.post(reverse("bulletins:submit", args=[bulletin.pk]))
    bulletin.refresh_from_db()
    assert bulletin.state == "submitted"
    shown = client.get(reverse("bulletins:bulletin", args=[bulletin.pk])).content.decode()
    assert "<textarea" not in shown
    client.post(reverse("bulletins:take_back", args=[bulletin.pk]))
    assert "<textarea" in client.get(reverse("bulletins:bulletin", args=[bulletin.pk])).content.decode()


def test_the_heading_is_saved_as_one_writes(world: World) -> None:
    bulletin = draft(world.officer_a, world.a, at=world.at)
    client, address = page(world.officer_a), reverse("bulletins:heading", args=[bulletin.pk])
    hamlet = world.hamlets[world.a.pk][0]
    values = {"title": "Tên mới", "klass": "priority", "field": "ty2a", "valid_to": "", "targets": [hamlet.pk]}
    today = world.at.astimezone(clock.LOCAL).date()
    assert client.post(address, values | {"valid_from": f"{today:%d/%m/%Y}"}).status_code == 200
    bulletin.refresh_from_db()
    assert (bulletin.title, bulletin.klass, bulletin.valid_from) == ("Tên mới", "priority", today)
    assert list(bulletin.targets.all()) == [hamlet]
    wrong = client.post(address, values | {"valid_from": "hôm nay"})
    assert wrong.status_code == 422
    assert "15/11/2026" in wrong.content.decode()
    urgent = client.post(address, values | {"klass": "urgent"})
    assert urgent.status_code == 422


def test_it_starts_with_the_words_of_the_paper(world: World) -> None:
    directive = Directive.objects.create(unit=world.province, uploaded_by=world.editor.person, created_at=world.at)
    task = Task.objects.create(directive=directive, title="Tuyên truyền", text="Tuyên truyền Luật Đất đai trên loa.")
    assignment = Assignment.objects.create(task=task, unit=world.a)
    client, address = page(world.officer_a), f"{reverse('bulletins:new')}?assignment={assignment.pk}"
    assert "Luật Đất đai" in client.get(address).content.decode()
    client.post(address, {"title": "Luật Đất đai", "unit": world.a.pk})
    assert Bulletin.objects.get().assignment == assignment
    assert RevisionText.objects.get().text == task.text
    assert page(world.officer_b).get(address).status_code == 404


def test_other_languages_come_and_go(world: World) -> None:
    bulletin = draft(world.officer_a, world.a, at=world.at)
    client = page(world.officer_a)
    client.post(reverse("bulletins:add_language", args=[bulletin.pk]), {"language": "tay"})
    shown = client.get(reverse("bulletins:bulletin", args=[bulletin.pk])).content.decode()
    assert 'id="text-tay"' in shown
    assert reverse("bulletins:speak", args=[bulletin.pk, "tay"]) not in shown
    client.post(reverse("bulletins:drop_language", args=[bulletin.pk, "tay"]))
    assert RevisionText.objects.count() == 1


def test_a_recording_is_uploaded_and_a_wrong_file_is_said(world: World) -> None:
    bulletin = draft(world.officer_a, world.a, at=world.at)
    client, address = page(world.officer_a), reverse("bulletins:upload", args=[bulletin.pk, "vi"])
    file = SimpleUploadedFile("thu-am.webm", b"khong phai am thanh", "audio/webm")
    assert client.post(address, {"file": file, "kind": "recorded"}).status_code == 200
    assert make_audio(Audio.objects.get().pk).kind == "recorded"
    failed = client.get(reverse("bulletins:sound", args=[bulletin.pk, "vi"])).content.decode()
    assert "thu-am.webm" in failed
    assert client.post(address, {}).status_code == 422


def test_drafts_are_heard_behind_the_login_within_the_commune_and_in_ranges(world: World) -> None:
    draft(world.officer_a, world.a, at=world.at)
    sha256 = filestore.keep("audio", b"0123456789")
    Audio.objects.update(sha256=sha256)
    address = reverse("bulletins:audio", args=[sha256])
    part = page(world.leader_a).get(address, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.getvalue()) == (206, b"234")
    assert page(world.officer_b).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_what_was_returned_says_why_and_to_whom_it_belongs(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    return_bulletin(bulletin, reason="Thiếu địa điểm", by=world.leader_a, at=world.at)
    client = page(world.officer_a)
    assert "Thiếu địa điểm" in client.get(reverse("bulletins:bulletin", args=[bulletin.pk])).content.decode()
    assert "Tiêm phòng" in client.get(reverse("bulletins:list"), {"muc": "returned"}).content.decode()
    assert "Thiếu địa điểm" in client.get(reverse("bulletins:history", args=[bulletin.pk])).content.decode()
    for name in ("bulletin", "history"):
        assert page(world.officer_b).get(reverse(f"bulletins:{name}", args=[bulletin.pk])).status_code == 404
    for name in ("heading", "submit", "take_back", "withdraw", "add_language"):
        assert page(world.officer_b).post(reverse(f"bulletins:{name}", args=[bulletin.pk])).status_code == 404
    client.post(reverse("bulletins:withdraw", args=[bulletin.pk]), {"reason": "Không cần nữa"})
    bulletin.refresh_from_db()
    assert bulletin.state == "withdrawn"


def test_the_list_is_searched_without_marks_and_asks_the_same_for_many_rows(world: World) -> None:
    for number in range(3):
        draft(world.officer_a, world.a, at=world.at + timedelta(minutes=number), title=f"Phòng cháy {number}")
    draft(world.officer_b, world.b, at=world.at, title="Xã khác")
    client = page(world.officer_a)
    found = client.get(reverse("bulletins:list"), {"q": "phong chay 2"}).content.decode()
    assert "Phòng cháy 2" in found
    assert "Phòng cháy 1" not in found
    assert "Xã khác" not in client.get(reverse("bulletins:list")).content.decode()
    few = _queries(client, reverse("bulletins:list"))
    for number in range(20):
        draft(world.officer_a, world.a, at=world.at, title=f"Thêm {number}")
    assert _queries(client, reverse("bulletins:list")) == few


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_hearing_is_told_by_the_player_alone(world: World) -> None:
    bulletin = draft(world.officer_a, world.a, at=world.at)
    audio = Audio.objects.get()
    assert page(world.officer_b).post(reverse("bulletins:heard", args=[audio.pk])).status_code == 404
    shown = page(world.officer_a).get(reverse("bulletins:bulletin", args=[bulletin.pk])).content.decode()
    assert f'data-heard="{reverse("bulletins:heard", args=[audio.pk])}"' in shown
    assert not Listening.objects.exists()
