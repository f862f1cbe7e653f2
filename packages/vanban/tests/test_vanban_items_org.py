"""Printed names of bodies against a tree of units."""

from __future__ import annotations

import time

import pytest
from vanban.org import OrgTree, OrgUnit, resolve_all

DEPARTMENTS = {
    "SVHTTDL": "Sở Văn hóa, Thể thao và Du lịch", "SYT": "Sở Y tế", "SGDDT": "Sở Giáo dục và Đào tạo",
    "SNNMT": "Sở Nông nghiệp và Môi trường", "SKHCN": "Sở Khoa học và Công nghệ", "STC": "Sở Tài chính",
    "VP": "Văn phòng Ủy ban nhân dân tỉnh", "CA": "Công an tỉnh", "QS": "Bộ Chỉ huy Quân sự tỉnh",
}  # fmt: skip
UNITS = [
    OrgUnit("P", "Tỉnh Trà Lĩnh", "province"),
    *(
        OrgUnit(key, name, "department", "P", ("Sở Thông tin và Truyền thông",) if key == "SVHTTDL" else ())
        for key, name in DEPARTMENTS.items()
    ),
    OrgUnit("TU", "Tỉnh ủy", "party", "P"),
    OrgUnit("HDND", "Hội đồng nhân dân tỉnh", "council", "P"),
    OrgUnit("BTGDV", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "party", "P", ("Ban Tuyên giáo Tỉnh ủy",)),
    OrgUnit("MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "front", "P"),
    OrgUnit("PN", "Hội Liên hiệp Phụ nữ tỉnh", "front", "P"),
    OrgUnit("DTN", "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh", "front", "P", ("Tỉnh đoàn",)),
    OrgUnit("BAO", "Báo và Phát thanh, Truyền hình Trà Lĩnh", "press", "P"),
    OrgUnit("X1", "Xã Hòa Sơn", "commune", "P"),
    OrgUnit("X2", "Xã Hoa Sơn", "commune", "P"),
    OrgUnit("F1", "Phường Nà Cáp", "ward", "P"),
    OrgUnit("T1", "Xóm Bản Giàng", "hamlet", "X1"),
    OrgUnit("T2", "Xóm Bản Giàng", "hamlet", "X2"),
    OrgUnit("T3", "Xóm Lũng Mới", "hamlet", "X1"),
]
TREE = OrgTree(UNITS)


def found(printed: str, near: str | None = None) -> tuple[list[str], str]:
    resolution = TREE.resolve(printed, near=near)
    return [unit.id for unit in resolution.units], resolution.how


@pytest.mark.parametrize(
    ("printed", "unit", "how"),
    [
        ("Sở Y tế", "SYT", "exact"),
        ("SỞ Y TẾ;", "SYT", "exact"),
        ("Sở Văn hoá, Thể thao và Du lịch", "SVHTTDL", "exact"),
        ("Sở Văn hóa - Thể thao & Du lịch (b/c)", "SVHTTDL", "exact"),
        ("Sở Y tế tỉnh Trà Lĩnh", "SYT", "alias"),
        ("Sở VHTTDL", "SVHTTDL", "alias"),
        ("Sở VH,TT&DL", "SVHTTDL", "alias"),
        ("SVHTTDL", "SVHTTDL", "alias"),
        ("STTTT", "SVHTTDL", "alias"),
        ("Sở TT&TT", "SVHTTDL", "alias"),
        ("Sở GD&ĐT", "SGDDT", "alias"),
        ("Sở NN và MT", "SNNMT", "alias"),
        ("Sở KHCN", "SKHCN", "alias"),
        ("UBND tỉnh", "P", "alias"),
        ("Ủy ban nhân dân tỉnh Trà Lĩnh", "P", "alias"),
        ("VP UBND tỉnh", "VP", "alias"),
        ("Văn phòng UBND tỉnh", "VP", "alias"),
        ("CA tỉnh", "CA", "alias"),
        ("Công an tỉnh Trà Lĩnh", "CA", "alias"),
        ("Bộ CHQS tỉnh", "QS", "alias"),
        ("BCHQS tỉnh", "QS", "alias"),
        ("BTGDVTU", "BTGDV", "alias"),
        ("BTGTU", "BTGDV", "alias"),
        ("Ban TG Tỉnh uỷ", "BTGDV", "alias"),
        ("Ủy ban MTTQ Việt Nam tỉnh", "MTTQ", "alias"),
        ("UBMTTQVN tỉnh", "MTTQ", "alias"),
        ("Hội LHPN tỉnh", "PN", "alias"),
        ("Hội Phụ nữ tỉnh", "PN", "alias"),
        ("MTTQ tỉnh", "MTTQ", "alias"),
        ("Sở VHTT&DL", "SVHTTDL", "alias"),
        ("HĐND tỉnh", "HDND", "alias"),
        ("Tỉnh đoàn", "DTN", "alias"),
        ("Đoàn TNCS Hồ Chí Minh tỉnh", "DTN", "alias"),
        ("UBND xã Hòa Sơn", "X1", "alias"),
        ("Uỷ ban nhân dân xã Hoà Sơn", "X1", "alias"),
        ("xã Hoa Sơn", "X2", "exact"),
        ("Giám đốc Sở Y tế", "SYT", "alias"),
        ("Chủ tịch UBND phường Nà Cáp", "F1", "alias"),
        ("Đề nghị Sở Tài chính", "STC", "exact"),
        ("so y te", "SYT", "alias"),
    ],
)
def test_a_name_finds_its_unit(printed: str, unit: str, how: str) -> None:
    assert found(printed) == ([unit], how)


@pytest.mark.parametrize(
    ("printed", "units"),
    [
        ("các sở, ban, ngành", set(DEPARTMENTS)),
        ("Các sở, ngành tỉnh", set(DEPARTMENTS)),
        ("các sở, ban, ngành, đoàn thể tỉnh", {*DEPARTMENTS, "MTTQ", "PN", "DTN"}),
        ("các tổ chức chính trị - xã hội", {"MTTQ", "PN", "DTN"}),
        ("UBND các xã, phường", {"X1", "X2", "F1"}),
        ("Ủy ban nhân dân các xã, phường trên địa bàn tỉnh", {"X1", "X2", "F1"}),
        ("UBND xã, phường", {"X1", "X2", "F1"}),
        ("UBND 03 xã, phường", {"X1", "X2", "F1"}),
        ("UBND cấp xã", {"X1", "X2", "F1"}),
        ("các xã", {"X1", "X2"}),
        ("Chủ tịch UBND các phường", {"F1"}),
        ("các địa phương", {"X1", "X2", "F1"}),
        ("Các sở, ban, ngành, UBND các xã, phường", {*DEPARTMENTS, "X1", "X2", "F1"}),
        ("Sở Y tế; Công an tỉnh", {"SYT", "CA"}),
        ("các ban Đảng", {"TU", "BTGDV"}),
        ("các cơ quan báo chí", {"BAO"}),
    ],
)
def test_groups_expand_by_the_tree(printed: str, units: set[str]) -> None:
    ids, how = found(printed)
    assert (set(ids), how) == (units, "group")


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "tỉnh",
        "Cục Thông tin cơ sở",
        "Các cơ quan, đơn vị có liên quan",
        "Các KOLs trên địa bàn tỉnh",
        "Sở Công Thương tỉnh Lũng Vân",
        "UBND xã Hóa Sơn",
        "UBND xa hoa son",
        "Sở Y tế, Cục Thông tin cơ sở",
        "Xóm Bản Giàng",
        "Doanh nghiệp",
    ],
)
def test_what_is_not_surely_known_is_said_so(printed: str) -> None:
    assert found(printed) == ([], "none")
    assert TREE.resolve(printed).confidence == 0


