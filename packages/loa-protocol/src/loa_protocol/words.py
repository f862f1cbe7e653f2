"""The protocol's closed lists of words."""

from enum import StrEnum


class MessageType(StrEnum):
    """Type of a message: its ``t`` and the last part of its topic. ``time`` goes both ways, question and answer."""

    KEYS = "keys"
    PROGRAMME = "programme"
    URGENT = "urgent"
    STOP = "stop"
    TIME = "time"
    ACK = "ack"
    PRESENCE = "presence"
    APPLIED = "applied"
    EVIDENCE = "evidence"
    TELEMETRY = "telemetry"


class Outcome(StrEnum):
    """How an occurrence ended."""

    PLAYED = "played"
    PARTLY = "partly"
    SKIPPED = "skipped"
    MISSED = "missed"


class Reason(StrEnum):
    """Why an occurrence did not play in full. The last five are given by the server, which alone can know them."""

    QUIET_HOURS = "quiet_hours"
    SESSION_MINUTES = "session_minutes"
    DAY_MINUTES = "day_minutes"
    LATE = "late"
    AUDIO_MISSING = "audio_missing"
    AUDIO_CORRUPT = "audio_corrupt"
    DECODE_FAILED = "decode_failed"
    SINK_FAILED = "sink_failed"
    INTERRUPTED = "interrupted"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CLOCK_UNKNOWN = "clock_unknown"
    POWER_CUT = "power_cut"
    NO_PROGRAMME = "no_programme"
    DEVICE_SILENT = "device_silent"
    NOT_ENROLLED = "not_enrolled"
    NOT_ACCEPTED = "not_accepted"
    REVOKED = "revoked"


SERVER_REASONS = frozenset(
    {Reason.NO_PROGRAMME, Reason.DEVICE_SILENT, Reason.NOT_ENROLLED, Reason.NOT_ACCEPTED, Reason.REVOKED}
)
"""Reasons that no device may send."""


class ItemClass(StrEnum):
    """Class of a programme item (Circular TT 39); the third class, urgent, is a message of its own."""

    ORDINARY = "ordinary"
    PRIORITY = "priority"


class Cause(StrEnum):
    """What allows an urgent broadcast (Circular TT 39)."""

    DISASTER = "disaster"
    FIRE = "fire"
    EPIDEMIC = "epidemic"
    RESCUE = "rescue"


class Interrupted(StrEnum):
    """What becomes of an item that urgent has interrupted."""

    RESUME = "resume"
    RESTART = "restart"


class KeyRole(StrEnum):
    """What a key of the statement may sign: messages, or software releases."""

    WORKING = "working"
    RELEASE = "release"


class PresenceState(StrEnum):
    """Whether the device stands in connection with the broker."""

    ONLINE = "online"
    OFFLINE = "offline"
