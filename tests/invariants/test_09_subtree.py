"""You see your subtree: every address of the site, walked with every role of another commune and by strangers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from nguontin.kernel import clock as kernel_clock
from nguontin.units.abilities import Ability
from nguontin.units.models import Membership, Person, Role, Unit
from nguontin.units.selectors import communes
from tests.support.belongings import AIRED, SECRET, Belongings
from tests.support.walk import Address, Visit, addresses, client_of, visit, walk
from tests.support.world import World

pytestmark = pytest.mark.django_db

PUBLIC = {
    "health", "robots", "set_language",
    "units:login", "units:login_code", "units:reset", "units:reset_confirm",
    "residents_open:communes", "residents_open:commune", "residents_open:podcast", "residents_open:podcast_audio",
    "residents_open:ask", "residents_open:track", "residents_open:act",
    "devices_loa:enrol", "devices_loa:audio",
}  # fmt: skip
"""What strangers may open. A new public page is added here on purpose or not at all."""

OWN = {"units:logout", "units:password", "units:account", "units:second_factor"}
"""About the person's own account: walking through them would change the walker."""

REFUSED = {403, 404, 405}


@pytest.fixture
def things(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Belongings:
    """Everything of commune a, an hour old."""
    monkeypatch.setattr(kernel_clock, "now", lambda: world.at + timedelta(hours=1))
    return Belongings(world, tmp_path)


def outsiders(world: World) -> dict[str, Person]:
    """Every role in commune b; somebody who left commune a; somebody of nowhere."""
    people = {role.value: world.person(f"b-{role.value}", role, world.b).person for role in Role}
    people["left"] = world.person("left", Role.COMMUNE_OFFICER, world.a).person
    Membership.objects.filter(person=people["left"]).update(valid_to=world.at.date() - timedelta(days=1))
    people["nowhere"] = world.person("nowhere", Role.AUDITOR, world.b).person
    Membership.objects.filter(person=people["nowhere"]).delete()
    return people


def inner() -> list[Address]:
    """Addresses behind the sign-in, without those about one's own account."""
    return [one for one in addresses() if not one.public and one.name not in OWN]


def shows(found: Visit) -> bool:
    """Whether the page tells anything of commune a."""
    return SECRET in found.body or AIRED in found.body


def rows() -> dict[str, list[dict[str, Any]]]:
    """All rows of the rooms but logs, jobs and counters."""
    kept = {}
    for model in apps.get_models():
        label = model._meta.label
        if model.__module__.startswith("nguontin.") and not label.startswith(("audit.", "kernel.")):
            hidden = {"last_login"}
            kept[label] = [
                {name: value for name, value in row.items() if name not in hidden}
                for row in model._default_manager.values()
            ]
    return kept


def test_the_public_pages_are_these_and_no_others() -> None:
    assert {one.name for one in addresses() if one.public} == PUBLIC


def test_a_stranger_is_asked_to_sign_in_everywhere_else(things: Belongings) -> None:
    steps = [
        (method, one.path(things.values(one.name)))
        for one in addresses()
        if not one.public and one.name != "units:logout"
        for method in ("GET", "POST")
    ]
    wrong = walk(
        client_of(None), "stranger", steps, lambda found: found.status != 302 or "/login/?next=" not in found.location
    )
    assert wrong == []


def test_public_pages_tell_strangers_nothing_of_what_is_not_published(things: Belongings) -> None:
    steps = [("GET", one.path(things.values(one.name))) for one in addresses() if one.public]
    wrong = walk(client_of(None), "stranger", steps, lambda found: SECRET in found.body or found.status >= 500)
    assert wrong == []


def test_drafts_are_no_audio_for_strangers(things: Belongings) -> None:
    draft = f"/loa/v1/audio/{things.draft_audio.sha256}"
    assert visit(client_of(None), "stranger", "GET", draft).status == 404


def test_no_role_of_another_commune_opens_anything_of_this_one(things: Belongings) -> None:
    """Addresses that name a thing of commune a: refused, by GET and by POST, and nothing of it shows."""
    steps = [
        (method, one.path(things.values(one.name)))
        for one in inner()
        if one.arguments and one.arguments != ("kind",)
        for method in ("GET", "POST")
    ]
    assert len(steps) > 100
    before, wrong = rows(), []
    for who, person in outsiders(things.world).items():
        wrong += walk(
            client_of(person), who, steps, lambda found: found.status not in REFUSED or shows(found), **things.form()
        )
    assert wrong == []
    assert changed(before) == []


def changed(before: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Tables in which a row of before was changed or lost."""
    after = rows()
    return [label for label, known in before.items() if any(row not in after[label] for row in known)]


def test_lists_and_forms_show_and_take_nothing_of_another_commune(things: Belongings) -> None:
    """Addresses that name nothing: whatever they show or do, it is not commune a's."""
    fixed = [one.path({"kind": "people"}) for one in inner() if one.arguments in ((), ("kind",))]
    searches = [f"{path}?q=bi-mat-xa&unit={things.world.a.pk}&page=1" for path in fixed]
    steps = [("GET", path) for path in fixed + searches] + [("POST", path) for path in fixed]
    people = outsiders(things.world)
    before, wrong = rows(), []
    owned = belonging_to(things.world.a)
    for who, person in people.items():
        wrong += walk(client_of(person), who, steps, lambda found: found.status >= 500 or shows(found), **things.form())
    assert wrong == []
    assert changed(before) == []
    assert belonging_to(things.world.a) == owned, "nothing new stands in commune a's name"


def belonging_to(unit: Unit) -> dict[str, int]:
    """How many rows name the unit, by model and field."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.related_model is Unit and getattr(field, "attname", None):
                found[f"{model._meta.label}.{field.name}"] = model._default_manager.filter(**{field.name: unit}).count()
    return found


def test_its_own_people_reach_every_one_of_these_pages(things: Belongings) -> None:
    """Otherwise a walk along wrong addresses would prove nothing."""
    world = things.world
    crew = {name: client_of(getattr(world, name).person) for name in ("officer_a", "leader_a")}
    crew |= {
        name: client_of(getattr(world, name).person) for name in ("technician", "administrator", "editor", "leader")
    }
    steps = [one for one in inner() if one.arguments and one.arguments != ("kind",)]
    unreached = [
        one.name for one in steps if not any(reaches(client, who, one, things) for who, client in crew.items())
    ]
    assert unreached == []


def reaches(client: Client, who: str, address: Address, things: Belongings) -> bool:
    """Whether the person gets further than to a refusal; whatever a form does is undone."""
    path = address.path(things.values(address.name))
    found = visit(client, who, "GET", path)
    if found.status == 405:
        with transaction.atomic():
            found = visit(client, who, "POST", path, things.form())
            transaction.set_rollback(True)
    assert found.status < 500, found
    return found.status not in REFUSED


def test_a_viewer_without_membership_sees_no_unit(world: World) -> None:
    nobody = outsiders(world)["nowhere"]
    viewer = world.viewer(nobody)
    assert not viewer.narrow(communes(world.province), "").exists()
    assert not any(viewer.may(ability) for ability in Ability)
