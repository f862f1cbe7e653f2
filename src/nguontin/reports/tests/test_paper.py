"""The report as a paper: what stands on it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from vanban.check import check

from nguontin.directives.models import Directive, ReportDemand
from nguontin.reports import paper
from nguontin.reports.figures import Counted
from nguontin.reports.scope import ReportScope
from tests.support.world import World

pytestmark = pytest.mark.django_db


def plan(world: World) -> Directive:
    return Directive.objects.create(
        unit=world.province,
        kind="kế hoạch",
        number="214/KH-UBND",
        date="2026-01-26",
        issuer="ỦY BAN NHÂN DÂN TỈNH CAO BẰNG",
        subject="Hoạt động thông tin cơ sở năm 2026",
        created_at=world.at,
    )


def words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


def test_a_commune_writes_as_its_peoples_committee() -> None:
    world = World.build()
    scope = ReportScope(plan(world), world.a, date(2025, 12, 15), date(2026, 11, 10))
    counted = [
        Counted("assignments", {}, "Lượt giao nhiệm vụ", Decimal(12), "lượt giao"),
        Counted("minutes", {}, "Thời lượng đã phát", Decimal("1234.5"), "phút"),
    ]
    demand = ReportDemand(text="báo cáo về UBND tỉnh", recipient="UBND tỉnh (qua Sở VHTTDL)", due=date(2026, 11, 15))
    text = words(paper.write(scope, counted, demand=demand, day=date(2026, 11, 5)))
    for wanted in (
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG THỤC PHÁN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BÁO CÁO",
        "/BC-UBND",
        "Thục Phán, ngày 05 tháng 11 năm 2026",
        "Kế hoạch số 214/KH-UBND ngày 26/01/2026",
        "từ ngày 15/12/2025 đến hết ngày 10/11/2026",
        "1.234,5",
        "UBND tỉnh (qua Sở VHTTDL)",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "(Kèm theo Báo cáo của",
        "Lưu: VT",
    ):
        assert wanted in text, wanted
    assert "((" not in text


@pytest.mark.parametrize("who", ["a", "province", "culture", "party"])
def test_the_form_check_finds_nothing_but_the_name_of_who_will_sign(who: str) -> None:
    world = World.build()
    scope = ReportScope(plan(world), getattr(world, who), date(2025, 12, 15), date(2026, 11, 10))
    counted = [Counted("assignments", {}, "Lượt giao nhiệm vụ", Decimal(12), "lượt giao")]
    data = paper.write(scope, counted, demand=None, day=date(2026, 11, 5))
    findings = check(data, filename="bao-cao.docx", today=date(2026, 11, 5))
    assert [(one.rule, one.message_vi) for one in findings] == [("component.signature", "Thiếu họ tên người ký.")]


def test_a_party_body_writes_in_the_partys_form() -> None:
    world = World.build()
    scope = ReportScope(plan(world), world.party, date(2026, 1, 1), date(2026, 11, 10))
    text = words(paper.write(scope, [], demand=None, day=date(2026, 11, 5)))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "CỘNG HÒA" not in text


def test_an_unknown_header_field_is_left_out_of_the_citation() -> None:
    assert paper.cite(Directive(kind="công văn", date="2026-05")) == "Công văn"
    assert paper.cite(Directive(kind="", number="12/UBND-VX")) == "văn bản số 12/UBND-VX"


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL"),
        ("Sở Giáo dục và Đào tạo", "SGDĐT"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "BTGDVTU"),
        ("Văn phòng UBND tỉnh", "VPUBND"),
        ("Công an tỉnh", "CAT"),
    ],
)
def test_the_symbol_carries_the_initials_of_the_body(name: str, symbol: str) -> None:
    assert paper.initials(name) == symbol
