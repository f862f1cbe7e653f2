"""Bodies that a loudspeaker sends. All times are integer milliseconds since the epoch, UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from loa_protocol.checks import (
    boolean,
    choice,
    counted,
    hexadecimal,
    identity,
    integer,
    listed,
    malformed,
    nullable,
    record,
    text,
    wire,
)
from loa_protocol.errors import Refusal
from loa_protocol.ids import evidence_id
from loa_protocol.words import SERVER_REASONS, Outcome, PresenceState, Reason

MAX_EVIDENCE_ROWS = 50
NO_PROGRAMME = "0" * 64

_ms = integer()


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether the device is connected; ``since`` is null in a last will, whose hour nobody can know beforehand."""

    state: PresenceState = wire(choice(PresenceState))
    agent: str = wire(text(64))
    since: int | None = wire(nullable(_ms))


@dataclass(frozen=True, slots=True)
class Applied:
    """The programme that the device stands on, whether all its audio is there, and what was refused since the start.

    Without a programme the version is 0 and the hash ``NO_PROGRAMME``.
    """

    version: int = wire(integer(0))
    sha256: str = wire(hexadecimal(64))
    ready: bool = wire(boolean())
    missing: tuple[str, ...] = wire(listed(hexadecimal(64), longest=1000))
    refused: Mapping[Refusal, int] = wire(counted(choice(Refusal), longest=len(Refusal)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """How one occurrence ended. ``clock_error_ms`` bounds the clock's error, null when the clock was not known."""

    id: UUID = wire(identity())
    occurrence: UUID = wire(identity())
    broadcast: UUID = wire(identity())
    outcome: Outcome = wire(choice(Outcome))
    reason: Reason | None = wire(nullable(choice(Reason)))
    start: int | None = wire(nullable(_ms))
    end: int | None = wire(nullable(_ms))
    played_ms: int = wire(integer())
    audio: tuple[str, ...] = wire(listed(hexadecimal(64), longest=16))
    volume: int = wire(integer(0, 100))
    clock_error_ms: int | None = wire(nullable(integer()))

    def __post_init__(self) -> None:
        """Refuse a row under a foreign id, one that failed without a reason, and a reason that is not the device's."""
        if self.id != evidence_id(self.occurrence):
            raise malformed("evidence.id", "not of this occurrence")
        if (self.reason is None) != (self.outcome is Outcome.PLAYED):
            raise malformed("evidence.reason", "all but played have a reason")
        if self.reason in SERVER_REASONS:
            raise malformed("evidence.reason", "the server's own")


@dataclass(frozen=True, slots=True)
class EvidenceRows:
    """A message of up to 50 rows."""

    rows: tuple[Evidence, ...] = wire(listed(record(Evidence), shortest=1, longest=MAX_EVIDENCE_ROWS))


@dataclass(frozen=True, slots=True)
class TimeRequest:
    """What is the time? The nonce (128 bits, 32 hexadecimal digits) comes back in the answer."""

    nonce: str = wire(hexadecimal(32))


@dataclass(frozen=True, slots=True)
class Telemetry:
    """State of the box: ``disk_free`` in bytes, ``faults`` as short codes."""

    at: int = wire(_ms)
    playing: UUID | None = wire(nullable(identity()))
    volume: int = wire(integer(0, 100))
    disk_free: int = wire(integer())
    clock_error_ms: int | None = wire(nullable(integer()))
    sink: str = wire(text(64))
    faults: tuple[str, ...] = wire(listed(text(200), longest=32))
