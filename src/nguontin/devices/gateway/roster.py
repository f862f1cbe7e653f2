"""Who may speak: the live devices with their public keys, kept in memory and read anew every 20 s.

A revoked device is thus unheard within a minute; a new one is looked up when it first speaks, at most once a second.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from uuid import UUID

import loa_protocol as lp

from nguontin.devices.models import Device

FRESH_S = 20.0
LOOK_AGAIN_S = 1.0


@dataclass(frozen=True, slots=True)
class Known:
    """A live device and the verifier of its messages."""

    device_id: int
    cluster: UUID
    verifier: lp.Verifier


class _NoMemory:
    """Replays are refused where the sentence is written (services.standing), so that several gateways agree."""

    def newest(self, stream: str) -> lp.Seen | None:
        return None


class Roster:
    """Devices by cluster; safe for several threads."""

    def __init__(self) -> None:
        self._known: dict[UUID, tuple[str, Known]] = {}
        self._read_at = float("-inf")
        self._lock = threading.Lock()

    def find(self, cluster: UUID) -> Known | None:
        """The live device of a cluster."""
        with self._lock:
            age = time.monotonic() - self._read_at
            if age > FRESH_S or (cluster not in self._known and age > LOOK_AGAIN_S):
                self._read()
            found = self._known.get(cluster)
        return found[1] if found else None

    def forget(self) -> None:
        """Read everything anew at the next question."""
        with self._lock:
            self._read_at = float("-inf")

    def _read(self) -> None:
        before, self._known = self._known, {}
        for pk, cluster, text in Device.objects.filter(revoked_at=None).values_list("pk", "outlet_id", "public_key"):
            kept = before.get(cluster)
            if kept is None or kept[0] != text or kept[1].device_id != pk:
                ring = lp.DeviceKey(lp.public_key(text))
                kept = text, Known(pk, cluster, lp.Verifier(keys=ring, targets={lp.SERVER}, memory=_NoMemory()))
            self._known[cluster] = kept
        self._read_at = time.monotonic()
