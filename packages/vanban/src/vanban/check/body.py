"""Rules of the body's shape: type, indents, spacing, bases, ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from vanban.check.components import Paper, Role
from vanban.check.edits import set_paragraph
from vanban.check.measures import Type, text_departure, type_departures
from vanban.check.registry import PARTY_SOURCE, PARTY_TYPE_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import Line
from vanban.labels import Rank, label_of
from vanban.letters import is_caps

_LONG = 95  # characters: more than one printed line, so that alignment and indent show
_RUNNING = (Role.BODY, Role.BASIS, Role.HEADING)
_SINGLE_POINTS = 1.15  # height of a line of Times New Roman, in type sizes
_LINE_LEAST, _LINE_MOST = 0.98, 1.52  # of single spacing, with the rounding of Word's fields
_INDENT = (9.4, 13.4)  # mm: 1 cm to 1.27 cm, as inches and centimetres round
_GAP = 6.0  # points
_PARTY_PITCH = 18.0  # points


@rule("body.type", f"{STATE_SOURCE}II.6.e", forms=("state",), layout=True)
def state_body(paper: Paper) -> Iterator[Departure]:
    """Running text: 13-14."""
    return type_departures(paper, Role.BODY, Type((13, 14)))


@rule("body.type", f"{PARTY_TYPE_SOURCE}6", forms=("party",), layout=True)
def party_body(paper: Paper) -> Iterator[Departure]:
    """Running text: 14-15."""
    for role in (Role.BODY, Role.BASIS, Role.HEADING):
        yield from type_departures(paper, role, Type((14, 15)))


@rule("basis.type", f"{STATE_SOURCE}II.6.a", forms=("state",), layout=True)
def state_basis(paper: Paper) -> Iterator[Departure]:
    """Legal bases: 13-14, italic."""
    return type_departures(paper, Role.BASIS, Type((13, 14), italic=True))


def _running(paper: Paper) -> list[Line]:
    return [line for line in paper.lines(*_RUNNING) if line.format is not None and line.block is None]


@rule("body.justified", f"{STATE_SOURCE}II.6.e; {PARTY_SOURCE}II.1.6.2", layout=True)
def justified(paper: Paper) -> Iterator[Departure]:
    """Running text fills the line from margin to margin."""
    for line in _running(paper):
        if line.format is not None and line.format.alignment != "both" and len(line.text) > _LONG:
            yield Departure(
                "Đoạn văn chưa dàn đều cả hai lề.",
                "Chọn đoạn văn và bấm Ctrl+J.",
                line,
                Role.BODY,
                _shape(line, alignment="both"),
            )


def _shape(at: Line, **wanted: Any) -> Callable[[], None]:
    return lambda: set_paragraph(at.element, **wanted)


@rule("body.indent", f"{STATE_SOURCE}II.6.e; {PARTY_SOURCE}II.1.6.2", layout=True)
def indented(paper: Paper) -> Iterator[Departure]:
    """The first line of a paragraph begins 1 or 1.27 cm from the margin (the Party's about 10 mm)."""
    wanted, told = (10, "khoảng 10 mm") if paper.form == "party" else (12.7, "1 cm hoặc 1,27 cm")
    before = -1
    for line in _running(paper):
        opens = line.paragraph != before
        before = line.paragraph
        label = label_of(line.text)
        shown = len(line.text) > _LONG or (label is not None and label.rank > Rank.CHAPTER)
        if line.format is None or line.format.alignment in ("center", "right") or not (opens and shown):
            continue
        start = line.format.left + line.format.first_line
        tabbed = abs(start) < 1 and line.element is not None and _starts_with_tab(line.element)
        if not tabbed and not _INDENT[0] <= start <= _INDENT[1]:
            yield Departure(
                f"Chữ đầu đoạn lùi {start:.1f} mm, cần {told}.",
                f"Vào Paragraph, Special, First line, đặt {wanted / 10:g} cm; lề trái của đoạn 0 cm.",
                line,
                Role.BODY,
                _shape(line, left_mm=0, first_line_mm=wanted),
            )


def _starts_with_tab(paragraph: Any) -> bool:
    for node in paragraph.iter():
        if node.tag.endswith("}t") and (node.text or "").strip():
            return False
        if node.tag.endswith("}tab") and node.getparent().tag.endswith("}r"):
            return True
    return False


@rule("body.spacing", f"{STATE_SOURCE}II.6.e; {PARTY_SOURCE}II.1.6.2", layout=True)
def spaced(paper: Paper) -> Iterator[Departure]:
    """At least 6 points between paragraphs."""
    for above, below in pairwise(_running(paper)):
        if above.format is None or below.format is None or below.paragraph != above.paragraph + 1:
            continue
        gap = above.format.after + below.format.before
        if below.format.contextual and above.format.style == below.format.style:
            gap = 0.0
        if gap < _GAP - 0.05:
            yield Departure(
                f"Khoảng cách giữa hai đoạn {gap:g} pt, cần tối thiểu 6 pt.",
                "Chọn các đoạn văn, vào Paragraph, đặt Before hoặc After 6 pt, bỏ “Don't add space…”.",
                below,
                Role.BODY,
                None if below.format.contextual else _shape(below, before=_GAP),
            )


@rule("body.line-spacing", f"{STATE_SOURCE}II.6.e", forms=("state",), layout=True)
def state_line_spacing(paper: Paper) -> Iterator[Departure]:
    """Lines from single to one and a half."""
    for line in _running(paper):
        pitch = _pitch(line)
        if pitch is None or _LINE_LEAST <= pitch <= _LINE_MOST:
            continue
        yield Departure(
            f"Khoảng cách dòng bằng {pitch:.2f} dòng đơn, cần từ dòng đơn đến 1,5 dòng.",
            "Chọn đoạn văn, vào Paragraph, Line spacing, đặt Single đến 1.5 lines.",
            line,
            Role.BODY,
            _shape(line, line=1.0 if pitch < 1 else 1.5),
        )


def _pitch(line: Line) -> float | None:
    """Distance of the lines in lines of single spacing."""
    if line.format is None:
        return None
    if line.format.line_rule == "auto":
        return line.format.line
    size = max((piece.format.size for piece in line.pieces if piece.text.strip()), default=14.0)
    pitch = line.format.line / (size * _SINGLE_POINTS)
    return max(1.0, pitch) if line.format.line_rule == "atLeast" else pitch


@rule("body.line-spacing", f"{PARTY_SOURCE}II.1.6.2", forms=("party",), layout=True)
def party_line_spacing(paper: Paper) -> Iterator[Departure]:
    """At least 18 points from line to line."""
    for line in _running(paper):
        size = max((piece.format.size for piece in line.pieces if piece.text.strip()), default=14.0)
        pitch = (_pitch(line) or 1.0) * size * _SINGLE_POINTS
        if pitch < _PARTY_PITCH - 0.2:
            yield Departure(
                f"Khoảng cách dòng {pitch:.1f} pt, cần tối thiểu 18 pt.",
                "Chọn đoạn văn, vào Paragraph, Line spacing, chọn Exactly 18 pt.",
                line,
                Role.BODY,
                _shape(line, exactly=_PARTY_PITCH),
            )


def _bases(paper: Paper, closing: str, name: str) -> Iterator[Departure]:
    lines = paper.lines(Role.BASIS)
    after = _after(paper, lines[-1]) if lines else None
    goes_on = (
        after is not None
        and paper.role(after) is Role.BODY
        and after.text.endswith(":")
        and after.text.startswith(("Căn cứ", "Theo", "Xét"))
    )
    for at, line in enumerate(lines):
        last = at == len(lines) - 1
        wanted = ";" if not last or goes_on else closing
        allowed = (";", closing) if last and goes_on else (wanted,)
        if not line.text.endswith(allowed):
            which = "cuối cùng " if last else ""
            mark = name if last and not goes_on else "chấm phẩy (;)"
            made = line.text.rstrip(" .;,:") + wanted
            yield text_departure(
                line,
                Role.BASIS,
                f"Căn cứ {which}chưa kết thúc bằng dấu {mark}.",
                made,
                advice=f"Kết thúc dòng này bằng dấu “{wanted}”.",
            )


def _after(paper: Paper, line: Line) -> Line | None:
    found = False
    for other in paper.sheet.lines:
        if found:
            return other
        found = other is line
    return None


@rule("basis.ending", f"{STATE_SOURCE}II.6.a", forms=("state",))
def state_bases(paper: Paper) -> Iterator[Departure]:
    """Each basis ends with ";", the last with "."."""
    return _bases(paper, ".", "chấm (.)")


@rule("basis.ending", f"{PARTY_SOURCE}II.1.6.2", forms=("party",))
def party_bases(paper: Paper) -> Iterator[Departure]:
    """Each basis ends with ";", the last with ","."""
    return _bases(paper, ",", "phẩy (,)")


def _last(paper: Paper) -> Line | None:
    lines = paper.lines(Role.BODY, Role.HEADING, Role.TABLE, Role.OPERATIVE)
    foot = paper.lines(Role.RECIPIENT_LABEL, Role.CAPACITY, Role.SIGNER)
    if not lines or not foot:
        return None
    start = min(other.paragraph for other in foot)
    before = [line for line in lines if line.paragraph < start and not (is_caps(line.text) and not paper.sheet.layout)]
    return before[-1] if before else None


@rule("body.ending", "NĐ 30/2020/NĐ-CP, Phụ lục III, mục II (các mẫu văn bản)", forms=("state",))
def state_ending(paper: Paper) -> Iterator[Departure]:
    """The forms close the body with "./."."""
    line = _last(paper)
    if line is None or line.text.endswith("./.") or paper.role(line) is Role.TABLE or paper.kind == "hợp đồng":
        return
    wanted = line.text.rstrip(" .;,/") + "./."
    yield text_departure(
        line, Role.BODY, "Nội dung chưa kết thúc bằng “./.”.", wanted, advice="Thêm “./.” vào cuối nội dung văn bản."
    )


@rule("body.ending", f"{PARTY_SOURCE}II.1.6.2", forms=("party",))
def party_ending(paper: Paper) -> Iterator[Departure]:
    """The body closes with a full stop, not "./."."""
    line = _last(paper)
    if line is None or paper.role(line) is Role.TABLE:
        return
    if not line.text.endswith(".") or line.text.endswith("./."):
        wanted = line.text.rstrip(" .;,/") + "."
        yield text_departure(
            line,
            Role.BODY,
            "Nội dung văn bản của Đảng kết thúc bằng dấu chấm (.).",
            wanted,
            advice="Kết thúc nội dung bằng một dấu chấm.",
        )
