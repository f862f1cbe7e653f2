"""Verbs of the room `alarms`."""

from .ending import cancel_alarm, end_alarm
from .glass import break_glass, escalate, minutes_of, review, see_notice
from .mending import finish_interrupted, finish_played
from .raising import confirm_alarm, prepare_alarm

__all__ = [
    "break_glass",
    "cancel_alarm",
    "confirm_alarm",
    "end_alarm",
    "escalate",
    "finish_interrupted",
    "finish_played",
    "minutes_of",
    "prepare_alarm",
    "review",
    "see_notice",
]
