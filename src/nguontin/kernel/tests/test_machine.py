"""State machines: no move outside the table, whatever is asked; each move stamped and noted."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from nguontin.audit.models import Entry
from nguontin.bulletins.models import Bulletin
from nguontin.bulletins.states import BULLETIN, BulletinState
from nguontin.kernel.errors import DomainError
from nguontin.kernel.machine import Machine, advance, machine
from tests.support.world import World

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
NAMES = st.sampled_from(["a", "b", "c", "d"])


@given(st.dictionaries(NAMES, st.lists(NAMES)), NAMES, NAMES)
def test_may_says_exactly_what_the_table_says(moves: dict[str, list[str]], source: str, target: str) -> None:
    assert machine("m", moves).may(source, target) is (target in moves.get(source, []))


def all_machines() -> list[Machine]:
    """Every machine of every room."""
    found = []
    for app in apps.get_app_configs():
        try:
            states = import_module(f"{app.name}.states")
        except ModuleNotFoundError:
            continue
        found += [one for one in vars(states).values() if isinstance(one, Machine)]
    return found


def test_the_rooms_have_machines() -> None:
    assert len(all_machines()) >= 5


@pytest.mark.parametrize("one", all_machines(), ids=lambda one: one.name)
def test_reasons_are_asked_for_moves_that_exist(one: Machine) -> None:
    assert one.needs_reason <= {target for targets in one.moves.values() for target in targets}


@pytest.fixture
def bulletin(world: World) -> Bulletin:
    return Bulletin.objects.create(
        unit=world.a,
        title="Lịch cấp nước",
        klass="ordinary",
        field="x",
        created_by=world.officer_a.person,
        created_at=AT,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("source", list(BulletinState))
@pytest.mark.parametrize("target", list(BulletinState))
def test_a_row_moves_only_as_the_table_has_it(
    world: World, bulletin: Bulletin, source: BulletinState, target: BulletinState
) -> None:
    Bulletin.objects.filter(pk=bulletin.pk).update(state=source)
    person = world.leader_a.person
    if BULLETIN.may(source, target):
        advance(bulletin, BULLETIN, target, by=person, at=AT, reason="vì lý do")
    else:
        with pytest.raises(DomainError, match="state"):
            advance(bulletin, BULLETIN, target, by=person, at=AT, reason="vì lý do")
    row = Bulletin.objects.get(pk=bulletin.pk)
    entries = Entry.objects.filter(object_type="bulletins.bulletin", object_id=str(bulletin.pk))
    if BULLETIN.may(source, target):
        assert (row.state, row.state_by, row.state_at, row.state_reason) == (target, person, AT, "vì lý do")
        entry = entries.get()
        assert (entry.verb, entry.actor_id, entry.unit_id) == (f"{BULLETIN.name}.{target}", person.pk, world.a.pk)
        assert "lý do" not in str((entry.ids, entry.fields))
    else:
        assert row.state == source
        assert not entries.exists()


@pytest.mark.django_db
def test_a_move_that_needs_a_reason_is_refused_without(world: World, bulletin: Bulletin) -> None:
    source, target = next(
        (source, target)
        for source, targets in BULLETIN.moves.items()
        for target in sorted(targets)
        if target in BULLETIN.needs_reason
    )
    Bulletin.objects.filter(pk=bulletin.pk).update(state=source)
    with pytest.raises(DomainError, match="reason"):
        advance(bulletin, BULLETIN, target, by=world.leader_a.person, at=AT, reason="  ")
