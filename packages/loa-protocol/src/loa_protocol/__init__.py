"""Signed messages between a provincial source system and its loudspeakers (docs/protocol.md).

Write: ``encode`` a message to payload bytes, ``seal`` them with a private key. Read: ``Verifier.verify``. Nothing here
reads a clock, a file or a network.
"""

from loa_protocol import enrol, ids, topics
from loa_protocol.downward import Ack, Audio, Item, Key, KeyStatement, Programme, Stop, TimeAnswer, Urgent
from loa_protocol.envelope import assemble, seal, signed_bytes, size_limit, take_apart
from loa_protocol.errors import Refusal, Refused
from loa_protocol.keys import DeviceKey, KeyRing, ProvinceKeys, fingerprint, kid, public_key, public_text
from loa_protocol.payload import Message, Payload, canonical, decode, encode, stream_of, type_of
from loa_protocol.targets import ALL, SERVER, area_target, cluster_target
from loa_protocol.upward import Applied, Evidence, EvidenceRows, Presence, Telemetry, TimeRequest
from loa_protocol.verifier import UPWARD_LIFETIME_MS, MemoryInRam, ReplayMemory, Seen, Verifier, seen
from loa_protocol.words import Cause, Interrupted, ItemClass, KeyRole, MessageType, Outcome, PresenceState, Reason

__all__ = [
    "ALL",
    "SERVER",
    "UPWARD_LIFETIME_MS",
    "Ack",
    "Applied",
    "Audio",
    "Cause",
    "DeviceKey",
    "Evidence",
    "EvidenceRows",
    "Interrupted",
    "Item",
    "ItemClass",
    "Key",
    "KeyRing",
    "KeyRole",
    "KeyStatement",
    "MemoryInRam",
    "Message",
    "MessageType",
    "Outcome",
    "Payload",
    "Presence",
    "PresenceState",
    "Programme",
    "ProvinceKeys",
    "Reason",
    "Refusal",
    "Refused",
    "ReplayMemory",
    "Seen",
    "Stop",
    "Telemetry",
    "TimeAnswer",
    "TimeRequest",
    "Urgent",
    "Verifier",
    "area_target",
    "assemble",
    "canonical",
    "cluster_target",
    "decode",
    "encode",
    "enrol",
    "fingerprint",
    "ids",
    "kid",
    "public_key",
    "public_text",
    "seal",
    "seen",
    "signed_bytes",
    "size_limit",
    "stream_of",
    "take_apart",
    "topics",
    "type_of",
]
