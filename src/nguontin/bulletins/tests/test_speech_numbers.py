"""Vietnamese numbers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nguontin.bulletins.speech.numbers import read_decimal, read_digits, read_number, read_padded
from nguontin.bulletins.speech.roman import roman_value


@pytest.mark.parametrize(
    ("digits", "spoken"),
    [
        ("0", "không"),
        ("4", "bốn"),
        ("5", "năm"),
        ("10", "mười"),
        ("11", "mười một"),
        ("14", "mười bốn"),
        ("15", "mười lăm"),
        ("20", "hai mươi"),
        ("21", "hai mươi mốt"),
        ("24", "hai mươi tư"),
        ("25", "hai mươi lăm"),
        ("100", "một trăm"),
        ("101", "một trăm linh một"),
        ("104", "một trăm linh tư"),
        ("105", "một trăm linh năm"),
        ("110", "một trăm mười"),
        ("111", "một trăm mười một"),
        ("902", "chín trăm linh hai"),
        ("1000", "một nghìn"),
        ("1005", "một nghìn không trăm linh năm"),
        ("2024", "hai nghìn không trăm hai mươi tư"),
        ("10000", "mười nghìn"),
        ("1000005", "một triệu không trăm linh năm"),
        ("1234567", "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy"),
        ("2000000000", "hai tỷ"),
        ("1000000000001", "một nghìn tỷ không trăm linh một"),
        ("007", "bảy"),
    ],
)
def test_whole_numbers(digits: str, spoken: str) -> None:
    assert read_number(digits) == spoken


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_different_numbers_sound_different(one: int, other: int) -> None:
    assert (read_number(str(one)) == read_number(str(other))) == (one == other)


def test_too_long_a_number_is_read_digit_by_digit() -> None:
    assert read_number("1" * 40) == " ".join(["một"] * 40)


def test_decimals_padded_and_digits() -> None:
    assert read_decimal("3", "5") == "ba phẩy năm"
    assert read_decimal("3", "25") == "ba phẩy hai mươi lăm"
    assert read_decimal("0", "05") == "không phẩy không năm"
    assert read_padded("05") == "không năm"
    assert read_padded("00") == "không không"
    assert read_digits("115") == "một một năm"


@pytest.mark.parametrize(
    ("numeral", "value"), [("XIV", 14), ("IV", 4), ("MCMXLV", 1945), ("IIX", None), ("", None), ("VV", None)]
)
def test_roman_numerals(numeral: str, value: int | None) -> None:
    assert roman_value(numeral) == value
