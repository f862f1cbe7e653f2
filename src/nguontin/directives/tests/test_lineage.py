"""How a paper stands to what it cites, where the text is cut, and lunar days."""

from __future__ import annotations

from datetime import date

import pytest

from nguontin.directives import selectors
from nguontin.directives.models import Observance, Relation
from nguontin.directives.observances import observances_read
from nguontin.directives.services.lineage import relation_kind
from nguontin.directives.views.spans import Span, segments, spans_of
from tests.support.world import World

KIND = Relation.Kind


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("Thực hiện ", KIND.CARRIES_OUT),
        ("Căn cứ Luật A; ", KIND.CARRIES_OUT),
        ("Sở Công Thương nhận được ", KIND.RELAYS),
        ("Quyết định này thay thế ", KIND.REPLACES),
        ("Nghị định sửa đổi, bổ sung một số điều của ", KIND.AMENDS),
        ("Ban hành quy chế mới (thay thế ", KIND.CITES),
        ("Nội dung tham khảo ", KIND.CITES),
    ],
)
def test_words_before_a_citation_tell_the_relation(before: str, kind: str) -> None:
    text = f"Đầu văn bản\n\n{before}Công văn số 1/A"
    assert relation_kind(text, text.index("Công văn số"), len(text)) == kind


def test_a_citation_among_the_items_is_only_cited() -> None:
    text = "Thực hiện Công văn số 1/A"
    assert relation_kind(text, 10, 0) == KIND.CITES


def test_segments_give_the_whole_text_back_and_the_innermost_field() -> None:
    text = "0123456789"
    parts = segments(
        text, [Span("item", 1, 8, 7), Span("lead", 3, 5, 2), Span("time", 4, 6, 2), Span("bad", 9, 99, 90)]
    )
    assert "".join(part.text for part in parts) == text
    by_text = {part.text: (part.names, part.inner) for part in parts}
    assert by_text["0"] == ("", "")
    assert by_text["3"] == ("item lead", "lead")
    assert by_text["4"] == ("item lead time", "lead")
    assert by_text["67"] == ("item", "item")


def test_a_value_in_two_stretches_leaves_what_stands_between_them_dark() -> None:
    text = "Tên cơ quan Độc lập quá dài Tự do"
    whole = {"start": 0, "end": 27, "spans": [[0, 11], [20, 27]], "confidence": 1}
    found = spans_of({"fields": {"issuer": whole}})
    parts = [(part.text, part.names) for part in segments(text, found)]
    assert parts == [
        ("Tên cơ quan", "header-issuer"),
        (" Độc lập ", ""),
        ("quá dài", "header-issuer"),
        (" Tự do", ""),
    ]


def test_doubts_cut_the_text_and_belong_to_no_field() -> None:
    parts = segments("0123456789", [Span("item", 1, 8, 7)], [[0, 2, 0.4], [4, 5, 0.4], [9, 30, 0.1]])
    assert "".join(part.text for part in parts) == "0123456789"
    assert "".join(part.text for part in parts if part.doubtful) == "0149"
    assert {part.names for part in parts} == {"", "item"}


@pytest.mark.parametrize(
    ("text", "day", "first"),
    [
        ("kỷ niệm 76 năm Ngày Giải phóng Cao Bằng (03/10/1950 - 03/10/2026)", "2026-10-03", 1950),
        ("kỷ niệm 50 năm ngày thành lập", "2026-05-06", 1976),
        ("Ngày Chuyển đổi số quốc gia (10/10)", "--10-10", None),
    ],
)
def test_the_first_year_of_an_observance(text: str, day: str, first: int | None) -> None:
    read = {"anniversaries": [{"text": text, "date": day, "start": 0, "end": 5}]}
    assert observances_read(read)[0].first_year == first


def test_lunar_days_fall_on_their_solar_day(world: World) -> None:
    Observance.objects.create(unit=world.province, title="Giỗ Tổ Hùng Vương", day=10, month=3, lunar=True)
    entries = selectors.calendar(world.editor, date(2026, 4, 1), date(2026, 4, 30))
    assert [(entry.day, entry.title) for entry in entries] == [(date(2026, 4, 26), "Giỗ Tổ Hùng Vương")]


def test_a_lunar_day_of_the_last_month_falls_into_the_next_year(world: World) -> None:
    Observance.objects.create(unit=world.province, title="Ông Công ông Táo", day=23, month=12, lunar=True)
    entries = selectors.calendar(world.editor, date(2027, 1, 1), date(2027, 1, 31))
    assert [entry.day for entry in entries] == [date(2027, 1, 30)]
