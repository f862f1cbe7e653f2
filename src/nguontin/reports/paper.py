"""The report as a paper in the form of Decree 30/2020 (form 1.4), or of the Party's Guidance 36 for Party bodies.

It is in Vietnamese whatever language the person who makes it reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from vanban.numbers import format_number, format_short_date
from vanban.write import Annex, Heading, Paper, Paragraph, SignatureBlock, Table, docx

from nguontin.directives.models import Directive, ReportDemand
from nguontin.units.models import Unit, UnitKind
from nguontin.units.selectors import resolve_unit

from .figures import Counted
from .rules import RULES
from .scope import ReportScope

SECTIONS = (
    ("I", "TÌNH HÌNH TRIỂN KHAI NHIỆM VỤ", ("assignments", "results", "result_figures")),
    ("II", "KẾT QUẢ PHÁT THANH", ("broadcasts", "occurrences", "minutes", "outlets")),
    ("III", "TIẾP NHẬN, TRẢ LỜI PHẢN ÁNH CỦA NGƯỜI DÂN", ("questions", "answered")),
)
ANNEX_ROWS = 200  # rows of the unit table in the annex; the rest stands in the .xlsx


def write(scope: ReportScope, counted: Sequence[Counted], *, demand: ReportDemand | None, day: date) -> bytes:
    """The .docx of a report. Number and signature are left blank: they are given when it is signed."""
    unit, paper = scope.unit, scope.directive
    parent, issuer, office, symbol = _letterhead(unit)
    named = cite(paper)
    body = (
        Paragraph(
            f"Thực hiện {named}, {_speaker(unit)} báo cáo kết quả từ ngày {format_short_date(scope.first)} "
            f"đến hết ngày {format_short_date(scope.last)} như sau (số liệu từng đơn vị tại Phụ lục kèm theo):"
        ),
        *_sections(counted),
        Paragraph(_closing(unit, named, demand)),
        Annex(
            title="SỐ LIỆU CHI TIẾT THEO ĐƠN VỊ",
            label="Phụ lục",
            attached_to=f"Kèm theo Báo cáo của {_speaker(unit)}",
            blocks=(_unit_table(scope),),
        ),
    )  # fmt: skip
    return docx(
        Paper(
            form="party" if unit.kind == UnitKind.PARTY else "state",
            issuer_parent=parent,
            issuer=issuer,
            symbol=symbol,
            place=_place(unit),
            date=day,
            kind="BÁO CÁO",
            subject=f"Kết quả thực hiện {named}",
            body=body,
            recipients=tuple(_recipients(unit, demand)),
            signer=SignatureBlock(title=office, on_behalf=_on_behalf(unit)),
        )
    )


def cite(paper: Directive) -> str:
    """ "Kế hoạch số 902/KH-UBND ngày 18/4/2023 của UBND tỉnh", as far as its header is known."""
    parts = [paper.kind[:1].upper() + paper.kind[1:] if paper.kind else "văn bản"]
    if paper.number:
        parts.append(f"số {paper.number}")
    if len(paper.date) == len("2026-11-15"):
        parts.append(f"ngày {format_short_date(date.fromisoformat(paper.date))}")
    if paper.issuer:
        parts.append(f"của {_issuer_in_text(paper)}")
    if paper.subject:
        parts.append(f"về {_lower_first(paper.subject)}")
    return " ".join(parts)


def _sections(counted: Sequence[Counted]) -> list[Heading | Paragraph | Table]:
    blocks: list[Heading | Paragraph | Table] = []
    for label, title, keys in SECTIONS:
        lines = [one for one in counted if one.key in keys]
        if not lines:
            continue
        blocks.append(Heading(1, f"{label}.", title))
        blocks.append(
            Table(
                header=("TT", "Nội dung", "Số lượng", "Đơn vị tính"),
                rows=tuple(
                    (str(at), one.label, format_number(one.value), one.measure) for at, one in enumerate(lines, start=1)
                ),
                widths=(12, 95, 28, 30),
                numeric=frozenset({2}),
            )
        )
    return blocks


def _unit_table(scope: ReportScope) -> Table:
    rows: dict[str, list[int]] = {}
    for row in RULES["assignments"].rows(scope, {})[:20_000]:
        line = rows.setdefault(row.unit.name, [0, 0])
        line[0] += 1
        line[1] += row.state == "done"
    listed = sorted(rows.items())[:ANNEX_ROWS]
    return Table(
        header=("TT", "Đơn vị", "Nhiệm vụ được giao", "Đã xong"),
        rows=tuple(
            (str(at), name, format_number(given), format_number(done))
            for at, (name, (given, done)) in enumerate(listed, start=1)
        )
        or (("1", "Chưa có nhiệm vụ nào được giao", "0", "0"),),
        widths=(12, 95, 30, 28),
        numeric=frozenset({2, 3}),
    )


def _letterhead(unit: Unit) -> tuple[str | None, str, str, str]:
    """(parent line, issuing line, office that signs, symbol after the number) of a unit."""
    name = unit.name.upper()
    if unit.kind in {UnitKind.COMMUNE, UnitKind.WARD}:
        return "ỦY BAN NHÂN DÂN", name, "CHỦ TỊCH", "BC-UBND"
    if unit.kind == UnitKind.PROVINCE:
        return None, f"ỦY BAN NHÂN DÂN {name}", "CHỦ TỊCH", "BC-UBND"
    parent = unit.parent.name.upper() if unit.parent else ""
    if unit.kind == UnitKind.PARTY:
        return f"TỈNH ỦY {parent.removeprefix('TỈNH ')}", name, "TRƯỞNG BAN", f"BC/{initials(unit.name)}"
    return f"ỦY BAN NHÂN DÂN {parent}", name, "GIÁM ĐỐC", f"BC-{initials(unit.name)}"


def initials(name: str) -> str:
    """What stands for a body in the symbol of its papers: "Sở Giáo dục và Đào tạo" → SGDĐT, "Công an tỉnh" → CAT."""
    words = [word for word in re.findall(r"\w+", name) if word != "và"]
    if words[-1] == "tỉnh" and len(words) > len(("Công", "an", "tỉnh")):
        words.pop()
    short = "".join(word if word.isupper() else word[0].upper() for word in words)
    return "".join(sign for sign in unicodedata.normalize("NFD", short) if not unicodedata.combining(sign))


def _on_behalf(unit: Unit) -> str | None:
    """A People's Committee decides together, so its chair signs on its behalf (TM.); others sign for themselves."""
    together = {UnitKind.COMMUNE, UnitKind.WARD, UnitKind.PROVINCE}
    return "TM. ỦY BAN NHÂN DÂN" if unit.kind in together else None


