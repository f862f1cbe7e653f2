"""Guessing is slow from everywhere, and tells nothing: passwords, accounts, second factors, codes, questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from nguontin.kernel import clock
from nguontin.kernel.addresses import source_of
from nguontin.kernel.errors import TooMany
from nguontin.residents.models import Question
from nguontin.residents.services import ask
from nguontin.units.services import check_second_factor
from nguontin.web.serve import proxy_of
from tests.support.phone import Phone
from tests.support.world import World

pytestmark = pytest.mark.django_db
TLS = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.fixture(autouse=True)
def now(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages live at the instant of the world: no window of a limit ends within a test."""
    monkeypatch.setattr(clock, "now", lambda: world.at)


def test_questions_are_limited_for_one_address_and_not_for_its_neighbours(world: World) -> None:
    for _ in range(5):
        ask(unit=world.a, text="Loa rè từ tuần trước.", source="192.0.2.1", at=world.at)
    with pytest.raises(TooMany):
        ask(unit=world.b, text="Loa rè từ tuần trước.", source="192.0.2.1", at=world.at)
    ask(unit=world.a, text="Loa rè từ tuần trước.", source="192.0.2.2", at=world.at)
    assert Question.objects.count() == 6


def test_guessing_a_second_factor_ends_even_with_the_right_code(world: World) -> None:
    phone = Phone(world.leader_a, at=world.at - timedelta(minutes=2))
    for _ in range(8):
        with pytest.raises(Exception, match="second_factor"):
            check_second_factor(world.leader_a.person, "000000", at=world.at)
    with pytest.raises(TooMany):
        check_second_factor(world.leader_a.person, phone.code(world.at), at=world.at)


def test_every_door_of_strangers_closes_with_429(client: Client) -> None:
    doors = {
        "/loa/v1/enrol": (60, {"content_type": "application/json", "data": b"{}"}),
        "/tra-loi/viec": (10, {"data": {"code": "7K2M", "action": "erase"}}),
    }
    for path, (limit, form) in doors.items():
        answers = [client.post(path, **form).status_code for _ in range(limit + 1)]  # type: ignore[arg-type]
        assert (answers[0] in (403, 404), answers[-1]) == (True, 429), path


@pytest.mark.parametrize(
    ("forwarded", "source"),
    [("203.0.113.9", "203.0.113.9"), ("1.1.1.1, 203.0.113.9", "203.0.113.9"), ("", "127.0.0.1")],
)
def test_behind_a_proxy_an_address_is_what_the_proxy_saw(settings: Settings, forwarded: str, source: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = TLS
    assert source_of(RequestFactory().get("/", headers={"x-forwarded-for": forwarded})) == source


def test_without_a_proxy_nobody_chooses_his_address(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = None
    assert source_of(RequestFactory().get("/", headers={"x-forwarded-for": "1.1.1.1"})) == "127.0.0.1"


@pytest.mark.parametrize(("host", "believed"), [("127.0.0.1", "127.0.0.1"), ("[::1]", "127.0.0.1"), ("0.0.0.0", "*")])
def test_the_proxys_word_counts_where_the_proxy_stands(host: str, believed: str) -> None:
    assert proxy_of(host) == believed


def test_enrolment_is_counted_by_the_address_behind_the_proxy(client: Client, settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = TLS
    post = {"content_type": "application/json", "data": b"{}"}
    flood = [client.post("/loa/v1/enrol", headers={"x-forwarded-for": "203.0.113.9"}, **post) for _ in range(61)]  # type: ignore[arg-type]
    assert flood[-1].status_code == 429
    other = client.post("/loa/v1/enrol", headers={"x-forwarded-for": "203.0.113.10"}, **post)  # type: ignore[arg-type]
    assert other.status_code == 403
