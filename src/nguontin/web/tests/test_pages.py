"""Pages that belong to no room, and the layout around all of them."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
def test_health_answers_strangers(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True}


def test_robots_keeps_search_engines_to_the_public_pages(client: Client) -> None:
    body = client.get("/robots.txt").content.decode()
    assert "Allow: /xa/" in body
    assert "Disallow: /\n" in body


@pytest.mark.django_db
def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert "next=/" in answer["Location"]


@pytest.mark.django_db
def test_unknown_address_says_what_to_do(client: Client) -> None:
    answer = client.get("/khong-co-trang-nay")
    assert answer.status_code == 404
    assert "Về trang Hôm nay" in answer.content.decode()


@pytest.mark.django_db
def test_language_can_be_changed_without_an_account(client: Client) -> None:
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/robots.txt"})
    assert answer.status_code == 302
    assert client.cookies["django_language"].value == "en"
