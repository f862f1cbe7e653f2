"""Small judgements that several rules share: how a line is set, and how far that is from what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vanban.check.components import Paper, Role
from vanban.check.edits import rewrite, set_paragraph, set_type
from vanban.check.registry import Departure
from vanban.check.sheet import Line
from vanban.letters import is_caps

_ALIGNMENT_NAMES = {"left": "căn trái", "center": "căn giữa", "right": "căn phải", "both": "dàn đều hai lề"}


@dataclass(frozen=True, slots=True)
class Type:
    """Wanted type of a component. ``None`` leaves a trait free; ``sizes`` are points, least and most."""

    sizes: tuple[float, float] | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    alignment: str | None = None
    boxed: bool = False  # centred where the line stands in a box of a table


def type_departures(paper: Paper, role: Role, wanted: Type, lines: Iterable[Line] | None = None) -> Iterator[Departure]:
    """Each trait of a component's lines that is not as wanted."""
    for line in paper.lines(role) if lines is None else lines:
        yield from _size(line, role, wanted)
        yield from _weight_and_slant(line, role, wanted)
        yield from _case(line, role, wanted)
        alignment = "center" if wanted.boxed and line.block is not None else wanted.alignment
        if alignment and line.format is not None and line.format.alignment != alignment:
            yield _alignment(line, role, alignment)


def _size(line: Line, role: Role, wanted: Type) -> Iterator[Departure]:
    if wanted.sizes is None:
        return
    least, most = sizes = wanted.sizes
    wrong = sorted(
        {piece.format.size for piece in line.pieces if piece.text.strip() and not least <= piece.format.size <= most}
    )
    if wrong:
        yield Departure(
            f"{role}: cỡ chữ {', '.join(f'{size:g}' for size in wrong)}, cần cỡ {span(sizes)}.",
            f"Chọn dòng này và đặt cỡ chữ {span(sizes)}.",
            line,
            role,
            lambda: set_type(line, sizes=sizes),
        )


def span(sizes: tuple[float, float]) -> str:
    """ "12-13", or "13" when both bounds are one."""
    return f"{sizes[0]:g}" if sizes[0] == sizes[1] else f"{sizes[0]:g}-{sizes[1]:g}"


def _weight_and_slant(line: Line, role: Role, wanted: Type) -> Iterator[Departure]:
    worded = [piece for piece in line.pieces if any(char.isalnum() for char in piece.text)]
    if wanted.bold is not None and any(piece.format.bold is not wanted.bold for piece in worded):
        bold = wanted.bold
        yield Departure(
            f"{role}: {'chưa đậm, cần chữ đậm' if bold else 'chữ đậm, cần chữ thường không đậm'}.",
            f"Chọn dòng này và {'bật' if bold else 'tắt'} chữ đậm (Ctrl+B).",
            line,
            role,
            lambda: set_type(line, bold=bold),
        )
    if wanted.italic is not None and any(piece.format.italic is not wanted.italic for piece in worded):
        italic = wanted.italic
        yield Departure(
            f"{role}: {'chữ đứng, cần chữ nghiêng' if italic else 'chữ nghiêng, cần chữ đứng'}.",
            f"Chọn dòng này và {'bật' if italic else 'tắt'} chữ nghiêng (Ctrl+I).",
            line,
            role,
            lambda: set_type(line, italic=italic),
        )


def _case(line: Line, role: Role, wanted: Type) -> Iterator[Departure]:
    text = line.text
    letters = [char for char in text if char.isalpha()]
    if wanted.caps and letters and not all(char.isupper() for char in letters):
        yield Departure(
            f"{role}: chưa in hoa toàn bộ.", f"Gõ lại bằng chữ in hoa: {text.upper()}", line, role,
            lambda: rewrite(line, text.upper()), rewrites=True,
        )  # fmt: skip
    if wanted.caps is False and is_caps(text):
        yield Departure(f"{role}: in hoa toàn bộ, cần chữ in thường.", "Gõ lại bằng chữ in thường.", line, role)


def _alignment(line: Line, role: Role, wanted: str) -> Departure:
    found = line.format.alignment if line.format is not None else "left"
    return Departure(
        f"{role}: {_ALIGNMENT_NAMES[found]}, cần {_ALIGNMENT_NAMES[wanted]}.",
        f"Đặt con trỏ vào đoạn này và chọn {_ALIGNMENT_NAMES[wanted]}.",
        line,
        role,
        lambda: set_paragraph(line.element, alignment=wanted),
    )


def text_departure(line: Line, role: Role, message: str, wanted: str, *, advice: str | None = None) -> Departure:
    """A line whose words are to become *wanted*; it can be mended where the file can be written."""
    mend: Callable[[], None] | None = (lambda: rewrite(line, wanted)) if line.pieces else None
    return Departure(message, advice or f"Sửa thành: {wanted}", line, role, mend, rewrites=True)
