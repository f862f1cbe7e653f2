"""Verbs of broadcasting: stations and their rules, airing, accepting, planning, closing."""

from .accepting import accept, decline
from .airing import air_bulletin, air_by_break_glass, review_break_glass, withdraw_broadcast
from .closing import Closing, close_many, close_occurrence, close_overdue
from .planning import Planning, occurrence_id, plan_station, plan_stations, roll_on
from .stations import (
    Preview,
    PreviewItem,
    SlotDraft,
    StationChanges,
    add_outlet,
    add_slot,
    add_station,
    change_slots,
    changes_of,
    check_slots,
)
from .totals import recount_totals

__all__ = [
    "Closing",
    "Planning",
    "Preview",
    "PreviewItem",
    "SlotDraft",
    "StationChanges",
    "accept",
    "add_outlet",
    "add_slot",
    "add_station",
    "air_bulletin",
    "air_by_break_glass",
    "change_slots",
    "changes_of",
    "check_slots",
    "close_many",
    "close_occurrence",
    "close_overdue",
    "decline",
    "occurrence_id",
    "plan_station",
    "plan_stations",
    "recount_totals",
    "review_break_glass",
    "roll_on",
    "withdraw_broadcast",
]