def _speaker(unit: Unit) -> str:
    """How the unit calls itself in the text: a commune or province speaks through its People's Committee."""
    if unit.kind in {UnitKind.COMMUNE, UnitKind.WARD, UnitKind.PROVINCE}:
        return f"Ủy ban nhân dân {_lower_first(unit.name)}"
    return unit.name


def _place(unit: Unit) -> str:
    if unit.kind in {UnitKind.COMMUNE, UnitKind.WARD}:
        return unit.name.split(" ", 1)[-1]
    root = unit if unit.kind == UnitKind.PROVINCE or unit.parent is None else unit.parent
    return root.name.removeprefix("Tỉnh ").removeprefix("Thành phố ")


def _closing(unit: Unit, named: str, demand: ReportDemand | None) -> str:
    if to := _recipient(unit, demand):
        return f"Trên đây là kết quả thực hiện {named}, {_speaker(unit)} kính gửi {to} tổng hợp"
    return f"Trên đây là kết quả thực hiện {named} của {_speaker(unit)}"


def _recipients(unit: Unit, demand: ReportDemand | None) -> list[str]:
    named = _recipient(unit, demand)
    return [*([named] if named else []), "Lưu: VT"]


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _issuer_in_text(paper: Directive) -> str:
    """The issuer as running text writes it: headers are in capitals, which do not say where names begin."""
    units = resolve_unit(paper.issuer, near=paper.unit)
    return _speaker(units[0]) if len(units) == 1 else paper.issuer


def _recipient(unit: Unit, demand: ReportDemand | None) -> str:
    """To whom the report goes; empty when the paper names the reporting unit itself, which only gathers."""
    if demand is None or unit in resolve_unit(demand.recipient.split("(")[0].strip(), near=unit):
        return ""
    return demand.recipient
