"""Why a message is not accepted, as a code that both sides count and report."""

from enum import StrEnum


class Refusal(StrEnum):
    """Codes of refusal; ``applied.refused`` counts them on the device, the gateway counts them on the server."""

    TOO_LARGE = "too_large"
    MALFORMED = "malformed"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_KEY = "unknown_key"
    REVOKED_KEY = "revoked_key"
    KEY_OUT_OF_DATE = "key_out_of_date"
    WRONG_ROLE = "wrong_role"
    UNKNOWN_VERSION = "unknown_version"
    UNKNOWN_TYPE = "unknown_type"
    WRONG_TARGET = "wrong_target"
    EXPIRED = "expired"
    AHEAD = "ahead"
    REPLAYED = "replayed"
    DUPLICATE = "duplicate"
    ROLLED_BACK = "rolled_back"
    CLOCK_UNKNOWN = "clock_unknown"


class Refused(Exception):
    """A message was refused; ``reason`` is the code, ``detail`` says where and what, for a log and never for a rule."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
