"""A whole province from the official list: itself, its bodies, its communes and wards, each with its printed names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.kernel.errors import DomainError
from nguontin.kernel.fold import fold
from nguontin.units.data import bodies
from nguontin.units.models import Unit, UnitAlias, UnitKind
from nguontin.units.names import name_key


@dataclass(frozen=True, slots=True)
class _Wanted:
    code: str
    kind: str
    name: str
    printed: tuple[str, ...]


def load_province(code: str, *, at: datetime) -> Unit:
    """The province with everything under it; run again, it only adds what is missing.

    *code* is the official two-digit one. Raises DomainError("province") when no province has it.
    """
    name, is_city, communes = _official(code)
    short = name.split(" ", 2 if is_city else 1)[-1]
    wanted = [*_bodies(code, short, is_city=is_city), *communes]
    with transaction.atomic():
        province = Unit.objects.filter(code=code).first()
        if province is None:
            province = Unit.objects.create(code=code, kind=UnitKind.PROVINCE, name=name)
        present = set(Unit.objects.filter(code__in=[one.code for one in wanted]).values_list("code", flat=True))
        new = [one for one in wanted if one.code not in present]
        Unit.objects.bulk_create(
            Unit(code=one.code, kind=one.kind, name=one.name, folded=fold(one.name), parent=province) for one in new
        )
        Unit.objects.filter(parent=province, path="").update(
            path=Concat(Value(province.path), Cast("id", CharField()), Value("/"))
        )
        _write_aliases([_Wanted(code, UnitKind.PROVINCE, name, _province_names(is_city=is_city)), *wanted])
        if new:
            record(
                "unit.load", by=None, at=at, object_type="units.unit", object_id=str(province.pk), unit_id=province.pk
            )
    return province


def _official(code: str) -> tuple[str, bool, list[_Wanted]]:
    """Full name, whether it is a centrally run city, and the communes. The list is read only here: it is large."""
    from vietnam_provinces import Province, ProvinceCode, Ward

    try:
        number = ProvinceCode(int(code)) if len(code) == 2 else None
        province = Province.from_code(number) if number is not None else None
    except ValueError:
        province = None
    if province is None:
        raise DomainError(
            "province",
            _("Không có tỉnh nào mang mã “%(code)s”.") % {"code": code},
            _("Dùng mã hai chữ số theo danh mục đơn vị hành chính, ví dụ 04 là Cao Bằng."),
        )
    is_city = province.division_type.value != "tỉnh"
    name = province.name if province.name.startswith(("Tỉnh ", "Thành phố ")) else f"Tỉnh {province.name}"
    communes = [
        _Wanted(
            f"{int(ward.code):05d}",
            UnitKind.WARD if ward.division_type.value == "phường" else UnitKind.COMMUNE,
            ward.name,
            tuple(commune_names(ward.name)),
        )
        for ward in Ward.iter_by_province(province.code)
    ]
    return name, is_city, communes


def commune_names(name: str) -> Iterator[str]:
    """Ways to print a commune besides its name: "Xã Hòa An" → "UBND xã Hòa An", "Đảng ủy xã Hòa An"…"""
    low = name[:1].lower() + name[1:]
    for body in ("UBND", "Ủy ban nhân dân", "Đảng ủy", "Chủ tịch UBND", "Đài truyền thanh"):
        yield f"{body} {low}"


def _province_names(*, is_city: bool) -> tuple[str, ...]:
    place = "thành phố" if is_city else "tỉnh"
    return (f"UBND {place}", f"Ủy ban nhân dân {place}", f"Chủ tịch UBND {place}", f"Lãnh đạo UBND {place}")


def _bodies(code: str, short: str, *, is_city: bool) -> Iterator[_Wanted]:
    def here(text: str) -> str:
        text = text.format(short=short)
        if is_city:
            for ours, theirs in (("Tỉnh ", "Thành "), ("Tỉnh", "Thành phố"), ("tỉnh", "thành phố")):
                text = text.replace(ours, theirs)
        return text

    for body in bodies():
        yield _Wanted(f"{code}.{body.key}", body.kind, here(body.name), tuple(map(here, body.printed)))


def _write_aliases(wanted: Iterable[_Wanted]) -> None:
    names = {one.code: dict.fromkeys((one.name, *one.printed)) for one in wanted}
    ids = dict(Unit.objects.filter(code__in=names).values_list("code", "id"))
    UnitAlias.objects.bulk_create(
        (
            UnitAlias(unit_id=ids[code], name=name, key=name_key(name))
            for code, several in names.items()
            for name in several
        ),
        ignore_conflicts=True,
    )
