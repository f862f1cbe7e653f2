"""Payload bytes: ``{"v","t","target","seq","iat","exp","body"}``, written canonically and read strictly."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

from loa_protocol.checks import INTEGER_MAX, integer, malformed, read_record, text, write_record
from loa_protocol.downward import Ack, KeyStatement, Programme, Stop, TimeAnswer, Urgent
from loa_protocol.errors import Refusal, Refused
from loa_protocol.targets import TargetKind, kind_of
from loa_protocol.upward import Applied, EvidenceRows, Presence, Telemetry, TimeRequest
from loa_protocol.words import MessageType

VERSION = 1

Downward: TypeAlias = KeyStatement | Programme | Urgent | Stop | TimeAnswer | Ack
Upward: TypeAlias = Presence | Applied | EvidenceRows | TimeRequest | Telemetry
Message: TypeAlias = Downward | Upward


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a message class is on the wire: its type and the kinds of target that it may have."""

    type: MessageType
    targets: frozenset[TargetKind]


_ONE = frozenset({TargetKind.CLUSTER})
_MANY = frozenset({TargetKind.CLUSTER, TargetKind.AREA})
_UP = frozenset({TargetKind.SERVER})

_KINDS: dict[type[Message], _Kind] = {
    KeyStatement: _Kind(MessageType.KEYS, frozenset({TargetKind.ALL})),
    Programme: _Kind(MessageType.PROGRAMME, _ONE),
    Urgent: _Kind(MessageType.URGENT, _MANY),
    Stop: _Kind(MessageType.STOP, _MANY),
    TimeAnswer: _Kind(MessageType.TIME, _ONE),
    Ack: _Kind(MessageType.ACK, _ONE),
    Presence: _Kind(MessageType.PRESENCE, _UP),
    Applied: _Kind(MessageType.APPLIED, _UP),
    EvidenceRows: _Kind(MessageType.EVIDENCE, _UP),
    TimeRequest: _Kind(MessageType.TIME, _UP),
    Telemetry: _Kind(MessageType.TELEMETRY, _UP),
}
_CLASSES = {(kind.type, target): cls for cls, kind in _KINDS.items() for target in kind.targets}
_TYPES = frozenset(MessageType)
_MOMENT = integer(0, INTEGER_MAX)
_HEAD = ("v", "t", "target", "seq", "iat", "exp", "body")


@dataclass(frozen=True, slots=True)
class Payload:
    """A payload read: the message and its head. ``issued_at_ms`` and ``expires_at_ms`` are ms since the epoch, UTC."""

    type: MessageType
    target: str
    seq: int
    issued_at_ms: int
    expires_at_ms: int
    message: Message
    sha256: str

    @property
    def stream(self) -> str:
        """Name of the stream that ``seq`` counts in."""
        return stream_of(self.target, self.type)


def stream_of(target: str, message_type: MessageType) -> str:
    """Name of the stream (target and type) in which sequence numbers only rise."""
    return f"{target}/{message_type}"


def type_of(message: Message) -> MessageType:
    """The wire type of a message."""
    return _KINDS[type(message)].type


def canonical(value: Any) -> bytes:
    """Canonical JSON: keys sorted, no white space, UTF-8 unescaped; ``TypeError`` for anything with a float in it."""
    _forbid_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _forbid_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("no floats on the wire")
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for entry in value:
            _forbid_floats(entry)


def encode(message: Message, *, target: str, seq: int, issued_at_ms: int, expires_at_ms: int) -> bytes:
    """Payload bytes of a message, ready to be signed; ``Refused`` when a reader would refuse them as malformed."""
    payload = canonical(
        {
            "v": VERSION,
            "t": str(type_of(message)),
            "target": target,
            "seq": seq,
            "iat": issued_at_ms,
            "exp": expires_at_ms,
            "body": write_record(message),
        }
    )
    if type(decode(payload).message) is not type(message):
        raise Refused(Refusal.WRONG_TARGET, f"{type(message).__name__} cannot go to {target}")
    return payload


def decode(payload: bytes) -> Payload:
    """Read payload bytes whose signature has been verified; raises ``Refused``."""
    head = load_object(payload, "payload")
    for name in _HEAD:
        if name not in head:
            raise malformed(f"payload.{name}", "missing")
    if integer(1).read(head["v"], "payload.v") != VERSION:
        raise Refused(Refusal.UNKNOWN_VERSION, f"version {head['v']}")
    word = text(32).read(head["t"], "payload.t")
    if word not in _TYPES:
        raise Refused(Refusal.UNKNOWN_TYPE, f"type {word}")
    message_type = MessageType(word)
    target = text(128).read(head["target"], "payload.target")
    cls = _CLASSES.get((message_type, kind_of(target)))
    if cls is None:
        raise Refused(Refusal.WRONG_TARGET, f"{message_type} cannot go to {target}")
    issued, expires = _MOMENT.read(head["iat"], "payload.iat"), _MOMENT.read(head["exp"], "payload.exp")
    if expires <= issued:
        raise malformed("payload.exp", "not after iat")
    return Payload(
        type=message_type,
        target=target,
        seq=integer(1).read(head["seq"], "payload.seq"),
        issued_at_ms=issued,
        expires_at_ms=expires,
        message=read_record(cls, head["body"], "body"),
        sha256=hashlib.sha256(payload).hexdigest(),
    )


def load_object(data: bytes, path: str) -> dict[str, Any]:
    """A JSON object, read so that no two readers can differ: no doubled keys, no floats, no NaN; raises ``Refused``."""
    try:
        value = json.loads(data.decode(), object_pairs_hook=_undoubled, parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as problem:
        raise malformed(path, f"not JSON ({problem})"[:200]) from None
    if type(value) is not dict:
        raise malformed(path, "not an object")
    return value


def _undoubled(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_float(word: str) -> NoReturn:
    raise ValueError(f"{word} is no integer")
