"""What holds for whole papers however they are written down: those of the tests, and papers put together at random."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import pytest
import roundtrip_helpers
import vanban
from hypothesis import given, settings
from hypothesis import strategies as st
from vanban.analysis import analyse
from vanban.labels import label_of
from vanban.letters import fold, is_caps
from vanban.model import BodyUnit, Document, Value
from vanban.readers import extract_text
from vanban_files import PAPER
from vanban_helpers import (
    PAPERS,
    TODAY,
    assert_in_bounds,
    assert_spans_hold,
    printed,
    read_text,
    squeezed,
    values_of,
)

NAMES = ["letter of a commune", *sorted(path.stem for path in PAPERS.glob("*.txt")), *roundtrip_helpers.NAMES]
PLACES = frozenset({"span", "spans", "start", "end", "parts", "text"})
SHORTEST = 42  # letters before a break: no printed line that goes on is shorter


@cache
def text_of(name: str) -> str:
    """A paper of the tests as text."""
    if name == NAMES[0]:
        return PAPER
    if name in roundtrip_helpers.NAMES:
        text = extract_text(roundtrip_helpers.written(name), filename=f"{name}.docx")
    else:
        text = (PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    return analyse(text, today=TODAY).text


def said(text: str) -> object:
    """What a paper says, without where it stands."""
    return without_places(vanban.to_json(read_text(text)))


def without_places(part: object) -> object:
    if isinstance(part, dict):
        return {key: without_places(value) for key, value in part.items() if key not in PLACES}
    return [without_places(one) for one in part] if isinstance(part, (list, tuple)) else part


# Papers put together at random.

_BODIES = st.sampled_from(
    [
        "Sở Y tế",
        "UBND các xã, phường",
        "Phòng Văn hóa - Xã hội",
        "Ban Tuyên giáo Tỉnh ủy",
        "các sở, ban",
        "Công an tỉnh",
    ]
)
_DAYS = st.dates().map(lambda day: f"{day.day:02d}/{day.month:02d}/{day.year}")
_TIMES = st.one_of(
    _DAYS.map(lambda day: f" trước ngày {day}"),
    st.integers(1, 31).map(lambda day: f" trước ngày {day} hằng tháng"),
    st.sampled_from(["", " trong quý II/2026", " thường xuyên", " từ ngày 01/5 đến 05/5/2026", " trước ngày 31/2"]),
)  # fmt: skip
_CITATIONS = st.builds(
    "{} số {}/{} ngày {} của {}".format,
    st.sampled_from(["Kế hoạch", "Công văn", "Quyết định", "Nghị quyết", "Luật"]),
    st.integers(0, 9999),
    st.sampled_from(["KH-UBND", "QĐ-TTg", "SYT-NVY", "NQ-CP", "2024/QH15"]),
    _DAYS,
    _BODIES,
)
_TASKS = st.builds(
    "{}{} {}{}.".format,
    _BODIES,
    st.sampled_from([" chủ trì, phối hợp với Sở Tài chính", ":", ", các đơn vị liên quan", " có trách nhiệm"]),
    st.sampled_from(["phát tin trên loa truyền thanh", "treo pa nô", "báo cáo kết quả về UBND tỉnh", "tiêm vắc xin"]),
    _TIMES,
)  # fmt: skip
_LABELS = st.sampled_from(["1. ", "2. ", "I. ", "a) ", "- ", "+ ", "Điều 1. ", "1.1. ", "(1) ", ""])
_BLOCKS = st.one_of(
    st.builds("{}{}".format, _LABELS, _TASKS),
    _CITATIONS.map(lambda one: f"Căn cứ {one};"),
    _CITATIONS.map(lambda one: f"Thực hiện {one}<sup>1</sup>, Ủy ban nhân dân tỉnh yêu cầu:"),
    st.sampled_from(["I. MỤC ĐÍCH, YÊU CẦU", "QUYẾT ĐỊNH:", "PHỤ LỤC I\nDANH MỤC", "\f", "<sup>1</sup> Ghi."]),
    st.builds(
        "| TT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | {} | {} |{} |".format,
        _TASKS,
        _BODIES,
        _TIMES,
    ),
    _BODIES.map(lambda one: f"- Đơn vị phối hợp: {one}"),
)  # fmt: skip
_HEADS = st.builds(
    "{}\n\n{}\n{}\n\n{}\n\n{}\n".format,
    st.sampled_from(["ỦY BAN NHÂN DÂN\nTỈNH TRÀ LĨNH", "UBND TỈNH TRÀ LĨNH\nSỞ Y TẾ", "TỈNH ỦY TRÀ LĨNH\n*", ""]),
    st.sampled_from(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM", ""]),
    st.sampled_from(["Số: 12/KH-UBND", "Số:       /SYT-NVY\nV/v phun hóa chất", "Số 5-CV/TU", "HỎA TỐC", ""]),
    st.sampled_from(["Trà Lĩnh, ngày 20 tháng 01 năm 2026", "Trà Lĩnh, ngày    tháng 02 năm 2026", ""]),
    st.sampled_from(
        ["KẾ HOẠCH\nTruyền thông năm 2026", "Kính gửi:\n- Sở Y tế;\n- UBND các xã, phường.", "BÁO CÁO", ""]
    ),
)
_SIGNED = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn Mẫu"
_FEET = st.sampled_from([_SIGNED, "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nLò Thị Mẫu", ""])
MADE = st.builds("{}\n{}\n\n{}\n".format, _HEADS, st.lists(_BLOCKS, max_size=8).map("\n\n".join), _FEET)
ANY = MADE | st.sampled_from(NAMES).map(text_of)


# Every value has its words in the text.


def units_of(units: tuple[BodyUnit, ...]) -> Iterator[BodyUnit]:
    for unit in units:
        yield unit
        yield from units_of(unit.children)


def assert_normalised(document: Document) -> None:
    """Values in normalised form are those of their spans."""
    text = document.text
    if document.date:
        figures = [int(one) for one in re.findall(r"\d+", printed(text, document.date.spans))]
        assert [int(one) for one in reversed(document.date.value.split("-"))] == figures[
            : document.date.value.count("-") + 1
        ]
    for stamp in filter(None, (document.urgency, document.secrecy)):
        assert squeezed(fold(stamp.value)) in squeezed(fold(printed(text, stamp.spans)))
    if document.kind and document.kind.rule.endswith("title"):
        assert squeezed(document.kind.value) in squeezed(printed(text, document.kind.spans))


def assert_tree_holds(document: Document) -> None:
    for unit in units_of(document.body):
        assert 0 <= unit.start < unit.end <= len(document.text)
        if unit.spans:
            assert_in_bounds(document.text, unit.spans)
        assert printed(document.text, unit.spans) == printed(unit.text, ((0, len(unit.text)),))
        assert all(unit.start <= child.start and child.end <= unit.end for child in unit.children)
    for item in document.items:
        inside = squeezed(document.text[item.start : item.end])
        assert squeezed(item.text_start.rstrip(".… ")) in inside
        assert squeezed(item.label) in inside
        for value in values_of(item):
            assert_in_bounds(document.text, value.spans)


@settings(max_examples=120, deadline=None)
@given(ANY)
def test_every_value_is_what_its_spans_print(text: str) -> None:
    document = analyse(text, today=TODAY)
    assert_spans_hold(document)
    assert_normalised(document)
    assert_tree_holds(document)
    for relation in document.relations:
        assert_in_bounds(document.text, relation.spans)
    assert sorted(relation.reference for relation in document.relations) == list(range(len(document.references)))


@settings(max_examples=120, deadline=None)
@given(ANY)
def test_no_word_is_invented(text: str) -> None:
    """Names, subjects, numbers and issuers of citations, addressees of reports: their words stand in the text."""
    document = analyse(text, today=TODAY)
    known = set(re.findall(r"\w+", fold(document.text)))
    values: list[Value] = [value for value in values_of(document) if value.rule not in ("channel.words", "field.words")]
    shown = {value.value for value in values} - {value.value for value in (document.kind, document.date) if value}
    shown |= {one.number or "" for one in document.references} | {one.to or "" for one in document.report_deadlines}
    shown |= {one.issuer or "" for one in document.references}
    shown -= {one.value for one in (document.number, document.symbol) if one}
    for words in shown:
        assert set(re.findall(r"\w+", fold(words))) <= known, words


@settings(max_examples=80, deadline=None)
@given(ANY)
def test_reading_again_and_other_normal_forms_give_the_same(text: str) -> None:
    first = analyse(text, today=TODAY)
    assert analyse(text, today=TODAY) == first
    assert analyse(first.text, today=TODAY) == first
    for form in ("NFC", "NFD"):
        assert analyse(unicodedata.normalize(form, text), today=TODAY) == first
    assert read_text(unicodedata.normalize("NFD", text)) == read_text(text)


# However the lines of the body are broken.


def paragraphs_of(text: str) -> list[tuple[int, str]]:
    """Long lines of running text in the body, with their places."""
    document = read_text(text)
    start = min([item.start for item in document.items] + [one.start for one in document.references], default=len(text))
    end = min((value.start for value in document.recipients), default=len(text))
    found, at = [], 0
    for line in text.split("\n"):
        running = len(line) > SHORTEST and not line.startswith(("|", "<sup>")) and not is_caps(line)
        if running and start <= at and at + len(line) <= end:
            found.append((at, line))
        at += len(line) + 1
    return found


def may_break(line: str, at: int) -> bool:
    """Whether a break here says nothing new: what stands after it opens no unit, what stands before ends nothing."""
    return line[at] == " " and line[at - 1] not in ":;." and label_of(line[at + 1 :]) is None and line[at + 1] != "|"


def hard_wrapped(line: str, width: int) -> str:
    """The line broken before each word that would pass the width."""
    rows, start, last = [], 0, 0
    for at in range(len(line)):
        if at - start > width and last > start:
            rows.append(line[start:last])
            start = last + 1
        if line[at] == " " and may_break(line, at):
            last = at
    return "\n".join([*rows, line[start:]])


@pytest.mark.parametrize("name", NAMES)
def test_hard_wrapping_the_body_changes_no_field(name: str) -> None:
    text = text_of(name)
    for width in (30, 57, 80):
        wrapped = text
        for at, line in reversed(paragraphs_of(text)):
            wrapped = wrapped[:at] + hard_wrapped(line, width) + wrapped[at + len(line) :]
        assert said(wrapped) == said(text), width


@cache
def places_of(name: str) -> list[int]:
    """Where a page of the paper may end."""
    lines = paragraphs_of(text_of(name))
    return [at + here for at, line in lines for here in range(SHORTEST, len(line) - 1) if may_break(line, here)]


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_page_break_in_a_sentence_changes_no_field(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    text = text_of(name)
    at = data.draw(st.sampled_from(places_of(name)))
    sign = data.draw(st.sampled_from(["\f", "\n\f", "\n\f2\n", "\n2\n\f\n"]))
    assert said(text[:at] + sign + text[at + 1 :]) == said(text)
