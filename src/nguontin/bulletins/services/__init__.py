"""Verbs of bulletins: write, give sound, submit, decide."""

from .drafting import change_bulletin, create_alarm_bulletin, create_bulletin, drop_text, write_text
from .review import (
    approve_bulletin,
    approve_by_break_glass,
    return_bulletin,
    submit_bulletin,
    take_back,
    withdraw_approved,
    withdraw_bulletin,
)
from .sound import attach_audio, heard, make_audio, speak

__all__ = [
    "approve_bulletin",
    "approve_by_break_glass",
    "attach_audio",
    "change_bulletin",
    "create_alarm_bulletin",
    "create_bulletin",
    "drop_text",
    "heard",
    "make_audio",
    "return_bulletin",
    "speak",
    "submit_bulletin",
    "take_back",
    "withdraw_approved",
    "withdraw_bulletin",
    "write_text",
]
