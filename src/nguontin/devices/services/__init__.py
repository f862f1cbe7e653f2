"""Verbs of the room `devices`."""

from .enrolment import agree_enrol_code, enrol, make_enrol_code, printed
from .evidence import SignedRows, Stored, store_evidence
from .orders import order_silence, order_stop, order_urgent
from .programmes import forget_old, recompute, refresh_programmes
from .revocation import revoke_device
from .standing import Said, note_seen, note_standing

__all__ = [
    "Said",
    "SignedRows",
    "Stored",
    "agree_enrol_code",
    "enrol",
    "forget_old",
    "make_enrol_code",
    "note_seen",
    "note_standing",
    "order_silence",
    "order_stop",
    "order_urgent",
    "printed",
    "recompute",
    "refresh_programmes",
    "revoke_device",
    "store_evidence",
]
