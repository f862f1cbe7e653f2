"""Station and Slot; Outlet; Broadcast, Target, Acceptance; Occurrence and DayTotal; BreakGlass."""

from .break_glass import BreakGlass
from .broadcast import Acceptance, Broadcast, BroadcastAudio, BroadcastTarget
from .occurrence import DayTotal, Occurrence
from .outlet import Outlet
from .station import Slot, Station

__all__ = [
    "Acceptance",
    "BreakGlass",
    "Broadcast",
    "BroadcastAudio",
    "BroadcastTarget",
    "DayTotal",
    "Occurrence",
    "Outlet",
    "Slot",
    "Station",
]
