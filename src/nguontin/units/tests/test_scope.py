"""What a person sees and may do follows from memberships valid today."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nguontin.kernel.errors import Forbidden
from nguontin.units.abilities import ABILITIES, Ability
from nguontin.units.models import Membership, Person, Role, Unit
from nguontin.units.scope import demand, viewer_of
from tests.support.world import World

pytestmark = pytest.mark.django_db


def test_every_role_has_its_abilities_and_sees_its_unit() -> None:
    assert set(ABILITIES) == set(Role)
    assert all(Ability.SEE in abilities for abilities in ABILITIES.values())


def test_nobody_may_both_write_and_approve_by_one_role() -> None:
    assert not [role for role, abilities in ABILITIES.items() if {Ability.WRITE, Ability.APPROVE} <= abilities]


def test_rows_are_narrowed_to_the_subtree(world: World) -> None:
    assert set(world.officer_a.narrow(Unit.objects.all(), "")) == {world.a, *world.hamlets[world.a.pk]}
    assert world.leader.narrow(Unit.objects.all(), "").count() == Unit.objects.count()
    mine = world.officer_a.narrow(Membership.objects.all(), "unit")
    assert {row.unit for row in mine} == {world.a}


def test_without_the_ability_nothing_is_left(world: World) -> None:
    assert not world.officer_a.narrow(Unit.objects.all(), "", ability=Ability.AUDIT).exists()


def test_a_path_that_only_begins_alike_is_another_unit(world: World) -> None:
    lookalike = Unit(pk=int(f"{world.a.pk}0"), path=f"/{world.province.pk}/{world.a.pk}0/")
    assert not world.officer_a.may(Ability.SEE, lookalike)


def test_a_membership_counts_from_its_first_to_its_last_day(world: World) -> None:
    row = Membership.objects.get(person=world.officer_a.person)
    first = world.at.date()
    Membership.objects.filter(pk=row.pk).update(valid_from=first, valid_to=first + timedelta(days=2))
    days = [-1, 0, 2, 3]
    seen = [bool(viewer_of(row.person, on=first + timedelta(days=day)).grants) for day in days]
    assert seen == [False, True, True, False]


def test_a_closed_account_has_no_rights(world: World) -> None:
    Person.objects.filter(pk=world.leader.person.pk).update(is_active=False)
    assert world.viewer(world.leader.person).grants == ()


def test_what_is_not_allowed_is_said_with_the_next_step(world: World) -> None:
    demand(world.officer_a, Ability.WRITE, world.a)
    with pytest.raises(Forbidden) as refused:
        demand(world.officer_a, Ability.WRITE, world.b)
    assert world.b.name in refused.value.message
    assert refused.value.next_step
