"""Changing the tree: a new unit, another name, a merger. Nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit, UnitAlias, UnitChange, UnitKind
from nguontin.units.names import name_key
from nguontin.units.scope import Viewer, demand

from .province import commune_names

_ABOVE = {
    UnitKind.HAMLET: {UnitKind.COMMUNE, UnitKind.WARD},
    UnitKind.COMMUNE: {UnitKind.PROVINCE},
    UnitKind.WARD: {UnitKind.PROVINCE},
}


def add_unit(
    kind: str,
    name: str,
    parent: Unit | None,
    *,
    code: str = "",
    aliases: Iterable[str] = (),
    by: Viewer | None,
    at: datetime,
) -> Unit:
    """A new unit under *parent*; ``by`` is None in set-up. Raises DomainError("unit_…")."""
    name = " ".join(name.split())
    if by is not None:
        _demand_over(by, parent)
    if (kind == UnitKind.PROVINCE) != (parent is None) or (
        parent is not None and kind in _ABOVE and parent.kind not in _ABOVE[UnitKind(kind)]
    ):
        raise DomainError("unit_kind", _("Loại đơn vị này không đặt ở đó được."), _("Chọn đơn vị cấp trên phù hợp."))
    if not 2 <= len(name) <= 200:
        raise DomainError("unit_name", _("Tên đơn vị cần từ 2 đến 200 ký tự."), _("Viết lại tên."))
    if Unit.objects.filter(parent=parent, kind=kind, name=name, valid_to=None).exists():
        raise DomainError("unit_exists", _("Đơn vị “%(name)s” đã có.") % {"name": name}, _("Dùng đơn vị đã có."))
    try:
        with transaction.atomic():
            unit = Unit.objects.create(kind=kind, name=name, parent=parent, code=code)
            own = commune_names(name) if kind in {UnitKind.COMMUNE, UnitKind.WARD} else ()
            add_aliases(unit, [name, *own, *aliases])
            _note("unit.add", unit, by, at, ["name", "kind", "parent"])
    except IntegrityError as error:
        raise DomainError(
            "unit_exists", _("Mã “%(code)s” đã có đơn vị khác dùng.") % {"code": code}, _("Kiểm tra lại mã đơn vị.")
        ) from error
    return unit


def add_aliases(unit: Unit, names: Iterable[str]) -> None:
    """Other ways to print the unit; those it has already are left alone."""
    UnitAlias.objects.bulk_create(
        (UnitAlias(unit=unit, name=name, key=name_key(name)) for name in dict.fromkeys(names)), ignore_conflicts=True
    )


def name_also(unit: Unit, names: Iterable[str], *, by: Viewer, at: datetime) -> None:
    """More ways to print a unit that is there already. Raises Forbidden."""
    _demand_over(by, unit)
    with transaction.atomic():
        add_aliases(unit, names)
        _note("unit.alias", unit, by, at, ["aliases"])


def rename_unit(unit: Unit, name: str, *, on: date, basis: str, by: Viewer, at: datetime) -> Unit:
    """The same unit under another name from a day on; papers that print the old name still find it."""
    _demand_over(by, unit)
    name = " ".join(name.split())
    if not 2 <= len(name) <= 200 or name == unit.name:
        raise DomainError("unit_name", _("Tên mới cần từ 2 đến 200 ký tự và khác tên cũ."), _("Viết lại tên."))
    with transaction.atomic():
        UnitChange.objects.create(
            kind=UnitChange.Kind.RENAMED, old=unit, new=unit, old_name=unit.name, on=on, basis=basis
        )
        unit.name = name
        unit.save(update_fields=["name"])
        own = commune_names(name) if unit.kind in {UnitKind.COMMUNE, UnitKind.WARD} else ()
        add_aliases(unit, [name, *own])
        _note("unit.rename", unit, by, at, ["name"])
    return unit


def merge_units(old: Sequence[Unit], new: Unit, *, on: date, basis: str, by: Viewer, at: datetime) -> Unit:
    """*old* units end the day before *on* and are taken over by *new*.

    They hang beneath it from then on, their own hamlets directly under it: who serves the new unit sees what the old
    ones left, and printed old names lead to the new unit.
    """
    for unit in (*old, new):
        _demand_over(by, unit)
        is_beneath = unit != new and new.path.startswith(unit.path)
        if unit.valid_to is not None or is_beneath or new in old:
            raise DomainError(
                "unit_merge",
                _("Không thể sáp nhập “%(name)s”.") % {"name": unit.name},
                _("Chọn các đơn vị đang còn hiệu lực."),
            )
    with transaction.atomic():
        for unit in old:
            UnitChange.objects.create(
                kind=UnitChange.Kind.MERGED, old=unit, new=new, old_name=unit.name, on=on, basis=basis
            )
            for child in Unit.objects.filter(parent=unit, valid_to=None):
                _move(child, new)
            unit.valid_to = on - timedelta(days=1)
            unit.save(update_fields=["valid_to"])
            _move(unit, new)
            _note("unit.merge", unit, by, at, ["parent", "valid_to"])
    return new


def _move(unit: Unit, parent: Unit) -> None:
    """Hang *unit* with all beneath it under *parent*: one statement, whatever the size of the subtree."""
    before, after = unit.path, f"{parent.path}{unit.pk}/"
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    Unit.objects.filter(path__startswith=before).update(path=Concat(Value(after), Substr(F("path"), len(before) + 1)))
    unit.parent, unit.path = parent, after


def _demand_over(by: Viewer, unit: Unit | None) -> None:
    if unit is None:
        raise DomainError("unit_kind", _("Tỉnh chỉ được lập khi cài đặt."), _("Chọn đơn vị cấp trên."))
    demand(by, Ability.PEOPLE, unit)


def _note(verb: str, unit: Unit, by: Viewer | None, at: datetime, fields: list[str]) -> None:
    record(
        verb,
        by=by.person if by else None,
        at=at,
        object_type="units.unit",
        object_id=str(unit.pk),
        unit_id=unit.pk,
        fields=fields,
    )
