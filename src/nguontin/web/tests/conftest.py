"""Fixtures of this room."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.support.world import World


@pytest.fixture
def world(
    db: None,
    settings: Settings,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> World:
    """A small province, its files in a folder of this test, pages at its own instant."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    made = World.build()
    monkeypatch.setattr("nguontin.kernel.clock.now", lambda: made.at)
    return made
