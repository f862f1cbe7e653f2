"""Verification: from an envelope off the network to a typed message, or ``Refused`` with the reason.

The order is: size, form, key, signature, content, target, dates, sequence. Nothing in a payload is looked at before its
signature holds.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature

from loa_protocol.downward import KeyStatement, TimeAnswer
from loa_protocol.envelope import signed_bytes, size_limit, take_apart
from loa_protocol.errors import Refusal, Refused
from loa_protocol.keys import KeyRing
from loa_protocol.payload import Payload, decode
from loa_protocol.upward import EvidenceRows, TimeRequest
from loa_protocol.words import MessageType

AHEAD_MS = 5 * 60_000
"""How far ``iat`` may lie ahead of the receiver's clock."""

UPWARD_LIFETIME_MS = 400 * 86_400_000
"""``exp`` minus ``iat`` of what a device sends: it may not know the time yet, and a last will may wait for months."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The highest message accepted in a stream."""

    seq: int
    sha256: str


class ReplayMemory(Protocol):
    """The receiver's lasting memory of streams. Writing it is the receiver's: in one transaction with what it does."""

    def newest(self, stream: str) -> Seen | None:
        """The highest message accepted in the stream."""
        ...


class Verifier:
    """Verifies what comes to one receiver.

    ``targets`` are those that it answers to (device: its cluster, its areas, ``all``; server: ``server``), ``keys``
    the ring that finds the signer's key, ``memory`` what it has accepted before. The memory is only read here:
    ``payload.stream`` and ``seen(payload)`` are what the receiver must store together with the effect of the message.
    """

    def __init__(self, *, keys: KeyRing, targets: Collection[str], memory: ReplayMemory) -> None:
        self.keys = keys
        self.targets = frozenset(targets)
        self._memory = memory

    def verify(self, envelope: bytes, *, expected: MessageType, now_ms: int | None) -> Payload:
        """The payload of an envelope that came on a topic of type ``expected``, or ``Refused``.

        ``now_ms`` is the receiver's clock, None while it is unknown: then only key statements and time answers pass.
        """
        parts = take_apart(envelope, limit=size_limit(expected))
        key = self.keys.find(parts.kid, expected, now_ms)
        try:
            key.verify(parts.signature, signed_bytes(parts.payload))
        except InvalidSignature:
            raise Refused(Refusal.BAD_SIGNATURE, parts.kid) from None
        payload = decode(parts.payload)
        if payload.type is not expected:
            raise Refused(Refusal.MALFORMED, f"{payload.type} on a topic for {expected}")
        if payload.target not in self.targets:
            raise Refused(Refusal.WRONG_TARGET, payload.target)
        if isinstance(payload.message, TimeAnswer):
            self.keys.find(parts.kid, expected, payload.issued_at_ms)
        self._check_dates(payload, now_ms)
        self._check_sequence(payload)
        return payload

    def _check_dates(self, payload: Payload, now_ms: int | None) -> None:
        if isinstance(payload.message, TimeAnswer | TimeRequest):
            return  # fresh by their nonce; they exist to mend a wrong clock
        if now_ms is None:
            if isinstance(payload.message, KeyStatement):
                return  # the serial guards it until the clock is known
            raise Refused(Refusal.CLOCK_UNKNOWN, payload.stream)
        if now_ms >= payload.expires_at_ms:
            raise Refused(Refusal.EXPIRED, payload.stream)
        if payload.issued_at_ms > now_ms + AHEAD_MS:
            raise Refused(Refusal.AHEAD, payload.stream)

    def _check_sequence(self, payload: Payload) -> None:
        if isinstance(payload.message, EvidenceRows | TimeRequest):
            return  # idempotent by id and by nonce; a broker's order must not cost evidence
        newest = self._memory.newest(payload.stream)
        if newest is None or payload.seq > newest.seq:
            return
        if newest == seen(payload):
            raise Refused(Refusal.DUPLICATE, payload.stream)
        raise Refused(Refusal.REPLAYED, f"{payload.stream} {payload.seq} after {newest.seq}")


def seen(payload: Payload) -> Seen:
    """What a replay memory stores for an accepted payload under ``payload.stream``."""
    return Seen(payload.seq, payload.sha256)


class MemoryInRam:
    """A replay memory that forgets at exit: for tests, simulators and the cores of a benchmark."""

    def __init__(self) -> None:
        self._newest: dict[str, Seen] = {}

    def newest(self, stream: str) -> Seen | None:
        """The highest message remembered in the stream."""
        return self._newest.get(stream)

    def remember(self, payload: Payload) -> None:
        """Store an accepted payload."""
        self._newest[payload.stream] = seen(payload)
