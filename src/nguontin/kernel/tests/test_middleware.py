"""Every answer carries the content security policy; a rule that says no becomes a page that people can act on."""

from __future__ import annotations

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from nguontin.kernel.errors import DomainError, Missing, TooMany
from nguontin.kernel.middleware import domain_errors
from tests.support.world import World

pytestmark = pytest.mark.django_db


def policy_of(answer: HttpResponseBase) -> dict[str, str]:
    """The policy by its directives."""
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {name: rest for name, _blank, rest in (part.strip().partition(" ") for part in parts)}


@pytest.mark.parametrize("path", ["/login/", "/people/", "/no-such-page/", "/health"])
def test_every_answer_allows_our_own_scripts_alone(world: World, client: Client, path: str) -> None:
    client.force_login(world.administrator.person)
    policy = policy_of(client.get(path))
    assert policy["default-src"] == "'self'"
    assert re.fullmatch(r"'self' 'nonce-[\w-]{22}'", policy["script-src"])
    assert (policy["object-src"], policy["base-uri"], policy["frame-ancestors"]) == ("'none'",) * 3


def test_a_nonce_serves_one_answer(client: Client) -> None:
    assert policy_of(client.get("/health"))["script-src"] != policy_of(client.get("/health"))["script-src"]


def test_what_people_wrote_is_shown_as_text(world: World, client: Client) -> None:
    world.officer_a.person.full_name = "<script>alert(1)</script>"
    world.officer_a.person.save()
    client.force_login(world.administrator.person)
    page = client.get("/people/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DomainError("x", "Không được.", "Làm lại."), 422),
        (Missing("x", "Không có."), 404),
        (TooMany("x", "Nhiều."), 429),
    ],
)
@pytest.mark.parametrize("asked_by", ["browser", "htmx"])
def test_a_rule_that_says_no_is_a_page_with_its_status(error: DomainError, status: int, asked_by: str) -> None:
    request: HttpRequest = RequestFactory().get("/", headers={"HX-Request": "true"} if asked_by == "htmx" else {})
    answer = domain_errors(lambda _request: HttpResponse()).process_exception(request, error)
    assert answer is not None
    assert answer.status_code == status
    text = answer.content.decode()
    assert error.message in text
    assert error.next_step in text
    assert ("<html" in text) is (asked_by == "browser")
    assert answer.headers.get("Retry-After") == ("60" if status == 429 else None)


def test_other_errors_are_not_swallowed() -> None:
    request = RequestFactory().get("/")
    assert domain_errors(lambda _request: HttpResponse()).process_exception(request, ValueError("x")) is None
