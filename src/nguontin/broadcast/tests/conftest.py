"""A small province on air, for the tests of this room."""

from __future__ import annotations

from datetime import time

import pytest

from nguontin.broadcast.services import add_outlet, add_slot, add_station
from tests.support.world import World


@pytest.fixture
def world() -> World:
    """Stations in communes a and b, two outlets each (the commune and its first hamlet), slots at 6:00 and 17:00."""
    world = World.build()
    for unit in (world.a, world.b):
        station = add_station(unit, f"Đài {unit.name}", by=None, at=world.at)
        add_slot(station, "Sáng", time(6), 15, by=None, at=world.at)
        add_slot(station, "Chiều", time(17), 15, by=None, at=world.at)
        add_outlet(station, "Trung tâm", by=None, at=world.at)
        add_outlet(station, "Nà Lòa", area=world.hamlets[unit.pk][0], by=None, at=world.at)
    return world
