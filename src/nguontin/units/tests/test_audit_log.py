"""The log's page: searched, scoped, for those who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from nguontin.audit.models import Entry
from nguontin.audit.services import record
from nguontin.units.models import Role
from nguontin.units.selectors.log import LogQuery, log_entries
from tests.support.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(world: World) -> list[Entry]:
    def note(verb: str, unit: int | None, days: int = 0) -> Entry:
        return record(
            verb,
            by=world.officer_b.person,
            at=world.at - timedelta(days=days),
            object_type="x.y",
            object_id="1",
            unit_id=unit,
        )

    return [note("one.a", world.a.pk), note("one.b", world.b.pk, days=3), note("two.none", None)]


def verbs(world: World, **query: object) -> set[str]:
    rows = log_entries(world.auditor, LogQuery(**query))  # type: ignore[arg-type]
    return {row.verb for row in rows if row.object_type == "x.y"}


def test_it_is_searched_by_verb_person_unit_and_day(world: World, entries: list[Entry]) -> None:
    day = world.at.date()
    assert verbs(world) == {"one.a", "one.b", "two.none"}
    assert verbs(world, verb="one.") == {"one.a", "one.b"}
    assert verbs(world, person="OFFICER_B") == {"one.a", "one.b", "two.none"}
    assert verbs(world, person="leader") == set()
    assert verbs(world, unit=world.b.pk) == {"one.b"}
    assert verbs(world, since=day) == {"one.a", "two.none"}
    assert verbs(world, until=day - timedelta(days=1)) == {"one.b"}


def test_an_auditor_of_a_commune_sees_its_entries_alone(world: World, entries: list[Entry]) -> None:
    auditor = world.person("audit.a", Role.AUDITOR, world.a)
    seen = {row.unit_id for row in log_entries(auditor, LogQuery())}
    assert seen == {world.a.pk, *(hamlet.pk for hamlet in world.hamlets[world.a.pk])}


def test_the_page(world: World, entries: list[Entry], client: Client) -> None:
    client.force_login(world.auditor.person)
    page = client.get("/audit/?about=person&since=01/01/2026").content.decode()
    assert "Tài khoản: trao vai trò" in page
    assert "one.a" not in page
    assert "one.a" in client.get("/audit/").content.decode()
    assert client.get("/audit/?since=nonsense&unit=x").status_code == 200
    client.force_login(world.leader.person)
    assert client.get("/audit/").status_code == 403
