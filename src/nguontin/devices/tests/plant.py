"""A station with enrolled clusters for tests, and boxes that speak the protocol with keys of their own."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import loa_protocol as lp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nguontin.broadcast.models import Broadcast, Outlet, Station
from nguontin.broadcast.services import add_outlet, add_slot, add_station, air_bulletin
from nguontin.bulletins.tests.desk import submitted
from nguontin.devices import keys
from nguontin.devices.models import Device
from nguontin.devices.services import enrol, make_enrol_code
from nguontin.kernel.clock import to_ms
from tests.support.world import World


@dataclass
class Box:
    """What stands on a pole: a key, a broker login, a counter."""

    cluster: UUID
    key: Ed25519PrivateKey
    user: str = ""
    password: str = ""
    seq: int = 0
    answer: lp.enrol.Enrolled | None = None

    @property
    def device(self) -> Device:
        """Its row on the server."""
        return Device.objects.get(outlet=self.cluster, revoked_at=None)

    def say(
        self, message: lp.Message, *, at: datetime, seq: int | None = None, key: Ed25519PrivateKey | None = None
    ) -> bytes:
        """An envelope of the box; another *seq* or *key* than its own makes a forged one."""
        self.seq = self.seq + 1 if seq is None else seq
        payload = lp.encode(
            message,
            target=lp.SERVER,
            seq=self.seq,
            issued_at_ms=to_ms(at),
            expires_at_ms=to_ms(at) + lp.UPWARD_LIFETIME_MS,
        )
        return lp.seal(payload, key or self.key)


def ask(text: str, key: Ed25519PrivateKey, **changes: object) -> tuple[bytes, lp.enrol.EnrolCode, str]:
    """The body that a box posts for a printed code, the code read, and the nonce."""
    code, nonce = lp.enrol.read_code(text), secrets.token_hex(16)
    question = lp.enrol.question(code, device=lp.public_text(key.public_key()), nonce=nonce, agent="loa thử")
    return lp.canonical({**question, **changes}), code, nonce


def enrolled_box(outlet: Outlet, world: World, at: datetime) -> Box:
    """A box that went through the whole enrolment."""
    key = Ed25519PrivateKey.generate()
    _code, text = make_enrol_code(outlet, by=world.technician, at=at)
    body, code, nonce = ask(text, key)
    answer = lp.enrol.read_answer(lp.canonical(enrol(body, at=at)), secret=code.secret_bytes, nonce=nonce)
    return Box(outlet.pk, key, answer.mqtt.user, answer.mqtt.password, answer=answer)


@dataclass
class Plant:
    """Commune a with a station, slots at 6:00 and 17:00, two clusters with boxes; keys made."""

    world: World
    station: Station
    outlets: list[Outlet]
    root: Path
    working: Path
    boxes: list[Box] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """The world's instant: a Friday, 9:00 in Vietnam."""
        return self.world.at

    @classmethod
    def build(cls, folder: Path, world: World, *, at: datetime | None = None) -> Plant:
        """Keys from a second before *at* on, so that nothing depends on the clock's grain."""
        at = at or world.at
        root = keys.make_root(folder / "root")
        working = folder / "working.pem"
        keys.issue_statement(root.path, working=[keys.make_working(working)], at=at - timedelta(seconds=1))
        station = add_station(world.a, "Đài phường", by=None, at=at)
        for name, hour in (("Sáng", 6), ("Chiều", 17)):
            add_slot(station, name, time(hour), 15, by=None, at=at)
        outlets = [
            add_outlet(station, "Trung tâm", by=None, at=at),
            add_outlet(station, "Nà Lòa", area=world.hamlets[world.a.pk][0], by=None, at=at),
        ]
        plant = cls(world, station, outlets, root.path, working)
        plant.boxes = [enrolled_box(outlet, world, at) for outlet in outlets]
        return plant

    def air(self, title: str = "Tiêm phòng dại", *, at: datetime | None = None) -> Broadcast:
        """An ordinary bulletin of the commune, approved and placed."""
        at = at or self.at
        return air_bulletin(
            submitted(self.world.officer_a, self.world.a, at=at, title=title), by=self.world.leader_a, at=at
        )
