"""Rules of the lines drawn under motto, Party heading, issuer and subject."""

from __future__ import annotations

import math
from collections.abc import Iterator

from vanban.check.components import Paper, Role
from vanban.check.edits import add_text_below, draw_line_below, resize_border
from vanban.check.registry import PARTY_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import Area, Column, Drawn, Line
from vanban.write.metrics import text_width

_LOOSE = 0.15  # of the length: lines are drawn by hand
_THIRD, _HALF = 1 / 3, 1 / 2
_MIDDLE = 0.4


def _width(line: Line) -> float:
    sizes = [piece.format.size for piece in line.pieces if piece.text.strip()]
    bold = any(piece.format.bold for piece in line.pieces if piece.text.strip())
    return text_width(line.text, size=max(sizes, default=13), bold=bold)


def _longest(line: Line) -> float:
    """The longest printed row of a line that may wrap."""
    width = _width(line)
    return width if _rows(line) == 1 else _available(line)


def _rows(line: Line) -> int:
    """How many printed rows a line takes, at least."""
    room = _available(line)
    return max(1, math.ceil(_width(line) / room)) if room > 0 else 1


def _available(line: Line) -> float:
    """Width in points that the line's paragraph has."""
    if line.room is None or line.format is None:
        return 0.0
    return line.room - (line.format.left + line.format.right) * 72 / 25.4


def _drawn_under(paper: Paper, texts: list[Line], until: int, column: Column) -> Drawn | None:
    """The line that belongs to a component: in its column, from its last paragraph to *until*."""
    first = texts[-1].paragraph
    for drawn in paper.sheet.drawn:
        beside = drawn.column in (None, column) or (drawn.floating and column is Column.FULL)
        if beside and first <= drawn.paragraph <= until:
            return drawn
    return None


def _typed_under(paper: Paper, texts: list[Line]) -> Line | None:
    """A line typed of underscores or dashes below the component."""
    last = texts[-1]
    for line in paper.lines(Role.RULER):
        if 0 < line.paragraph - last.paragraph <= 2 and line.column is last.column:
            return line
    return None


def _underlined(texts: list[Line]) -> tuple[float, float] | None:
    """Widths of the underlined words and of all words, when some are underlined."""
    marked = [piece for line in texts for piece in line.pieces if piece.format.underline and piece.text.strip()]
    if not marked:
        return None
    under = sum(text_width(piece.text, size=piece.format.size, bold=piece.format.bold) for piece in marked)
    return under, max(_longest(line) for line in texts)


def _check(
    paper: Paper, texts: list[Line], until: int, *, bounds: tuple[float, float], wanted: str, role: Role
) -> Iterator[Departure]:
    """Whether a solid line of the wanted part of the text's length stands under it."""
    if not texts:
        return
    last = texts[-1]
    widest = max(_longest(line) for line in texts)
    shortest = min(_width(line) / _rows(line) for line in texts)
    length = widest if bounds[0] == 1 else _MIDDLE * widest
    drawn = _drawn_under(paper, texts, until, last.column)
    underlined = _underlined(texts)
    found = drawn.length if drawn else underlined[0] if underlined else None
    if drawn is None and underlined is None:
        typed = _typed_under(paper, texts)
        if typed is not None and "_" in typed.text:
            return
        fault = "đường kẻ bên dưới gõ bằng dấu gạch" if typed else "không có đường kẻ ngang, nét liền bên dưới"
        holder = last.whole and (last.block is not None or last.column is Column.FULL) and typed is None
        yield Departure(
            f"{role}: {fault}.",
            f"Vẽ đường kẻ nét liền (Insert, Shapes, Line) {wanted}, đặt cân đối dưới dòng chữ.",
            last,
            role,
            (lambda: draw_line_below(last, length=length)) if holder else None,
        )
        return
    if found is None or (1 - _LOOSE) * bounds[0] * shortest <= found <= (1 + _LOOSE) * bounds[1] * widest:
        return
    border = drawn.border if drawn else None
    room = last.room
    yield Departure(
        f"{role}: đường kẻ bên dưới dài {found / widest:.0%} dòng chữ, cần {wanted}.",
        f"Kéo đường kẻ cho dài {wanted}.",
        last,
        role,
        (lambda: resize_border(border, length=length, room=room)) if border is not None and room else None,
    )


