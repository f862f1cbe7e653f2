"""The small province that other rooms' tests stand on is sound."""

from __future__ import annotations

from nguontin.units.abilities import Ability
from nguontin.units.selectors import communes
from tests.support.world import World


def test_everybody_is_there(world: World) -> None:
    assert list(communes(world.province)) == list(world.communes)
    assert world.officer_a.may(Ability.WRITE, world.a)
    assert world.officer_a.may(Ability.WRITE, world.hamlets[world.a.pk][0])
    assert not world.officer_a.may(Ability.SEE, world.b)
    assert world.leader.may(Ability.APPROVE, world.b)
