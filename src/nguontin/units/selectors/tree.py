"""Reading the tree."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nguontin.kernel.errors import Missing
from nguontin.units.models import Unit, UnitKind
from nguontin.units.scope import Viewer


def unit_by_code(code: str) -> Unit:
    """The unit with an official code ("04", "01273") or a body's ("04.SVHTTDL"). Raises Missing."""
    unit = Unit.objects.filter(code=code).first() if code else None
    if unit is None:
        raise Missing(
            "unit", _("Không có đơn vị nào mang mã “%(code)s”.") % {"code": code}, _("Kiểm tra lại mã đơn vị.")
        )
    return unit


def unit_for(viewer: Viewer, pk: int) -> Unit:
    """A unit that the viewer sees. Raises Missing."""
    unit = viewer.narrow(Unit.objects.select_related("parent"), "").filter(pk=pk).first()
    if unit is None:
        raise Missing("unit", _("Không có đơn vị này, hoặc bạn không được xem."), _("Quay lại danh sách đơn vị."))
    return unit


def subtree(unit: Unit) -> QuerySet[Unit]:
    """The unit and everything beneath it, ended units included, in the order of the tree."""
    return Unit.objects.filter(path__startswith=unit.path).order_by("path")


def communes(root: Unit) -> QuerySet[Unit]:
    """Communes and wards at or beneath *root* that exist today, by code."""
    return Unit.objects.filter(
        path__startswith=root.path, kind__in=(UnitKind.COMMUNE, UnitKind.WARD), valid_to=None
    ).order_by("code", "name")


def hamlets(root: Unit) -> QuerySet[Unit]:
    """Hamlets at or beneath *root* that exist today."""
    return Unit.objects.filter(path__startswith=root.path, kind=UnitKind.HAMLET, valid_to=None).order_by("path")


def path_ids(unit: Unit) -> list[int]:
    """Ids from the root of the tree down to the unit."""
    return [int(part) for part in unit.path.split("/") if part]


def province_of(unit: Unit) -> Unit:
    """The root of the unit's tree."""
    return Unit.objects.get(pk=path_ids(unit)[0])
