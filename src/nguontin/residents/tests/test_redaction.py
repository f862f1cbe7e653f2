"""The first proposal of redacted words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nguontin.residents.redaction import MARK, propose


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("Gọi tôi 0912 345 678 nhé", f"Gọi tôi {MARK} nhé"),
        ("Gọi +84 912.345.678", f"Gọi {MARK}"),
        ("Thư: nhung.hoang@example.vn.", f"Thư: {MARK}."),
        ("Căn cước 004190001234", f"Căn cước {MARK}"),
        ("Ảnh ở https://example.vn/anh?id=7", f"Ảnh ở {MARK}"),
        ("Từ 5 đến 7 giờ, 12 cụm loa", "Từ 5 đến 7 giờ, 12 cụm loa"),
    ],
)
def test_contacts_are_marked(written: str, proposed: str) -> None:
    assert propose(written) == proposed


def test_the_askers_name_is_marked_in_any_case() -> None:
    assert propose("tôi là HOÀNG Thị Nhung ở xóm 2", "Hoàng Thị Nhung") == f"tôi là {MARK} ở xóm 2"


@given(st.from_regex(r"0[0-9]{9}", fullmatch=True), st.text(alphabet="ab ạ", max_size=20))
def test_no_phone_number_survives(number: str, around: str) -> None:
    assert number not in propose(f"{around} {number} {around}")
