"""What a browser may be talked into: other sites' forms, foreign frames, other addresses, another's session."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from pytest_django import Settings

from nguontin.config import settings as configuration
from nguontin.units.models import Person
from tests.support.belongings import Belongings
from tests.support.walk import addresses
from tests.support.world import PASSWORD, World

pytestmark = pytest.mark.django_db
WITHOUT_TOKEN = {"enrol", "set_language"}
"""A box that enrols has no session; the language changes no data. Nothing else goes without a token."""


def views(resolver: Any = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += [entry] if isinstance(entry, URLPattern) else views(entry)
    return found


def test_only_two_addresses_take_a_form_without_a_token() -> None:
    assert {one.name for one in views() if getattr(one.callback, "csrf_exempt", False)} == WITHOUT_TOKEN


def test_every_form_of_another_site_is_refused(world: World, tmp_path: Path) -> None:
    things = Belongings(world, tmp_path)
    victim = Client(enforce_csrf_checks=True)
    victim.force_login(world.leader_a.person)
    taken = [
        one.name
        for one in addresses()
        if one.name.rpartition(":")[2] not in WITHOUT_TOKEN
        and victim.post(one.path(things.values(one.name)), things.form()).status_code not in (403, 405)
    ]
    assert taken == []


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("where", ["/login/", "/i18n/setlang/"])
def test_no_form_leads_to_another_site(world: World, client: Client, where: str, next_page: str) -> None:
    form = {"username": "officer_a", "password": PASSWORD, "next": next_page, "language": "en"}
    answer = client.post(where, form)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/login/", "/xa/", "/", "/no-such-page/", "/static/web/house.css"])
def test_every_answer_is_taken_for_what_it_says_and_stands_in_no_frame(world: World, client: Client, path: str) -> None:
    client.force_login(world.officer_a.person)
    answer = client.get(path)
    answer.close()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if not path.startswith("/static/"):
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(world: World, client: Client) -> None:
    client.get("/login/")
    client.post("/login/", {"username": "officer_a", "password": PASSWORD})
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")


def test_behind_tls_cookies_are_secure_and_bound_to_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NGUON_BEHIND_TLS", "1")
    try:
        behind = vars(importlib.reload(configuration)).copy()
    finally:
        monkeypatch.undo()
        importlib.reload(configuration)
    assert behind["SESSION_COOKIE_SECURE"]
    assert behind["CSRF_COOKIE_SECURE"]
    assert behind["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert behind["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert behind["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_a_session_given_beforehand_is_worth_nothing_after_signing_in(world: World, client: Client) -> None:
    """An attacker plants a session in the victim's browser; after the victim has signed in, its key opens nothing."""
    planted = Client()
    planted.post("/login/", {"username": "leader_b", "password": PASSWORD})
    planted.post("/logout/")
    planted.get("/login/")
    session = planted.session
    session["x"] = 1
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    client.post("/login/", {"username": "officer_a", "password": PASSWORD})
    assert client.session.session_key != session.session_key
    thief = Client()
    thief.cookies["sessionid"] = str(session.session_key)
    assert thief.get("/").status_code == 302


def test_rights_are_read_at_every_request(world: World, client: Client) -> None:
    client.force_login(world.officer_a.person)
    assert client.get(reverse("directives:upload")).status_code == 200
    world.officer_a.person.memberships.update(valid_to=world.at.date().replace(year=2020))
    assert client.get(reverse("directives:upload")).status_code == 403
    Person.objects.filter(pk=world.officer_a.person.pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_a_host_that_is_not_ours_is_refused(world: World, client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["nguontin.example.gov.vn"]
    assert client.get("/login/", headers={"host": "evil.example"}).status_code == 400
