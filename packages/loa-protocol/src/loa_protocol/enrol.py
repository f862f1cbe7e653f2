"""Enrolment: the printed code, the question and the answer, and the MACs that bind them to the code's secret."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from loa_protocol.checks import (
    boolean,
    hexadecimal,
    identity,
    integer,
    listed,
    read_record,
    record,
    text,
    wire,
    write_record,
)
from loa_protocol.downward import CODE
from loa_protocol.errors import Refusal, Refused
from loa_protocol.payload import canonical, load_object

PATH = "/loa/v1/enrol"
PREFIX = "loa1:"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class EnrolCode:
    """What the code says: server address without a trailing slash, cluster, root fingerprint, secret, code id."""

    server: str = wire(text(256, r"https?://[!-~]+[^/]"), name="u")
    cluster: UUID = wire(identity(), name="c")
    root: str = wire(hexadecimal(64), name="f")
    secret: str = wire(text(43, r"[0-9A-Za-z_-]{43}"), name="s")
    id: str = wire(text(64, r"[0-9A-Za-z_-]+"), name="i")

    @property
    def secret_bytes(self) -> bytes:
        """The shared secret, 32 bytes."""
        return base64.urlsafe_b64decode(self.secret + "=")


@dataclass(frozen=True, slots=True)
class Enrol:
    """The device's question; ``device`` is its raw public key in base64."""

    code: str = wire(text(64, r"[0-9A-Za-z_-]+"))
    cluster: UUID = wire(identity())
    device: str = wire(text(44, r"[A-Za-z0-9+/]{43}="))
    nonce: str = wire(hexadecimal(32))
    agent: str = wire(text(64))
    mac: str = wire(hexadecimal(64))


@dataclass(frozen=True, slots=True)
class Broker:
    """Where the device connects, and its own login."""

    host: str = wire(text(255))
    port: int = wire(integer(1, 65535))
    tls: bool = wire(boolean())
    user: str = wire(text(64))
    password: str = wire(text(256))


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The server's answer; ``keys`` is the envelope of the key statement as text."""

    root: str = wire(text(44, r"[A-Za-z0-9+/]{43}="))
    keys: str = wire(text(256 * 1024))
    province: str = wire(text(64, CODE))
    mqtt: Broker = wire(record(Broker))
    areas: tuple[str, ...] = wire(listed(text(64, CODE), longest=64))


def write_code(code: EnrolCode) -> str:
    """The code as printed and as shown in the QR picture."""
    raw = canonical(write_record(code))
    read_record(EnrolCode, load_object(raw, "code"), "code")
    return PREFIX + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read_code(printed: str) -> EnrolCode:
    """Read a code as typed or scanned; ``Refused`` (malformed) when it is none."""
    compact = "".join(printed.split())
    if not compact.startswith(PREFIX):
        raise Refused(Refusal.MALFORMED, "not an enrolment code")
    body = compact[len(PREFIX) :]
    try:
        raw = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise Refused(Refusal.MALFORMED, "enrolment code is not base64") from None
    return read_record(EnrolCode, load_object(raw, "code"), "code")


def question(code: EnrolCode, *, device: str, nonce: str, agent: str) -> Mapping[str, Any]:
    """The JSON object that a device posts."""
    mac = _question_mac(code.secret_bytes, code.id, code.cluster, device, nonce)
    return write_record(Enrol(code.id, code.cluster, device, nonce, agent, mac))


def read_question(body: bytes) -> Enrol:
    """The device's question in its form alone; ``question_holds`` checks the MAC once the code's secret is found."""
    return read_record(Enrol, load_object(body, "enrol"), "enrol")


def question_holds(asked: Enrol, secret: bytes) -> bool:
    """Whether the question was made by someone who holds the code's secret."""
    wanted = _question_mac(secret, asked.code, asked.cluster, asked.device, asked.nonce)
    return hmac.compare_digest(wanted, asked.mac)


def answer(enrolled: Enrolled, *, secret: bytes, nonce: str) -> Mapping[str, Any]:
    """The JSON object that the server answers, MAC included."""
    body = dict(write_record(enrolled))
    return {**body, "mac": _answer_mac(secret, nonce, body)}


def read_answer(body: bytes, *, secret: bytes, nonce: str) -> Enrolled:
    """The server's answer; ``Refused`` (bad signature) when its MAC is not of this secret and nonce."""
    found = load_object(body, "enrolled")
    mac = found.pop("mac", None)
    if not isinstance(mac, str) or not hmac.compare_digest(_answer_mac(secret, nonce, found).encode(), mac.encode()):
        raise Refused(Refusal.BAD_SIGNATURE, "enrolment answer")
    return read_record(Enrolled, found, "enrolled")


def _question_mac(secret: bytes, code: str, cluster: UUID, device: str, nonce: str) -> str:
    return _mac(secret, f"enrol1|{code}|{cluster}|{device}|{nonce}".encode())


def _answer_mac(secret: bytes, nonce: str, body: Mapping[str, Any]) -> str:
    return _mac(secret, f"enrolled1|{nonce}|".encode() + canonical(body))


def _mac(secret: bytes, message: bytes) -> str:
    return hmac.new(secret, message, hashlib.sha256).hexdigest()
