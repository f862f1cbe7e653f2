"""Keys: their names, the province's statement of them, and rings that find the key for a message."""

import base64
import hashlib
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from loa_protocol.downward import Key, KeyStatement
from loa_protocol.errors import Refusal, Refused
from loa_protocol.words import KeyRole, MessageType


def raw(key: Ed25519PublicKey) -> bytes:
    """The 32 bytes of a public key."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 of the raw public key, 64 hexadecimal digits: what is pinned at enrolment."""
    return hashlib.sha256(raw(key)).hexdigest()


def kid(key: Ed25519PublicKey) -> str:
    """Name of a key in envelopes: the first 16 digits of its fingerprint."""
    return fingerprint(key)[:16]


def public_text(key: Ed25519PublicKey) -> str:
    """The raw public key in base64, as statements and enrolment carry it."""
    return base64.b64encode(raw(key)).decode()


def public_key(encoded: str) -> Ed25519PublicKey:
    """The reverse of ``public_text``; ``Refused`` (malformed) for anything but 32 bytes in base64."""
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded, validate=True))
    except ValueError:
        raise Refused(Refusal.MALFORMED, "not a public key") from None


class KeyRing(Protocol):
    """Finds the public key that may sign a message of a type at an instant, or raises ``Refused``."""

    def find(self, key_id: str, message_type: MessageType, at_ms: int | None) -> Ed25519PublicKey:
        """The key called ``key_id``; ``at_ms`` None leaves its dates unchecked."""
        ...


class DeviceKey:
    """The ring of one device's own key: what the server checks a cluster's messages with."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key
        self._kid = kid(key)

    def find(self, key_id: str, message_type: MessageType, at_ms: int | None) -> Ed25519PublicKey:
        """The device's key, whatever the type and the instant."""
        if key_id != self._kid:
            raise Refused(Refusal.UNKNOWN_KEY, key_id)
        return self._key


class ProvinceKeys:
    """The ring of a province: the pinned root key signs ``keys`` statements, working keys everything else."""

    def __init__(self, root: Ed25519PublicKey, statement: KeyStatement | None = None) -> None:
        self._root = root
        self._root_kid = kid(root)
        self._statement = statement
        self._keys: dict[str, tuple[Key, Ed25519PublicKey]] = {}
        if statement is not None:
            self._keys = {key.kid: (key, public_key(key.pub)) for key in statement.keys}

    @property
    def serial(self) -> int:
        """Serial of the statement in force, 0 before the first."""
        return self._statement.serial if self._statement else 0

    def with_statement(self, statement: KeyStatement) -> "ProvinceKeys":
        """The ring under a newer statement; a serial that does not rise is ``Refused`` as rolled back."""
        if statement.serial <= self.serial:
            raise Refused(Refusal.ROLLED_BACK, f"serial {statement.serial} after {self.serial}")
        return ProvinceKeys(self._root, statement)

    def find(self, key_id: str, message_type: MessageType, at_ms: int | None) -> Ed25519PublicKey:
        """The root key for ``keys``, an unrevoked working key within its dates for the rest."""
        if message_type is MessageType.KEYS:
            if key_id != self._root_kid:
                raise Refused(Refusal.WRONG_ROLE, "only the root key signs statements")
            return self._root
        if key_id == self._root_kid:
            raise Refused(Refusal.WRONG_ROLE, "the root key signs statements only")
        if self._statement and key_id in self._statement.revoked:
            raise Refused(Refusal.REVOKED_KEY, key_id)
        if key_id not in self._keys:
            raise Refused(Refusal.UNKNOWN_KEY, key_id)
        key, public = self._keys[key_id]
        if key.role is not KeyRole.WORKING:
            raise Refused(Refusal.WRONG_ROLE, f"{key_id} is a {key.role} key")
        if at_ms is not None and not key.nbf <= at_ms < key.exp:
            raise Refused(Refusal.KEY_OUT_OF_DATE, key_id)
        return public
