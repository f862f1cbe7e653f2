"""A small real installation for each test in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.stack import Stack, stack


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Stack]:
    """Pages, worker, signer, gateway, broker and four virtual loudspeakers, running."""
    with stack(tmp_path) as running:
        yield running
