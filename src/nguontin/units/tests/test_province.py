"""The official list becomes a tree, quickly, once."""

from __future__ import annotations

import time

import pytest

from nguontin.kernel.errors import DomainError
from nguontin.units.models import Unit, UnitAlias, UnitKind
from nguontin.units.selectors import communes, resolve_parts, resolve_unit, unit_by_code
from nguontin.units.services import load_province
from tests.support.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Unit:
    return load_province("04", at=AT)


def test_cao_bang_has_its_56_communes_and_its_bodies(province: Unit) -> None:
    began = time.perf_counter()
    again = load_province("04", at=AT)
    assert time.perf_counter() - began < 1.5
    assert again == province
    assert communes(province).count() == 56
    assert unit_by_code("01273").name == "Phường Thục Phán"
    assert unit_by_code("01273").path == f"/{province.pk}/{unit_by_code('01273').pk}/"
    assert unit_by_code("04.SVHTTDL").kind == UnitKind.DEPARTMENT
    assert not Unit.objects.filter(path="").exists()


def test_loading_again_adds_nothing_and_repairs_what_is_missing(province: Unit) -> None:
    before = (Unit.objects.count(), UnitAlias.objects.count())
    unit_by_code("04.HNB").delete()
    load_province("04", at=AT)
    assert (Unit.objects.count(), UnitAlias.objects.count()) == before


@pytest.mark.parametrize(
    ("code", "count", "name"), [("01", 126, "Thành phố Hà Nội"), ("79", 168, "Thành phố Hồ Chí Minh")]
)
def test_any_other_province_works(code: str, count: int, name: str) -> None:
    province = load_province(code, at=AT)
    assert province.name == name
    assert communes(province).count() == count
    assert [unit.name for unit in resolve_unit("Ban Tuyên giáo và Dân vận Thành ủy", near=province)] == [
        "Ban Tuyên giáo và Dân vận Thành ủy"
    ]


@pytest.mark.parametrize("code", ["99", "4", "xx", "", "004", "-4"])
def test_a_code_of_no_province_is_refused(code: str) -> None:
    with pytest.raises(DomainError, match="province"):
        load_province(code, at=AT)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Sở Văn hoá, Thể thao và Du lịch", "04.SVHTTDL"),
        ("Sở Văn hóa, Thể thao và Du lịch tỉnh Cao Bằng", "04.SVHTTDL"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH;", "04.SVHTTDL"),
        ("Sở VH,TT&DL", "04.SVHTTDL"),
        ("Sở TT&TT", "04.SVHTTDL"),
        ("Báo và Phát thanh, truyền hình Cao Bằng", "04.BAO"),
        ("Báo Cao Bằng", "04.BAO"),
        ("Công an tỉnh Cao Bằng", "04.CA"),
        ("Ban TG Tỉnh uỷ", "04.BTGDVTU"),
        ("BTGTU", "04.BTGDVTU"),
        ("UBND tỉnh (b/c)", "04"),
        ("Ủy ban nhân dân tỉnh Cao Bằng", "04"),
        ("VP UBND tỉnh", "04.VP-UBND"),
        ("UBND xã Đàm Thủy", "01501"),
        ("Uỷ ban nhân dân xã Đàm Thuỷ, tỉnh Cao Bằng", "01501"),
        ("xã hoà an", "01654"),
        ("ubnd xa hoa an", "01654"),
        ("Đề nghị Ủy ban MTTQ Việt Nam tỉnh", "04.MTTQ"),
    ],
)
def test_a_printed_name_finds_its_unit(province: Unit, printed: str, code: str) -> None:
    assert [unit.code for unit in resolve_unit(printed, near=province)] == [code]


@pytest.mark.parametrize(
    "printed",
    [
        "UBND các xã, phường",
        "các xã, phường",
        "UBND xã, phường",
        "UBND 56 xã, phường",
        "Ủy ban nhân dân các xã, phường trên địa bàn tỉnh",
        "UBND các xã, phường, thị trấn",
        "Đài truyền thanh các xã",
        "UBND cấp xã",
    ],
)
def test_groups_of_communes_are_all_56(province: Unit, printed: str) -> None:
    assert len(resolve_unit(printed, near=province)) == 56


def test_groups_of_bodies(province: Unit) -> None:
    def kinds(printed: str) -> set[str]:
        return {unit.kind for unit in resolve_unit(printed, near=province)}

    assert kinds("các sở, ban, ngành") == {"department"}
    assert kinds("Các sở, ban, ngành, đoàn thể tỉnh") == {"department", "front"}
    assert kinds("Các sở, ban, ngành, UBND các xã, phường") == {"department", "commune", "ward"}
    assert kinds("UBND các xã") == {"commune"}


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "Các KOLs trên địa bàn tỉnh",
        "Các cơ quan, đơn vị có liên quan",
        "Sở Công Thương tỉnh Hà Giang",
        "UBND xã Hoa An",  # other marks, another place
        "Sở Y tế, Cục Thông tin cơ sở",  # one part unknown
        "tỉnh",
    ],
)
def test_what_is_not_surely_known_stays_unknown(province: Unit, printed: str) -> None:
    assert resolve_unit(printed, near=province) == ()


def test_parts_say_which_stretch_is_unknown(province: Unit) -> None:
    parts = resolve_parts("Sở Y tế; Cục Thông tin cơ sở và các sở, ban, ngành", near=province)
    assert [(part.printed, bool(part.units)) for part in parts] == [
        ("Sở Y tế", True),
        ("Cục Thông tin cơ sở", False),
        ("các sở, ban, ngành", True),
    ]
