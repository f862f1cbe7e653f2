"""Where and when a bulletin would air if it were approved now: what the approver sees before saying yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nguontin.broadcast.models import Station
from nguontin.broadcast.plan import Candidate, LeftOut, Planned
from nguontin.broadcast.services.airing import LANGUAGE_PAUSE_MS, accepted_by_itself
from nguontin.broadcast.services.planning import load, receiving_outlets
from nguontin.bulletins.models import Bulletin, Revision
from nguontin.bulletins.states import BulletinClass

SOON = UUID(int=0)  # stands for the broadcast that does not exist yet


@dataclass(frozen=True, slots=True)
class Placement:
    """One station: outlets that would play it, whether it waits for the commune, its times, what does not fit."""

    station: Station
    outlets: int
    waits: bool
    items: tuple[Planned, ...]
    left_out: tuple[LeftOut, ...]
    pushed_out: int

    @property
    def first(self) -> datetime | None:
        """When it would sound first."""
        return self.items[0].starts_at if self.items else None


def placements(bulletin: Bulletin, revision: Revision, *, at: datetime) -> list[Placement]:
    """One entry per station in reach, in a fixed number of queries; *revision* has its texts and sound prefetched."""
    paths = list(bulletin.targets.values_list("path", flat=True)) or [bulletin.unit.path]
    counts: dict[int, int] = {}
    stations: dict[int, Station] = {}
    for outlet in receiving_outlets(paths).select_related("station__unit"):
        counts[outlet.station_id] = counts.get(outlet.station_id, 0) + 1
        stations[outlet.station_id] = outlet.station
    found = []
    for standing in load(stations.values(), at=at):
        station = standing.station
        waits = not accepted_by_itself(bulletin.klass, bulletin.unit, station)
        before = standing.plan(at=at)
        wanted = standing.plan(at=at, more=[_candidate(bulletin, revision, at)])
        lost = {(one.broadcast, one.session) for one in wanted.left_out if one.broadcast != SOON}
        found.append(
            Placement(
                station,
                counts[station.pk],
                waits,
                tuple(item for item in wanted.items if item.broadcast == SOON),
                tuple(one for one in wanted.left_out if one.broadcast == SOON),
                len(lost - {(one.broadcast, one.session) for one in before.left_out}),
            )
        )
    return sorted(found, key=lambda one: (one.station.unit.folded, one.station.name))


def _candidate(bulletin: Bulletin, revision: Revision, at: datetime) -> Candidate:
    sounds = [text.audio.duration_ms for text in revision.texts.all() if hasattr(text, "audio")]
    return Candidate(
        broadcast=SOON,
        priority=bulletin.klass == BulletinClass.PRIORITY,
        position=100,
        approved_at=at,
        duration_ms=sum(sounds) + LANGUAGE_PAUSE_MS * max(0, len(sounds) - 1),
        valid_from=bulletin.valid_from or date.min,
        valid_to=bulletin.valid_to or date.max,
    )
