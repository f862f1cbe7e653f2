"""Bodies that the server sends. All times are integer milliseconds since the epoch, UTC."""

import base64
import hashlib
from dataclasses import dataclass
from uuid import UUID

from loa_protocol.checks import choice, hexadecimal, identity, integer, listed, malformed, nullable, record, text, wire
from loa_protocol.words import Cause, Interrupted, ItemClass, KeyRole

CODE = r"[0-9A-Za-z._-]+"
"""Form of a province's or a unit's code: it stands in topics, so it has no slash, plus or number sign."""

DAY_S = 86_400
MAX_AUDIO_BYTES = 64 * 1024 * 1024
MAX_AUDIO_MS = 4 * 3_600_000

_ms = integer()
_clock_time = text(5, r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Audio:
    """One language's sound, known by the SHA-256 of its Opus file; ``url`` is a path below the server's address."""

    lang: str = wire(text(16, r"[a-z]{2,3}(-[0-9A-Za-z]+)*"))
    sha256: str = wire(hexadecimal(64))
    size: int = wire(integer(1, MAX_AUDIO_BYTES))
    duration_ms: int = wire(integer(1, MAX_AUDIO_MS))
    url: str = wire(text(512, r"/[!-~]*"))


_audio = listed(record(Audio), shortest=1, longest=16)


@dataclass(frozen=True, slots=True)
class Item:
    """One occurrence of one broadcast at this loudspeaker; ``item_class`` is ``class`` on the wire."""

    occurrence: UUID = wire(identity())
    broadcast: UUID = wire(identity())
    start: int = wire(_ms)
    session: str = wire(text(64))
    order: int = wire(integer(0, 1_000_000))
    item_class: ItemClass = wire(choice(ItemClass), name="class")
    audio: tuple[Audio, ...] = wire(_audio)
    planned_ms: int = wire(integer(1, 2 * MAX_AUDIO_MS))


@dataclass(frozen=True, slots=True)
class Programme:
    """What one loudspeaker plays within ``horizon`` (from, to); ``quiet`` holds local times, ``max_*_s`` seconds."""

    version: int = wire(integer(1))
    horizon: tuple[int, int] = wire(listed(_ms, shortest=2, longest=2))
    timezone: str = wire(text(64, r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*"))
    areas: tuple[str, ...] = wire(listed(text(64, CODE), longest=64))
    volume: int = wire(integer(0, 100))
    quiet: tuple[tuple[str, str], ...] = wire(listed(listed(_clock_time, shortest=2, longest=2), longest=8))
    max_session_s: int = wire(integer(0, DAY_S))
    max_day_s: int = wire(integer(0, DAY_S))
    late_cutoff_s: int = wire(integer(0, DAY_S))
    interrupted: Interrupted = wire(choice(Interrupted))
    items: tuple[Item, ...] = wire(listed(record(Item), longest=4096))

    def __post_init__(self) -> None:
        """Refuse a horizon that ends before it begins and an occurrence that stands twice."""
        if self.horizon[0] >= self.horizon[1]:
            raise malformed("programme.horizon", "ends before it begins")
        if len({item.occurrence for item in self.items}) != len(self.items):
            raise malformed("programme.items", "an occurrence stands twice")


@dataclass(frozen=True, slots=True)
class Urgent:
    """An alarm: ``repeats`` times, ``every_s`` from start to start, ``max_s`` seconds of sound in all."""

    command: UUID = wire(identity())
    broadcast: UUID = wire(identity())
    audio: tuple[Audio, ...] = wire(_audio)
    starts_at: int = wire(_ms)
    repeats: int = wire(integer(1, 100))
    every_s: int = wire(integer(0, DAY_S))
    max_s: int = wire(integer(1, DAY_S))
    cause: Cause = wire(choice(Cause))
    interrupted: Interrupted = wire(choice(Interrupted))


@dataclass(frozen=True, slots=True)
class Stop:
    """Silence: one broadcast, or everything that sounds (null); until an instant, or this once (null)."""

    command: UUID = wire(identity())
    broadcast: UUID | None = wire(nullable(identity()))
    until: int | None = wire(nullable(_ms))


@dataclass(frozen=True, slots=True)
class TimeAnswer:
    """The server's clock when the question came and when the answer left."""

    nonce: str = wire(hexadecimal(32))
    received: int = wire(_ms)
    sent: int = wire(_ms)


@dataclass(frozen=True, slots=True)
class Ack:
    """Evidence rows that the server has stored."""

    ids: tuple[UUID, ...] = wire(listed(identity(), longest=1000))


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the statement; ``pub`` is the raw public key in base64, valid from ``nbf`` until before ``exp``."""

    kid: str = wire(hexadecimal(16))
    role: KeyRole = wire(choice(KeyRole))
    pub: str = wire(text(44, r"[A-Za-z0-9+/]{43}="))
    nbf: int = wire(_ms)
    exp: int = wire(_ms)


@dataclass(frozen=True, slots=True)
class KeyStatement:
    """Which keys speak for the province; signed by the root key alone."""

    serial: int = wire(integer(1))
    keys: tuple[Key, ...] = wire(listed(record(Key), longest=64))
    revoked: tuple[str, ...] = wire(listed(hexadecimal(16), longest=1024))

    def __post_init__(self) -> None:
        """Refuse a key under a name that is not its own, and a name that stands twice."""
        for key in self.keys:
            if hashlib.sha256(base64.b64decode(key.pub)).hexdigest()[:16] != key.kid:
                raise malformed("keys", f"{key.kid} does not name its key")
        if len({key.kid for key in self.keys}) != len(self.keys):
            raise malformed("keys", "a key stands twice")