def test_of_equal_names_the_one_near_counts() -> None:
    assert found("Xóm Bản Giàng", near="X1") == (["T1"], "exact")
    assert found("Xóm Bản Giàng", near="X2") == (["T2"], "exact")
    assert found("các xóm, tổ dân phố", near="X1") == (["T1", "T3"], "group")
    assert found("các thôn, bản", near="X1") == (["T1", "T3"], "group")


def test_surer_ways_have_more_confidence() -> None:
    ways = ["Sở Y tế", "Sở Y tế tỉnh Trà Lĩnh", "SVHTTDL", "Giám đốc Sở Y tế", "so y te"]
    sure = [TREE.resolve(printed).confidence for printed in ways]
    assert sure == sorted(sure, reverse=True)
    assert len(set(sure)) == len(sure)


def test_all_names_at_once_in_order() -> None:
    printed = ["Sở Y tế", "Cục X", "Sở Y tế"]
    assert [(one.printed, one.how) for one in resolve_all(printed, TREE)] == [
        ("Sở Y tế", "exact"),
        ("Cục X", "none"),
        ("Sở Y tế", "exact"),
    ]


@pytest.mark.parametrize(
    "units",
    [
        [OrgUnit("A", "Sở A", "department"), OrgUnit("A", "Sở B", "department")],
        [OrgUnit("A", "Sở A", "department", "B")],
        [OrgUnit("A", "Sở A", "department", "B"), OrgUnit("B", "Sở B", "department", "A")],
    ],
)
def test_a_broken_tree_is_refused(units: list[OrgUnit]) -> None:
    with pytest.raises(ValueError, match="unit"):
        OrgTree(units)


def test_a_large_tree_is_quick() -> None:
    many = [OrgUnit(f"h{at}", f"Xóm Nà Lũng {at}", "hamlet", "X1") for at in range(3000)]
    tree = OrgTree([*UNITS, *many])
    names = ["Sở Y tế", "UBND các xã, phường", "Sở VH,TT&DL", "Cục X", *(unit.name for unit in many[:500])]
    began = time.process_time()
    resolve_all(names, tree)
    assert time.process_time() - began < 1
