"""Programs that a test may go without: their absence is a visible skip, or a failure where everything must be there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import NoReturn, TypeVar

import pytest

from nguontin.bench.servers.process import ServerUnavailableError

T = TypeVar("T")


def missing(reason: str) -> NoReturn:
    """Skip the test for `reason`; fail it instead when NGUON_REQUIRE_ALL is set."""
    if os.environ.get("NGUON_REQUIRE_ALL", "0") not in {"0", ""}:
        pytest.fail(f"{reason}, and NGUON_REQUIRE_ALL is set")
    pytest.skip(reason)


def started(server: AbstractContextManager[T]) -> Iterator[T]:
    """What the running server gives, for a fixture to yield from; `missing` when it cannot start."""
    with ExitStack() as stack:
        try:
            given = stack.enter_context(server)
        except ServerUnavailableError as reason:
            missing(str(reason))
        yield given
