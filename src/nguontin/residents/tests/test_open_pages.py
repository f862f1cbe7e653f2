"""What people without an account see and do."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from email.utils import parsedate_to_datetime

import av
import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from nguontin.broadcast.models import Broadcast
from nguontin.broadcast.services import withdraw_broadcast
from nguontin.kernel import filestore
from nguontin.residents import services
from nguontin.residents.models import Question
from nguontin.residents.podcast import ITUNES
from nguontin.residents.tasks import make_episodes
from tests.support.world import World

from .conftest import WORDS

pytestmark = pytest.mark.django_db


def test_a_commune_is_found_without_accents(world: World, client: Client) -> None:
    page = client.get("/xa/", {"q": "trung khanh"}).content.decode()
    assert world.b.name in page
    assert world.a.name not in page


def test_what_was_heard_can_be_heard_again_and_read(aired: Broadcast, client: Client) -> None:
    page = client.get("/xa/01273/").content.decode()
    assert WORDS in page
    assert f"/loa/v1/audio/{aired.audio.get().sha256}" in page


def test_a_withdrawn_broadcast_is_gone_from_page_feed_and_mp3(aired: Broadcast, world: World, client: Client) -> None:
    make_episodes(world.at)
    mp3 = f"/xa/01273/podcast/{aired.pk}.mp3"
    assert b"".join(client.get(mp3).streaming_content)
    withdraw_broadcast(aired, reason="Sai ngày.", by=world.leader_a, at=world.at + timedelta(hours=1))
    assert WORDS not in client.get("/xa/01273/").content.decode()
    assert aired.title not in client.get("/xa/01273/podcast.xml").content.decode()
    assert client.get(mp3).status_code == 404


def test_a_podcast_app_finds_what_it_needs(aired: Broadcast, world: World, client: Client) -> None:
    assert fromstring(client.get("/xa/01273/podcast.xml").content).find("channel/item") is None
    assert make_episodes(world.at) == 1
    assert make_episodes(world.at) == 0
    answer = client.get("/xa/01273/podcast.xml")
    assert answer["Content-Type"].startswith("application/rss+xml")
    channel = fromstring(answer.content).find("channel")
    assert channel is not None
    for tag in ("title", "link", "language", "description", f"{{{ITUNES}}}image", f"{{{ITUNES}}}category"):
        assert channel.find(tag) is not None, tag
    item = channel.find("item")
    assert item is not None
    assert item.findtext("guid") == f"urn:uuid:{aired.pk}"
    assert parsedate_to_datetime(item.findtext("pubDate") or "") == aired.approved_at
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.get("type") == "audio/mpeg"
    path = "/" + (enclosure.get("url") or "").split("/", 3)[3]
    sound = b"".join(client.get(path).streaming_content)
    assert len(sound) == int(enclosure.get("length") or 0)
    with av.open(io.BytesIO(sound)) as opened:
        assert opened.format.name == "mp3"
        assert abs(float(opened.duration or 0) / 1e6 - aired.duration_ms / 1000) < 0.2
    part = client.get(path, headers={"range": "bytes=10-19"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, sound[10:20])


def test_consent_is_never_ticked_beforehand(world: World, client: Client) -> None:
    page = client.get("/hoi/01273/").content.decode()
    boxes = re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", page)
    assert len(boxes) == 2
    assert not any("checked" in box for box in boxes)


def test_ask_track_and_ask_again_without_a_name(world: World, client: Client) -> None:
    asked = client.post("/hoi/01273/", {"text": "Loa đầu xóm bị rè, bao giờ sửa?"})
    found = re.search(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", asked.content.decode())
    assert found is not None
    code = found.group()
    assert code not in str(asked.headers)
    question = Question.objects.get()
    services.answer(question, text="Mai xã sửa.", by=world.officer_a, at=world.at)
    tracked = client.post("/tra-loi/", {"code": code.lower()})
    assert "Mai xã sửa." in tracked.content.decode()
    again = client.post("/tra-loi/viec", {"code": code, "action": "reopen"})
    assert again.status_code == 200
    question.refresh_from_db()
    assert question.state == "reopened"


def test_wrong_codes_all_get_the_same_answer(world: World, client: Client) -> None:
    pages = [client.post("/tra-loi/", {"code": code}) for code in ("7K2M-0011-ABCD-EFGH-JKMN", "x")]
    assert {page.status_code for page in pages} == {422}
    texts = [page.content.decode() for page in pages]
    assert all("Không có câu hỏi nào với mã này" in text for text in texts)


def test_a_name_without_consent_keeps_what_was_written(world: World, client: Client) -> None:
    page = client.post("/hoi/01273/", {"text": "Loa đầu xóm bị rè, bao giờ sửa?", "name": "Nhung"})
    assert page.status_code == 422
    assert "Loa đầu xóm bị rè" in page.content.decode()
    assert not Question.objects.exists()


def test_programs_that_fill_in_everything_are_refused(world: World, client: Client) -> None:
    page = client.post("/hoi/01273/", {"text": "Buy this now, a lot of it!", "website": "http://example.com"})
    assert page.status_code == 422
    assert not Question.objects.exists()


def test_an_unknown_commune_is_a_page_that_helps(world: World, client: Client) -> None:
    page = client.get("/xa/99999/")
    assert page.status_code == 404
    assert "Không có xã, phường nào với mã này" in page.content.decode()


def test_the_mp3_is_made_of_all_languages(aired: Broadcast) -> None:
    from nguontin.residents.tasks import to_mp3

    part = filestore.fetch("audio", aired.audio.get().sha256)
    with av.open(io.BytesIO(to_mp3([part, part]))) as opened:
        assert abs(float(opened.duration or 0) / 1e6 - 2 * aired.duration_ms / 1000) < 0.3
