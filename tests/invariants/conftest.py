"""A province on air, and one with enrolled loudspeakers, for the tests of what always holds."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from nguontin.broadcast.tests.conftest import world as on_air  # stations, slots and outlets in communes a and b
from nguontin.devices.tests.conftest import clock, desk, plant  # enrolled clusters in commune a, and their signer

__all__ = ["clock", "desk", "on_air", "own_files", "plant"]


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files of each test in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
