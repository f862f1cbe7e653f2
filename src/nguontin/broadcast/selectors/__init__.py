"""Reads of broadcasting, each within the viewer's subtree."""

from .broadcasts import (
    broadcast_for,
    broadcast_of_bulletin,
    broadcasts,
    may_hear,
    occurrences_of,
    outcomes_of,
    outlets_of,
    visible,
)
from .placement import Placement, placements
from .programme import Airing, acceptance_for, programme_of, station_for, stations, today, waiting_acceptances, week

__all__ = [
    "Airing",
    "Placement",
    "acceptance_for",
    "broadcast_for",
    "broadcast_of_bulletin",
    "broadcasts",
    "may_hear",
    "occurrences_of",
    "outcomes_of",
    "outlets_of",
    "placements",
    "programme_of",
    "station_for",
    "stations",
    "today",
    "visible",
    "waiting_acceptances",
    "week",
]
