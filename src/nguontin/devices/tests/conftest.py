"""Fixtures of the devices room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from nguontin.devices.signer import desk as desk_module
from nguontin.devices.signer import sealing
from nguontin.devices.signer.desk import Desk
from nguontin.devices.signer.sealing import WorkingKey
from tests.support.world import World

from .plant import Plant


@pytest.fixture
def plant(world: World, tmp_path: Path) -> Plant:
    """Two enrolled clusters in commune a."""
    return Plant.build(tmp_path, world)


@pytest.fixture
def clock(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the signer's clock, which stands at the world's instant."""

    def set_to(at: datetime) -> None:
        monkeypatch.setattr(desk_module, "now", lambda: at)
        monkeypatch.setattr(sealing, "now", lambda: at)

    set_to(plant.at)
    return set_to


@pytest.fixture
def desk(plant: Plant, clock: Callable[[datetime], None]) -> Desk:
    """The signer's desk with the plant's working key."""
    return Desk(WorkingKey(plant.working))
