"""Fixtures of the tests across processes: a PostgreSQL, a Mosquitto and a browser of one's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nguontin.bench.servers.mosquitto import mosquitto
from nguontin.bench.servers.postgres import postgres
from tests.support.browser import Chromium, chromium
from tests.support.optional import started


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of an empty PostgreSQL (mark the test `postgres`)."""
    yield from started(postgres())


@pytest.fixture
def mosquitto_port() -> Iterator[int]:
    """Port of a Mosquitto on the loopback that anyone may log in to (mark the test `mosquitto`)."""
    yield from started(mosquitto())


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Chromium]:
    """A headless Chromium (mark the test `browser`).

    Playwright's blocking interface runs an event loop in this thread, which Django would take for asynchronous code.
    """
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    yield from started(chromium())
