"""Envelopes: ``{"p": base64(payload), "s": base64(signature), "k": kid}``. Signing needs payload and key alone."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa_protocol.checks import malformed
from loa_protocol.errors import Refusal, Refused
from loa_protocol.keys import kid
from loa_protocol.payload import canonical, load_object
from loa_protocol.words import MessageType

SIGNED_PREFIX = b"loa1\x00"
"""Stands before the payload in what is signed, so that no signature made for another purpose fits."""

MAX_ENVELOPE = 256 * 1024
MAX_PROGRAMME_ENVELOPE = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope taken apart; nothing in it has been verified."""

    payload: bytes
    signature: bytes
    kid: str


def size_limit(message_type: MessageType) -> int:
    """Greatest envelope of a type, in bytes."""
    return MAX_PROGRAMME_ENVELOPE if message_type is MessageType.PROGRAMME else MAX_ENVELOPE


def signed_bytes(payload: bytes) -> bytes:
    """What is signed: for signers (PKCS#11) that hold no ``Ed25519PrivateKey``."""
    return SIGNED_PREFIX + payload


def seal(payload: bytes, key: Ed25519PrivateKey) -> bytes:
    """Sign payload bytes and put them in an envelope."""
    return assemble(payload, key.sign(signed_bytes(payload)), kid(key.public_key()))


def assemble(payload: bytes, signature: bytes, key_id: str) -> bytes:
    """Put a payload and a signature made elsewhere over ``signed_bytes(payload)`` in an envelope."""
    return canonical({"p": base64.b64encode(payload).decode(), "s": base64.b64encode(signature).decode(), "k": key_id})


def take_apart(envelope: bytes, *, limit: int = MAX_PROGRAMME_ENVELOPE) -> Envelope:
    """Split an envelope of at most ``limit`` bytes; raises ``Refused`` (too large, malformed)."""
    if len(envelope) > limit:
        raise Refused(Refusal.TOO_LARGE, f"{len(envelope)} bytes")
    found = load_object(envelope, "envelope")
    return Envelope(
        payload=_bytes(found.get("p"), "envelope.p"),
        signature=_bytes(found.get("s"), "envelope.s"),
        kid=_kid(found.get("k")),
    )


def _kid(value: Any) -> str:
    if type(value) is not str or len(value) != 16:
        raise malformed("envelope.k", "not a key id")
    return value


def _bytes(value: Any, path: str) -> bytes:
    if type(value) is not str:
        raise malformed(path, "not base64")
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise malformed(path, "not base64") from None
