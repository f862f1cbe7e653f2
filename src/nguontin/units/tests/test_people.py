"""Roles stay inside the giver's subtree, and nobody gives himself one."""

from __future__ import annotations

import pytest
from django.test import Client

from nguontin.audit.models import Entry
from nguontin.kernel.errors import DomainError, Forbidden, Missing
from nguontin.units import selectors, services
from nguontin.units.models import Membership, Role
from nguontin.units.scope import Viewer
from tests.support.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator_a(world: World) -> Viewer:
    """An administrator of commune a alone."""
    return world.person("admin.a", Role.ADMINISTRATOR, world.a)


def test_an_account_is_made_with_its_role_and_noted(world: World, administrator_a: Viewer) -> None:
    person = services.create_person(
        "New.Person", "  Nông  Thị Mới ", role=Role.COMMUNE_OFFICER, unit=world.a, by=administrator_a, at=world.at
    )
    assert (person.username, person.full_name) == ("new.person", "Nông Thị Mới")
    assert not person.has_usable_password()
    entries = Entry.objects.filter(object_type="units.person", object_id=str(person.pk)).order_by("pk")
    assert [(entry.verb, entry.actor_id, entry.unit_id) for entry in entries] == [
        ("person.create", administrator_a.person.pk, world.a.pk),
        ("person.role", administrator_a.person.pk, world.a.pk),
    ]


@pytest.mark.parametrize(
    ("username", "full_name", "email", "code"),
    [
        ("a", "Tên", "", "username"),
        ("có dấu", "Tên", "", "username"),
        ("a\nb.c", "Tên", "", "username"),
        ("officer_a", "Tên", "", "username_taken"),
        ("moi.nguoi", "", "", "full_name"),
        ("moi.nguoi", "Tên", "no", "email"),
    ],
)
def test_what_cannot_stand_on_an_account_is_refused(
    world: World, username: str, full_name: str, email: str, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        services.create_person(
            username, full_name, role=Role.AUDITOR, unit=world.a, email=email, by=world.administrator, at=world.at
        )
    assert refused.value.code == code


def test_no_role_outside_the_givers_subtree(world: World, administrator_a: Viewer) -> None:
    for unit in (world.b, world.province, world.culture):
        with pytest.raises(Forbidden):
            services.create_person("nguoi.moi", "Tên", role=Role.AUDITOR, unit=unit, by=administrator_a, at=world.at)
        with pytest.raises(Forbidden):
            services.grant_role(world.officer_a.person, Role.AUDITOR, unit, by=administrator_a, at=world.at)


def test_nobody_changes_his_own_rights(world: World) -> None:
    me = world.administrator
    with pytest.raises(Forbidden, match="oneself"):
        services.grant_role(me.person, Role.PROVINCIAL_LEADER, world.province, by=me, at=world.at)
    with pytest.raises(Forbidden, match="oneself"):
        services.deactivate_person(me.person, by=me, at=world.at)
    with pytest.raises(Forbidden, match="oneself"):
        services.remove_second_factor(me.person, by=me, at=world.at)
    with pytest.raises(Forbidden, match="oneself"):
        services.end_role(Membership.objects.get(person=me.person), by=me, at=world.at)


@pytest.mark.parametrize("name", ["officer_a", "leader_a", "editor", "leader", "auditor", "technician"])
def test_only_administrators_manage_people(world: World, name: str, client: Client) -> None:
    by = getattr(world, name)
    with pytest.raises(Forbidden):
        services.create_person("nguoi.moi", "Tên", role=Role.AUDITOR, unit=world.a, by=by, at=world.at)
    client.force_login(by.person)
    for page in ("/people/", "/people/add/", "/people/table.csv", "/import/nguoi/", f"/people/{by.person.pk}/"):
        assert client.get(page).status_code == 403, page


def test_someone_with_a_role_elsewhere_is_not_mine_to_close(world: World, administrator_a: Viewer) -> None:
    services.grant_role(world.officer_a.person, Role.COMMUNE_OFFICER, world.b, by=world.administrator, at=world.at)
    for act in (services.deactivate_person, services.remove_second_factor):
        with pytest.raises(Forbidden):
            act(world.officer_a.person, by=administrator_a, at=world.at)
    with pytest.raises(Forbidden):
        services.change_contacts(world.officer_a.person, email="me@evil.example", by=administrator_a, at=world.at)


def test_an_ended_role_counts_no_more(world: World) -> None:
    row = Membership.objects.get(person=world.officer_b.person)
    services.end_role(row, by=world.administrator, at=world.at)
    assert world.viewer(world.officer_b.person).grants == ()
    services.grant_role(world.officer_b.person, Role.COMMUNE_OFFICER, world.b, by=world.administrator, at=world.at)
    assert len(world.viewer(world.officer_b.person).grants) == 1


def test_people_are_listed_within_the_subtree(world: World, administrator_a: Viewer) -> None:
    names = {person.username for person in selectors.people_of(administrator_a)}
    assert names == {"admin.a", "officer_a", "second_officer_a", "leader_a"}
    assert [one.username for one in selectors.people_of(administrator_a, role=Role.COMMUNE_LEADER)] == ["leader_a"]
    with pytest.raises(Missing):
        selectors.person_for(administrator_a, world.officer_b.person.pk)


def test_the_pages_add_a_person_give_and_end_roles_and_close(world: World, client: Client) -> None:
    client.force_login(world.administrator.person)
    assert client.get("/people/?q=officer").status_code == 200
    form = {"username": "can.bo", "full_name": "Cán Bộ", "role": "commune_officer", "unit": world.c.pk}
    answer = client.post("/people/add/", form)
    assert answer.status_code == 302
    page = answer.headers["Location"]
    assert client.get(page).status_code == 200
    client.post(f"{page}roles/", {"role": "technician", "unit": world.b.pk})
    roles = Membership.objects.filter(person__username="can.bo")
    assert {(one.role, one.unit) for one in roles} == {("commune_officer", world.c), ("technician", world.b)}
    client.post(f"{page}roles/{roles.get(unit=world.b).pk}/end/")
    assert roles.filter(valid_to=None).count() == 1
    client.post(f"{page}account/", {"action": "close"})
    assert not roles.first().person.is_active  # type: ignore[union-attr]
    assert client.post("/people/add/", form).status_code == 422


def test_a_crafted_unit_outside_the_subtree_is_no_choice(world: World, administrator_a: Viewer, client: Client) -> None:
    client.force_login(administrator_a.person)
    form = {"username": "can.bo", "full_name": "Cán Bộ", "role": "administrator", "unit": world.province.pk}
    assert client.post("/people/add/", form).status_code == 422
    client.post(f"/people/{world.officer_a.person.pk}/roles/", {"role": "auditor", "unit": world.b.pk})
    assert not Membership.objects.filter(person=world.officer_a.person, unit=world.b).exists()
    other = Membership.objects.get(person=world.officer_b.person)
    assert client.post(f"/people/{world.officer_b.person.pk}/roles/{other.pk}/end/").status_code == 403