def _first_of(paper: Paper, *roles: Role) -> int:
    """The first paragraph of these components, or one far beyond the header."""
    found = [line.paragraph for line in paper.lines(*roles)]
    return min(found, default=10**9)


@rule("motto.line", f"{STATE_SOURCE}II.1.b", forms=("state",), layout=True)
def motto_line(paper: Paper) -> Iterator[Departure]:
    """A solid line as long as the motto under it."""
    until = min(_first_of(paper, Role.KIND), _first_of(paper, Role.ADDRESS_LABEL))
    yield from _check(
        paper, paper.lines(Role.MOTTO), until, bounds=(1, 1), wanted="bằng độ dài của dòng chữ", role=Role.MOTTO
    )


@rule("party-heading.line", f"{PARTY_SOURCE}II.1.1.2", forms=("party",), layout=True)
def party_heading_line(paper: Paper) -> Iterator[Departure]:
    """A solid line as long as the Party's heading under it."""
    until = min(_first_of(paper, Role.KIND), _first_of(paper, Role.ADDRESS_LABEL))
    lines = paper.lines(Role.PARTY_HEADING)
    yield from _check(paper, lines, until, bounds=(1, 1), wanted="bằng độ dài tiêu đề", role=Role.PARTY_HEADING)


@rule("issuer.line", f"{STATE_SOURCE}II.2", forms=("state",), layout=True)
def issuer_line(paper: Paper) -> Iterator[Departure]:
    """A solid line of a third to a half of the issuer's line under it."""
    until = min(_first_of(paper, Role.KIND), _first_of(paper, Role.ADDRESS_LABEL))
    yield from _check(
        paper,
        paper.lines(Role.ISSUER),
        until,
        bounds=(_THIRD, _HALF),
        wanted="bằng 1/3 đến 1/2 độ dài dòng chữ",
        role=Role.ISSUER,
    )


@rule("subject.line", f"{STATE_SOURCE}II.5.b", forms=("state",), layout=True)
def subject_line(paper: Paper) -> Iterator[Departure]:
    """A solid line of a third to a half of the subject's line under it."""
    texts = paper.lines(Role.SUBJECT)
    after = [
        line.paragraph
        for line in paper.sheet.lines
        if texts and line.paragraph > texts[-1].paragraph and line.area is Area.PAGE
    ]
    until = min((place for place in after), default=10**9)
    yield from _check(
        paper, texts, until, bounds=(_THIRD, _HALF), wanted="bằng 1/3 đến 1/2 độ dài dòng chữ", role=Role.SUBJECT
    )


@rule("subject.hyphens", f"{PARTY_SOURCE}II.1.5.2", forms=("party",), layout=True)
def subject_hyphens(paper: Paper) -> Iterator[Departure]:
    """Five hyphens part the subject from the body."""
    texts = paper.lines(Role.SUBJECT)
    if not texts:
        return
    below = [line for line in paper.lines(Role.RULER) if 0 < line.paragraph - texts[-1].paragraph <= 3]
    if not below or below[0].text.replace(" ", "") != "-----":
        yield Departure(
            "Trích yếu: bên dưới không có năm dấu gạch nối (-----).",
            "Thêm một dòng năm dấu gạch nối (-----), căn giữa, dưới trích yếu.",
            texts[-1],
            Role.SUBJECT,
            None if below else lambda: add_text_below(texts[-1], "-----", size=14),
        )


@rule("issuer.star", f"{PARTY_SOURCE}II.1.2.2", forms=("party",), layout=True)
def issuer_star(paper: Paper) -> Iterator[Departure]:
    """A star parts the issuer from the number."""
    issuer = paper.lines(Role.ISSUER)
    if issuer and not paper.lines(Role.STAR):
        yield Departure(
            "Tên cơ quan ban hành: bên dưới không có dấu sao (*).",
            "Thêm một dòng dấu sao (*), căn giữa, dưới tên cơ quan ban hành.",
            issuer[-1],
            Role.ISSUER,
            (lambda: add_text_below(issuer[-1], "*", size=14))
            if issuer[-1].whole and issuer[-1].block is not None
            else None,
        )
