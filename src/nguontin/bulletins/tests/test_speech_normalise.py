"""What holds for any text: pieces, lines, lexicon, stability, no digit, linear time."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nguontin.bulletins.speech import normalise

FRAGMENTS = (
    *("902/KH-UBND", "ngày", "15/11/2026", "2/9", "17h30", "5-7", "TP.", "UBND", "XIV", "lần thứ", "Quý", "II", "m2"),
    *("km/h", "%", "/", "-", ".", " ", "\n", "1.", "a)", "°C", "0912345678", "gọi", "115", "&", "và", "x", "VI", "A"),
    *("5", "²", "½", "của", "Kế hoạch số", "1.234", "3,5", "…", "(", ")", "“", "+", "xa.gov.vn", "a@b.vn", "V/v"),
    *("H5N1", "số", "tháng", "thứ", "từ", "đến", ",", ";", "TT&TT", "đồng", "ha", "\u0301", "_", "Đ", "đ"),
)
texts = st.text(max_size=60) | st.lists(st.sampled_from(FRAGMENTS), max_size=9).map("".join)
spaced = st.lists(st.sampled_from(FRAGMENTS), max_size=9).map(" ".join)


@given(texts | spaced)
def test_no_digit_is_left_and_a_reading_stays(text: str) -> None:
    spoken = normalise(text)
    assert not [sign for sign in spoken.text if unicodedata.category(sign) in ("Nd", "Nl", "No")]
    assert normalise(spoken.text).text == spoken.text


@given(texts | spaced)
def test_pieces_lie_in_order_on_the_written_text(text: str) -> None:
    spoken = normalise(text)
    at = 0
    for piece in spoken.pieces:
        assert at <= piece.start < piece.end
        assert spoken.written[piece.start : piece.end] == piece.written
        at = piece.end


def test_pieces_say_what_changed_and_why() -> None:
    text = "Họp lúc 17h30 tại UBND xã"
    first, second = normalise(text).pieces
    assert (text[first.start : first.end], first.spoken, first.rule) == ("17h30", "mười bảy giờ ba mươi phút", "time")
    assert (text[second.start : second.end], second.rule) == ("UBND", "abbreviation")


def test_lines_become_sentences() -> None:
    text = "THÔNG BÁO\nVề việc họp xóm\n\nI. NỘI DUNG\n1. Ủy ban nhân dân\nxã thông báo:\n- Hộ nghèo\na) Kết quả./."
    assert normalise(text).text.split("\n") == [
        "THÔNG BÁO.",
        "Về việc họp xóm.",
        "Một, NỘI DUNG.",
        "Một, Ủy ban nhân dân xã thông báo:",
        "Hộ nghèo.",
        "A, Kết quả.",
    ]


def test_lexicon_goes_before_all_rules_and_may_hold_digits() -> None:
    lexicon = {"Pác Bó": "Pác Bó 1", "UBND": "ủy ban", "": "nichts"}
    assert normalise("UBND tại Pác Bó, UBNDX", lexicon=lexicon).text.startswith("ủy ban tại Pác Bó một,")


def test_decomposed_letters_and_invisible_signs_are_read_too() -> None:
    decomposed = unicodedata.normalize("NFD", "ngày 15/11, \u200bUB\u00adND xã")
    assert normalise(decomposed).text == "ngày mười lăm tháng mười một, Ủy ban nhân dân xã"


@pytest.mark.parametrize("language", ["en", "zh", "tay"])
def test_other_languages_keep_their_words(language: str) -> None:
    spoken = normalise("  At 17:30,\t5 km \n\n UBND ", language=language)
    assert spoken.text == "At 17:30, 5 km\nUBND"
    assert spoken.pieces == ()


@pytest.mark.parametrize(
    "unit", ["1", "a", "A", "1/", "-", "a.", "( ", "gọi ", "1-", "a@", "/", "\n", "VI ", "ngày 1 "]
)
def test_time_grows_with_length_only(unit: str) -> None:
    """Eight times the text within 24 times the time (it would be 64 times if a rule were quadratic)."""

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()  # of this process alone: others may be busy
        normalise(text)
        return time.process_time() - start

    short = max(min(seconds(4_000) for _ in range(3)), 0.002)
    assert min(seconds(32_000) for _ in range(3)) < 24 * short
