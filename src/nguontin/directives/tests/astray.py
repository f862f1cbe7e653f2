"""Readers that go astray, as jobs of a child process (which has no Django)."""

from __future__ import annotations

from typing import Any

from nguontin.kernel.child import child_job


@child_job
def never_come_back(payload: bytes, *, filename: str, today: str) -> tuple[dict[str, Any], bytes]:
    """Works for ever."""
    while True:
        pass


@child_job
def eat_memory(payload: bytes, *, filename: str, today: str) -> tuple[dict[str, Any], bytes]:
    """Wants twice the memory that it may have."""
    return {}, b"x" * 2 * 1024**3


@child_job
def fall(payload: bytes, *, filename: str, today: str) -> tuple[dict[str, Any], bytes]:
    """Falls over a fault of its own."""
    raise IndexError("reader")
