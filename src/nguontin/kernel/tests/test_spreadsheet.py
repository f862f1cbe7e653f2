"""Tables are read as text within bounds, and written so that nothing in them runs."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from nguontin.kernel.errors import DomainError
from nguontin.kernel.spreadsheet import MAX_BYTES, read_rows, write_csv, write_xlsx

COLUMNS = {"name": ("Tên", "Họ tên"), "phone": ("Điện thoại",)}


def xlsx(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_csv_in_its_encodings_and_dividers(encoding: str, divider: str) -> None:
    text = "HỌ TÊN,điện thoại,khác\nNông Thị Đào,0912,x\n\n,,\nA,1\n".replace(",", divider)
    rows = read_rows(text.encode(encoding), "a.CSV", COLUMNS, required=["name"])
    assert [(row.number, row["name"], row["phone"]) for row in rows] == [(2, "Nông Thị Đào", "0912"), (5, "A", "1")]


def test_xlsx_is_read_as_text_and_formulas_stay_text() -> None:
    data = xlsx(["Tên", "Điện thoại"], ["=1+1", 912], [None, None], ["Đào", 3.5])
    rows = read_rows(data, "a.xlsx", COLUMNS)
    assert [(row.number, row["name"], row["phone"]) for row in rows] == [(2, "=1+1", "912"), (4, "Đào", "3.5")]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        ("Tên\nĐào".encode("cp1258", "replace") + b"\xff", "a.csv", "table_encoding"),
        (b"x" * (MAX_BYTES + 1), "a.csv", "table_size"),
        (b"x", "a.xls", "table_kind"),
        (b"PK not a zip", "a.xlsx", "table_broken"),
        (b"a\0b", "a.csv", "table_broken"),
        ('"Tên\nopen'.encode(), "a.csv", "table_broken"),
        (b"", "a.csv", "table_columns"),
        ("Khác\nx".encode(), "a.csv", "table_columns"),
        (("Tên\n" + "x\n" * 20_001).encode(), "a.csv", "table_rows"),
        (("Tên\n" + "x" * 2_001).encode(), "a.csv", "table_rows"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(data: bytes, name: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_rows(data, name, COLUMNS, required=["name"])
    assert refused.value.code == code


def test_a_zip_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (70 * 2**20))
    with pytest.raises(DomainError, match="table_size"):
        read_rows(out.getvalue(), "a.xlsx", COLUMNS)


def test_an_xlsx_with_entities_is_refused() -> None:
    source = zipfile.ZipFile(io.BytesIO(xlsx(["Tên"], ["x"])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for item in source.infolist():
            content = source.read(item)
            if item.filename.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + content
            archive.writestr(item, content)
    with pytest.raises(DomainError, match="table_broken"):
        read_rows(out.getvalue(), "a.xlsx", COLUMNS)


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+84912", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_would_run_is_guarded_and_read_back(cell: str) -> None:
    data = write_csv(["Tên"], [[cell]])
    assert f"'{cell}" in data.decode("utf-8-sig")
    assert read_rows(data, "a.csv", COLUMNS)[0]["name"] == cell
    sheet = load_workbook(io.BytesIO(write_xlsx(["Tên"], [[cell.strip()]], title="T"))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
