"""Fixtures of every test, and the root of the checkout on the path so that tests beside the apps find tests.support."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.world import World


@pytest.fixture
def world(db: None) -> World:
    """A small province with one person of every role."""
    from tests.support.world import World

    return World.build()
