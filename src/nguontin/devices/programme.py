"""The programme of a cluster, derived from the rows of the broadcast room alone.

Both the desired state (services.programmes) and the signer derive it here; the signer signs only what its own
derivation, from its own look at the database, equals. The horizon begins at local midnight and is eight days long, so
that a cluster always has seven whole days, and nothing but the day and the rows decides the body.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import loa_protocol as lp
from loa_protocol.checks import write_record

from nguontin.broadcast.models import BroadcastAudio, Occurrence, Outlet
from nguontin.broadcast.states import BroadcastState, Outcome
from nguontin.bulletins.states import BulletinClass
from nguontin.kernel.clock import LOCAL, to_ms
from nguontin.units.models import Unit

HORIZON_DAYS = 8
AUDIO_PATH = "/loa/v1/audio/"


@dataclass(frozen=True, slots=True)
class Draft:
    """A programme whose version is still to be given, and the outlet's mark it was derived under."""

    programme: lp.Programme
    changed_at: datetime | None

    @property
    def content_sha256(self) -> str:
        """Hash of everything but the version."""
        return hashlib.sha256(body_of(self.programme).encode()).hexdigest()

    def body(self, version: int) -> str:
        """Canonical JSON of the body under a version."""
        return body_of(replace(self.programme, version=version))


def body_of(message: lp.Message) -> str:
    """Canonical JSON of a message's body."""
    return lp.canonical(write_record(message)).decode()


def local_day(at: datetime) -> date:
    """The day in Vietnam."""
    return at.astimezone(LOCAL).date()


def horizon(day: date) -> tuple[datetime, datetime]:
    """First instant of the local day, and the instant eight days later."""
    start = datetime.combine(day, time(), LOCAL)
    return start, datetime.combine(day + timedelta(days=HORIZON_DAYS), time(), LOCAL)


def area_code(unit: Unit) -> str:
    """Name of a unit in topics: its official code, or ``u`` and its id when it has none (hamlets)."""
    return unit.code or f"u{unit.pk}"


def areas_of(outlets: Iterable[Outlet]) -> dict[UUID, tuple[str, ...]]:
    """Area names of each outlet, from the province down to its own; one query."""
    chains = {outlet.pk: [int(part) for part in outlet.area.path.split("/") if part] for outlet in outlets}
    units = Unit.objects.in_bulk({pk for chain in chains.values() for pk in chain})
    return {outlet: tuple(area_code(units[pk]) for pk in chain) for outlet, chain in chains.items()}


def wire_audio(broadcasts: Collection[UUID]) -> dict[UUID, tuple[lp.Audio, ...]]:
    """The sounds of each broadcast in their order; one query."""
    found: dict[UUID, list[lp.Audio]] = defaultdict(list)
    for row in BroadcastAudio.objects.filter(broadcast__in=broadcasts).order_by("broadcast", "position"):
        found[row.broadcast_id].append(
            lp.Audio(
                lang=row.language,
                sha256=row.sha256,
                size=row.size,
                duration_ms=row.duration_ms,
                url=AUDIO_PATH + row.sha256,
            )
        )
    return {broadcast: tuple(rows) for broadcast, rows in found.items()}


def derive(outlet_ids: Collection[UUID], *, day: date) -> dict[UUID, Draft]:
    """Programmes of outlets for the horizon that begins on a day: four queries, however many outlets."""
    outlets = list(Outlet.objects.filter(pk__in=outlet_ids).select_related("station", "area"))
    start, end = horizon(day)
    rows = list(
        Occurrence.objects.filter(
            outlet__in=outlets,
            outcome=Outcome.OPEN,
            starts_at__gte=start,
            starts_at__lt=end,
            broadcast__state=BroadcastState.LIVE,
        )
        .exclude(broadcast__klass=BulletinClass.URGENT)
        .order_by("starts_at", "position", "id")
        .values("id", "broadcast_id", "outlet_id", "starts_at", "session", "position", "planned_ms", "broadcast__klass")
    )
    sounds = wire_audio({row["broadcast_id"] for row in rows})
    areas = areas_of(outlets)
    items: dict[UUID, list[lp.Item]] = defaultdict(list)
    for row in rows:
        if row["broadcast_id"] in sounds:
            items[row["outlet_id"]].append(_item(row, sounds[row["broadcast_id"]]))
    return {
        outlet.pk: Draft(
            _programme(outlet, areas[outlet.pk], tuple(items[outlet.pk]), (start, end)), outlet.programme_changed_at
        )
        for outlet in outlets
    }


def _item(row: Mapping[str, Any], audio: tuple[lp.Audio, ...]) -> lp.Item:
    return lp.Item(
        occurrence=row["id"],
        broadcast=row["broadcast_id"],
        start=to_ms(row["starts_at"]),
        session=row["session"],
        order=row["position"],
        item_class=lp.ItemClass(row["broadcast__klass"]),
        audio=audio,
        planned_ms=row["planned_ms"],
    )


def _programme(
    outlet: Outlet, areas: tuple[str, ...], items: tuple[lp.Item, ...], span: tuple[datetime, datetime]
) -> lp.Programme:
    station = outlet.station
    quiet = (f"{station.quiet_from:%H:%M}", f"{station.quiet_to:%H:%M}")
    return lp.Programme(
        version=1,
        horizon=(to_ms(span[0]), to_ms(span[1])),
        timezone=str(LOCAL),
        areas=areas,
        volume=station.volume,
        quiet=(quiet,) if quiet[0] != quiet[1] else (),
        max_session_s=station.max_session_minutes * 60,
        max_day_s=station.max_day_minutes * 60,
        late_cutoff_s=station.late_cutoff_minutes * 60,
        interrupted=lp.Interrupted(station.interrupted),
        items=items,
    )
