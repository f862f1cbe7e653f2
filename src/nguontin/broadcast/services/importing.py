"""Stations from a table: a row per station, with its clusters and slots; shown first, then done."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time
from functools import partial

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from nguontin.broadcast.models import Outlet, Station
from nguontin.kernel.errors import DomainError
from nguontin.kernel.fold import fold
from nguontin.kernel.importing import Importer, PlannedRow, RowError, Step, Steps
from nguontin.kernel.spreadsheet import Row
from nguontin.units.models import Unit, UnitKind
from nguontin.units.scope import Viewer
from nguontin.units.services.imports.places import Places

from .stations import add_outlet, add_slot, add_station

COLUMNS = {
    "commune": ("Xã, phường", "Mã xã", "Xã", "Phường", "Xã/phường", "Đơn vị"),
    "station": ("Tên đài", "Đài"),
    "outlets": ("Cụm loa", "Các cụm loa"),
    "slots": ("Khung giờ", "Các khung giờ"),
}
_SLOT = re.compile(r"(\d{1,2})[:hg.](\d{2})?(?:\s*[,(/-]?\s*(\d{1,3})\s*(?:phút|ph|p|')?\)?)?\Z", re.IGNORECASE)
_OUTLET = re.compile(r"(?P<name>[^()]{1,120}?)\s*(?:\((?P<area>[^()]+)\))?\Z")
DEFAULT_MINUTES = 15


def station_importer(*, by: Viewer, at: datetime) -> Importer:
    """Rows: commune (name or code), station, clusters and slots divided by ";".

    A cluster may name its hamlet in brackets: "Nhà văn hóa (Xóm Nà Lòa)". A slot is "17:00" or "17h00 20 phút".
    """
    return Importer(COLUMNS, ("commune", "station"), _Planner(by, at).plan)


class _Planner:
    def __init__(self, by: Viewer, at: datetime) -> None:
        self.by, self.at = by, at
        self.places = Places(by, (UnitKind.COMMUNE, UnitKind.WARD))

    def plan(self, rows: list[Row]) -> Steps:
        found = Steps([], 0, [])
        seen: dict[tuple[int, str], int] = {}
        for row in rows:
            try:
                commune = self.places.find(row["commune"])
                name = " ".join(row["station"].split())
                if not 2 <= len(name) <= 120:
                    raise DomainError("row_name", _("Thiếu tên đài."))
                first = seen.setdefault((commune.pk, name), row.number)
                if first != row.number:
                    raise DomainError("row_twice", _("Trùng với dòng %(row)d.") % {"row": first})
                found.add(self._step(row, commune, name))
            except DomainError as error:
                found.errors.append(RowError(row.number, error.message))
        return found

    def _step(self, row: Row, commune: Unit, name: str) -> Step | None:
        there = (
            Station.objects.filter(unit=commune, name=name)
            .prefetch_related("slots", Prefetch("outlets", Outlet.objects.order_by("name")))
            .first()
        )
        known = {outlet.name for outlet in there.outlets.all()} if there else set()
        taken = {slot.starts for slot in there.slots.all()} if there else set()
        outlets = [(title, area) for title, area in read_outlets(row["outlets"], commune) if title not in known]
        slots = [(starts, minutes) for starts, minutes in read_slots(row["slots"]) if starts not in taken]
        if there is not None and not outlets and not slots:
            return None
        fields = {}
        if outlets:
            fields[_("Cụm loa")] = ("", "; ".join(f"{title} ({area.name})" for title, area in outlets))
        if slots:
            fields[_("Khung giờ")] = ("", "; ".join(f"{starts:%H:%M} {minutes} phút" for starts, minutes in slots))
        planned = PlannedRow(row.number, f"{name}, {commune.name}", fields)
        do: Callable[[], object] = partial(self._do, commune, name, outlets, slots)
        return Step(planned, there is None, do)

    def _do(self, commune: Unit, name: str, outlets: list[tuple[str, Unit]], slots: list[tuple[time, int]]) -> Station:
        station = add_station(commune, name, by=self.by, at=self.at)
        for starts, minutes in slots:
            add_slot(station, slot_name(starts), starts, minutes, by=self.by, at=self.at)
        for title, area in outlets:
            add_outlet(station, title, area=area, by=self.by, at=self.at)
        return station


def slot_name(starts: time) -> str:
    """What people call a slot at this hour."""
    if starts.hour < 10:
        return "Sáng"
    if starts.hour < 14:
        return "Trưa"
    return "Chiều" if starts.hour < 18 else "Tối"


def read_slots(text: str) -> list[tuple[time, int]]:
    """Start and minutes of each slot; raises DomainError with a sentence for the row."""
    found: list[tuple[time, int]] = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _SLOT.match(part)
        hour, minute, minutes = (int(value or 0) for value in match.groups()) if match else (24, 0, 0)
        length = minutes or DEFAULT_MINUTES
        if hour > 23 or minute > 59 or not 1 <= length <= 180:
            message = _("Không hiểu khung giờ “%(text)s”. Viết như “17:00 15 phút”.") % {"text": part}
            raise DomainError("row_slot", message)
        found.append((time(hour, minute), length))
    if len({starts for starts, _minutes in found}) != len(found):
        raise DomainError("row_slot", _("Hai khung giờ bắt đầu cùng lúc."))
    return found


def read_outlets(text: str, commune: Unit) -> list[tuple[str, Unit]]:
    """Name and area of each cluster; raises DomainError with a sentence for the row."""
    inside = Unit.objects.filter(parent=commune, valid_to=None) if "(" in text else Unit.objects.none()
    hamlets = {fold(unit.name): unit for unit in inside}
    found: list[tuple[str, Unit]] = []
    for part in filter(None, (" ".join(part.split()) for part in text.split(";"))):
        match = _OUTLET.match(part)
        area = hamlets.get(fold(match["area"])) if match and match["area"] else commune
        if match is None or area is None:
            raise DomainError("row_outlet", _("Không rõ cụm loa hoặc xóm trong “%(text)s”.") % {"text": part})
        found.append((match["name"], area))
    if len({name for name, _area in found}) != len(found):
        raise DomainError("row_outlet", _("Hai cụm loa trùng tên."))
    return found
