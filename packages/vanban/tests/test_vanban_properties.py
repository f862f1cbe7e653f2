"""What holds for any input."""

from __future__ import annotations

import time

import pytest
import vanban
from hypothesis import given, settings
from hypothesis import strategies as st
from vanban.analysis import analyse
from vanban.labels import label_of
from vanban.letters import fold, normalise
from vanban.model import Document
from vanban_helpers import PAPERS, TODAY, assert_spans_hold, read_text, squeezed, values_of

PIECES = st.sampled_from(
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: /KH-UBND",
        "Số 5 -CV/TU",
        "Hà Nội, ngày 3 tháng 4 năm 2026",
        "KẾ HOẠCH",
        "\n\n",
        "V/v một việc",
        "Kính gửi:",
        "- Sở A;",
        "Căn cứ Luật X ngày 1/1/2020;",
        "I. MỤC ĐÍCH",
        "1. Sở Y tế: làm",
        "a) ",
        "Điều 1.",
        "| a | b |",
        "<sup>1</sup> Kế hoạch số 1/KH-UBND",
        "Nơi nhận:",
        "KT. GIÁM ĐỐC",
        "Nguyễn Văn A",
        "\n",
        " ",
        "- Đơn vị chủ trì: Sở A",
        "và",
        "./.",
        "(19/5/1890 - 19/5/2026)",
        "trước ngày 30/2/2026",
        "của Bộ",
        "chủ trì, phối hợp với",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=20), max_size=40).map("".join)


def check(document: Document) -> None:
    size = len(document.text)
    assert_spans_hold(document)
    for value in values_of(document):
        assert 0 <= value.confidence <= 1
        assert value.value
        assert value.rule
    for item in document.items:
        assert 0 <= item.start < item.end <= size
        assert item.text
    for reference in document.references:
        assert squeezed(reference.number or "") in squeezed(document.text[reference.start : reference.end])


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_its_spans_hold(text: str) -> None:
    document = analyse(text, today=TODAY)
    check(document)
    assert analyse(text, today=TODAY) == document


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=200), st.sampled_from(["a.txt", "a.docx", "a.pdf", "a", "a.xyz", "b.doc"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes, filename: str) -> None:
    refusal = None
    try:
        check(vanban.read(data, filename=filename, today=TODAY))
    except vanban.UnreadableError as error:
        refusal = error
    assert refusal is None or (refusal.code and refusal.message_vi.endswith("."))


@given(st.text(max_size=60))
def test_folding_knows_neither_marks_nor_case(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.lower()) == fold(text)
    assert normalise(normalise(text)) == normalise(text)


def test_old_and_new_tone_placement_fold_alike() -> None:
    assert fold("Hoà bình, uỷ ban, Đường") == fold("HÒA BÌNH, ỦY BAN, đường") == "hoa binh, uy ban, duong"


@pytest.mark.parametrize(
    "piece", ["Số: ", "Luật abc ", "của Sở A ", "Quyết định số 1/QĐ-A, ", "1. a\n", "|a", "- a; ", "<sup>", "A-"]
)
def test_reading_time_grows_with_the_size_only(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        began = time.perf_counter()
        read_text(text)
        return time.perf_counter() - began

    seconds(500)
    small = max(seconds(4_000), 0.02)
    assert seconds(16_000) < 12 * small  # four times the size; quadratic would be sixteen times


def test_a_paper_ten_times_over_is_read() -> None:
    document = read_text((PAPERS / "plan.txt").read_text(encoding="utf-8") * 10)
    check(document)


PLACES = frozenset({"span", "spans", "start", "end", "parts", "body", "text", "offset"})


def without_places(part: object) -> object:
    """What a paper says, without where it stands."""
    if isinstance(part, dict):
        return {key: without_places(value) for key, value in part.items() if key not in PLACES}
    return [without_places(one) for one in part] if isinstance(part, (list, tuple)) else part


def gaps_of(text: str) -> list[int]:
    """Blanks between two words of one sentence in the body: where a line may break without saying anything new."""
    document = read_text(text)
    start = min([item.start for item in document.items] + [one.start for one in document.references])
    end = min([value.start for value in document.recipients] or [len(text)])
    found = []
    for at in range(start, end):
        inside = text[at] == " " and text[at - 1].isalnum() and text[at + 1].isalpha()
        line = text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)]
        if inside and len(line) > 60 and not line.startswith("|") and label_of(text[at + 1 :]) is None:
            found.append(at)
    return found


def wrapped(text: str, gaps: list[int]) -> str:
    """The text with its lines broken at the given blanks."""
    letters = list(text)
    for at in gaps:
        letters[at] = "\n"
    return "".join(letters)


LAYOUTS = ["decision", "letter", "party", "plan"]


@pytest.mark.parametrize("name", LAYOUTS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_wrapping_paragraphs_changes_no_field(name: str, data: st.DataObject) -> None:
    text = (PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    gaps = gaps_of(text)
    broken = data.draw(st.lists(st.sampled_from(gaps), unique=True, max_size=len(gaps)))
    assert without_places(vanban.to_json(read_text(wrapped(text, broken)))) == without_places(
        vanban.to_json(read_text(text))
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_one_word_a_line_changes_no_field(name: str) -> None:
    text = (PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    gaps = gaps_of(text)
    assert len(gaps) > 20
    assert without_places(vanban.to_json(read_text(wrapped(text, gaps)))) == without_places(
        vanban.to_json(read_text(text))
    )
