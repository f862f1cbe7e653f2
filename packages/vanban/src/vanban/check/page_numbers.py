"""Rules of page numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt

from vanban.check.components import Paper, Role
from vanban.check.edits import as_run, set_paragraph
from vanban.check.measures import span
from vanban.check.registry import PARTY_SOURCE, PARTY_TYPE_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import PageNumber, Section
from vanban.write.elements import CENTRE, page_number, shape

_CERTAINLY_LONG = 5200  # characters: more than two pages of the densest setting hold less


def is_long(paper: Paper) -> bool:
    """Whether the paper without its annexes, which are numbered apart, surely has a second page."""
    annex = paper.first(Role.ANNEX_LABEL)
    own = [line for line in paper.sheet.lines if annex is None or line.paragraph < annex.paragraph]
    return any(line.new_page for line in own[1:]) or sum(len(line.raw) for line in own) > _CERTAINLY_LONG


def shown_numbers(paper: Paper, part: str | None = None) -> list[PageNumber]:
    """The page numbers that print, each paragraph once; ``part`` is ``header`` or ``footer``, both when left out."""
    shown = []
    for section in paper.sheet.sections:
        for number in section.numbers:
            hidden = number.pages == "first" and not section.first_page_differs
            if not hidden and (part is None or number.part == part):
                shown.append(number)
    return list({id(number.paragraph): number for number in shown}.values())


@rule("page-number.missing", f"{STATE_SOURCE}I.7; {PARTY_SOURCE}II.4.4", layout=True)
def page_number_missing(paper: Paper) -> Iterator[Departure]:
    """A paper of two pages and more has page numbers in the top margin."""
    if is_long(paper) and not shown_numbers(paper):
        size = 14 if paper.form == "party" else 13
        yield Departure(
            "Văn bản nhiều trang nhưng không đánh số trang.",
            "Chèn số trang vào giữa lề trên (Insert, Page Number, Top of Page), bỏ hiển thị ở trang thứ nhất.",
            box="Số trang",
            mend=lambda: _add_number(paper.sheet.document, size),
        )


def _add_number(document: Any, size: float) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    page_number(shape(section.header.paragraphs[0], CENTRE), size=size)


@rule("page-number.place", f"{STATE_SOURCE}I.7; {PARTY_SOURCE}II.4.4", layout=True)
def page_number_place(paper: Paper) -> Iterator[Departure]:
    """The number stands in the middle of the top margin."""
    for number in shown_numbers(paper, "footer"):
        yield Departure(
            "Số trang đặt ở lề dưới, cần đặt giữa lề trên.",
            "Xóa số trang ở chân trang và chèn lại: Insert, Page Number, Top of Page.",
            box="Số trang",
            mend=_move_up(paper, number),
        )
    for number in shown_numbers(paper, "header"):
        if not number.centred:
            yield Departure(
                "Số trang không ở giữa lề trên.",
                "Mở đầu trang, chọn số trang và căn giữa (Ctrl+E).",
                box="Số trang",
                mend=_centre(number),
            )


def _centre(number: PageNumber) -> Callable[[], None]:
    def mend() -> None:
        frame = number.paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
        if frame is not None:
            frame.set(qn("w:xAlign"), "center")
        set_paragraph(number.paragraph, alignment="center")

    return mend


def _move_up(paper: Paper, number: PageNumber) -> Callable[[], None] | None:
    """Take the field out of a footer whose paragraph holds nothing else, and put one into the header."""
    words = "".join(node.text or "" for node in number.paragraph.iter(qn("w:t")))
    if any(char.isalpha() for char in words):
        return None

    def mend() -> None:
        for run in list(number.paragraph):
            if run.tag != qn("w:pPr"):
                number.paragraph.remove(run)
        if not shown_numbers(paper, "header"):
            _add_number(paper.sheet.document, 14 if paper.form == "party" else 13)

    return mend


@rule("page-number.first-page", f"{STATE_SOURCE}I.7; {PARTY_SOURCE}II.4.4", layout=True)
def page_number_on_first_page(paper: Paper) -> Iterator[Departure]:
    """The first page shows no number."""
    first = paper.sheet.sections[0] if paper.sheet.sections else None
    if first is None:
        return
    shown = "first" if first.first_page_differs else "default"
    if any(number.pages == shown for number in first.numbers):
        yield Departure(
            "Trang thứ nhất hiển thị số trang.",
            "Mở đầu trang, đánh dấu Different First Page và để trống đầu trang thứ nhất.",
            box="Số trang",
            mend=_hide_on_first(paper, first) if shown == "default" else None,
        )


def _hide_on_first(paper: Paper, section: Section) -> Callable[[], None]:
    def mend() -> None:
        opened = paper.sheet.document.sections[0]
        opened.different_first_page_header_footer = True
        if not any(number.pages == "first" for number in section.numbers):
            opened.first_page_header.is_linked_to_previous = False

    return mend


def _number_type(paper: Paper, sizes: tuple[float, float]) -> Iterable[Departure]:
    for number in shown_numbers(paper):
        wrong = [form for form in number.formats if not sizes[0] <= form.size <= sizes[1] or form.italic]
        if wrong:
            yield Departure(
                f"Số trang cỡ {wrong[0].size:g}{' nghiêng' if wrong[0].italic else ''}, cần cỡ {span(sizes)}, đứng.",
                f"Chọn số trang ở đầu trang và đặt cỡ {span(sizes)}, kiểu đứng.",
                box="Số trang",
                mend=_retype(number, sizes),
            )


def _retype(number: PageNumber, sizes: tuple[float, float]) -> Callable[[], None]:
    def mend() -> None:
        for run in number.paragraph.iter(qn("w:r")):
            size = min(max(next(iter(number.formats)).size, sizes[0]), sizes[1])
            font = as_run(run).font
            font.size, font.italic = Pt(size), False

    return mend


@rule("page-number.type", f"{STATE_SOURCE}I.7", forms=("state",), layout=True)
def state_number_type(paper: Paper) -> Iterable[Departure]:
    """Arabic figures, 13-14, upright."""
    return _number_type(paper, (13, 14))


@rule("page-number.type", f"{PARTY_TYPE_SOURCE}15", forms=("party",), layout=True)
def party_number_type(paper: Paper) -> Iterable[Departure]:
    """Arabic figures, 14, upright."""
    return _number_type(paper, (14, 14))
