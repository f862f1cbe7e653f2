"""Hamlets from a table: new ones, and more printed names for those there are."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from nguontin.kernel.errors import DomainError
from nguontin.kernel.importing import Importer, PlannedRow, RowError, Step, Steps
from nguontin.kernel.spreadsheet import Row
from nguontin.units.models import Unit, UnitKind
from nguontin.units.names import name_key, name_words
from nguontin.units.scope import Viewer
from nguontin.units.services.tree import add_unit, name_also

from .places import Places

COLUMNS = {
    "commune": ("Xã, phường", "Xã", "Phường", "Mã xã", "Xã/phường", "Đơn vị"),
    "name": ("Tên xóm", "Xóm", "Thôn", "Tổ dân phố", "Tên", "Xóm, thôn, tổ dân phố"),
    "aliases": ("Tên khác",),
}


def hamlet_importer(*, by: Viewer, at: datetime) -> Importer:
    """Rows: commune (name or code), hamlet, other names divided by ";"."""
    return Importer(COLUMNS, ("commune", "name"), lambda rows: _Planner(by, at).plan(rows))


class _Planner:
    def __init__(self, by: Viewer, at: datetime) -> None:
        self.by, self.at = by, at
        self.places = Places(by, (UnitKind.COMMUNE, UnitKind.WARD))
        self.present: dict[int, dict[str, Unit]] = {}

    def plan(self, rows: list[Row]) -> Steps:
        found = Steps([], 0, [])
        seen: dict[tuple[int, str], int] = {}
        for row in rows:
            try:
                commune, name = self.places.find(row["commune"]), self._name(row)
                first = seen.setdefault((commune.pk, same_name(name)), row.number)
                if first != row.number:
                    raise DomainError("row_twice", _("Trùng với dòng %(row)d.") % {"row": first})
            except DomainError as error:
                found.errors.append(RowError(row.number, error.message))
                continue
            found.add(self._step(row, commune, name))
        return found

    def _name(self, row: Row) -> str:
        name = " ".join(row["name"].split())
        if not 2 <= len(name) <= 200:
            raise DomainError("row_name", _("Thiếu tên xóm."))
        return name

    def _step(self, row: Row, commune: Unit, name: str) -> Step | None:
        aliases = [part.strip() for part in row["aliases"].split(";") if part.strip()]
        there = self._hamlets_of(commune).get(same_name(name))
        keys = {alias.key for alias in there.aliases.all()} if there else set()
        more = [alias for alias in aliases if name_key(alias) not in keys]
        planned = PlannedRow(
            row.number, f"{name}, {commune.name}", {_("Tên khác"): ("", "; ".join(more))} if more else {}
        )
        if there is None:
            return Step(
                planned,
                True,
                lambda: add_unit(UnitKind.HAMLET, name, commune, aliases=more, by=self.by, at=self.at),
            )
        return Step(planned, False, lambda: name_also(there, more, by=self.by, at=self.at)) if more else None

    def _hamlets_of(self, commune: Unit) -> dict[str, Unit]:
        if commune.pk not in self.present:
            rows = Unit.objects.filter(parent=commune, kind=UnitKind.HAMLET, valid_to=None).prefetch_related("aliases")
            self.present[commune.pk] = {same_name(unit.name): unit for unit in rows}
        return self.present[commune.pk]


def same_name(name: str) -> str:
    """Equal for two ways to type one name; marks count."""
    return " ".join(name_words(name))
