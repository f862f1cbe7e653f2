"""Tallies of a gateway: what was taken and what was dropped, and which devices spoke."""

from __future__ import annotations

import threading
from collections import Counter


class Counts:
    """Safe for several threads; the log shows it once a minute."""

    def __init__(self) -> None:
        self._tally: Counter[str] = Counter()
        self._seen: set[int] = set()
        self._lock = threading.Lock()

    def add(self, what: str, number: int = 1) -> None:
        """Count something."""
        with self._lock:
            self._tally[str(what)] += number

    def seen(self, device_id: int) -> None:
        """A device spoke."""
        with self._lock:
            self._seen.add(device_id)

    def take_seen(self) -> list[int]:
        """Devices that spoke since the last call."""
        with self._lock:
            seen, self._seen = self._seen, set()
        return sorted(seen)

    def tally(self) -> dict[str, int]:
        """Everything counted since the start."""
        with self._lock:
            return dict(self._tally)
