"""Rules of the page: paper, margins, font and colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from docx.oxml.ns import qn

from vanban.check.components import Paper, Role
from vanban.check.edits import set_black, set_font
from vanban.check.formats import TWIPS_PER_MM
from vanban.check.measures import span
from vanban.check.registry import PARTY_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import Line, Piece, Section

_A4 = (210.0, 297.0)
_LOOSE = 1.0  # mm: printers' A4 differs by so much
_FINE = 0.3  # mm: margins are kept in twips and inches
_SIDES = ("trên", "dưới", "trái", "phải")
_NAMES = ("top", "bottom", "left", "right")
_STATE_MARGINS = ((20, 25), (20, 25), (30, 35), (15, 20))
_PARTY_MARGINS = ((20, 20), (20, 20), (30, 30), (15, 15))
_LANDSCAPE = (15.0, 35.0)
_LEGACY = (".vn", "vni", "vni-", "abc ", ".vntime")
_FONT = "Times New Roman"
_BLACK = ("000000", "000001", "010101")


@rule("page.size", f"{STATE_SOURCE}I.1; {PARTY_SOURCE}II.4.2", layout=True)
def page_size(paper: Paper) -> Iterator[Departure]:
    """A4, 210 × 297 mm."""
    for section in paper.sheet.sections:
        short, long = sorted((section.width, section.height))
        if abs(short - _A4[0]) > _LOOSE or abs(long - _A4[1]) > _LOOSE:
            yield Departure(
                f"Khổ giấy {section.width:.0f} x {section.height:.0f} mm, cần A4 (210 x 297 mm).",
                "Vào Layout, Size, chọn A4.",
                mend=_resize(section),
            )


def _resize(section: Section) -> Callable[[], None]:
    def mend() -> None:
        size = section.element.find(qn("w:pgSz"))
        width, height = (_A4[1], _A4[0]) if section.landscape else _A4
        if size is not None:
            size.set(qn("w:w"), str(round(width * TWIPS_PER_MM)))
            size.set(qn("w:h"), str(round(height * TWIPS_PER_MM)))

    return mend


@rule("page.orientation", f"{STATE_SOURCE}I.2; {PARTY_SOURCE}II.4.3", layout=True)
def page_orientation(paper: Paper) -> Iterator[Departure]:
    """Upright; across only where there are tables."""
    for section in paper.sheet.sections:
        if section.landscape and not section.has_table:
            yield Departure(
                "Trang giấy nằm ngang nhưng phần này không có bảng biểu; cần trình bày theo chiều dài khổ A4.",
                "Vào Layout, Orientation, chọn Portrait cho phần này.",
            )


def _margins(paper: Paper, wanted: tuple[tuple[int, int], ...]) -> Iterator[Departure]:
    for section in paper.sheet.sections:
        for side, name, found, (least, most) in zip(_SIDES, _NAMES, section.margins, wanted, strict=True):
            low, high = _LANDSCAPE if section.landscape else (least, most)
            swapped = paper.sheet.mirrored and side in ("trái", "phải")
            if low - _FINE <= found <= high + _FINE or (swapped and 15 - _FINE <= found <= 35 + _FINE):
                continue
            yield Departure(
                f"Lề {side} {found:.1f} mm, cần {span((low, high))} mm.",
                f"Vào Layout, Margins, Custom Margins, đặt lề {side} {span((low, high))} mm.",
                mend=_margin(section, name, low if found < low else high),
            )


def _margin(section: Section, name: str, wanted: float) -> Callable[[], None]:
    def mend() -> None:
        margins = section.element.find(qn("w:pgMar"))
        if margins is not None:
            margins.set(qn(f"w:{name}"), str(round(wanted * TWIPS_PER_MM)))

    return mend


@rule("page.margins", f"{STATE_SOURCE}I.3", forms=("state",), layout=True)
def state_margins(paper: Paper) -> Iterator[Departure]:
    """Top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm."""
    yield from _margins(paper, _STATE_MARGINS)


@rule("page.margins", f"{PARTY_SOURCE}II.4.3", forms=("party",), layout=True)
def party_margins(paper: Paper) -> Iterator[Departure]:
    """Top 20, bottom 20, left 30, right 15 mm."""
    yield from _margins(paper, _PARTY_MARGINS)


@rule("page.font", f"{STATE_SOURCE}I.4; HD 36-HD/VPTW, Phụ lục 3", layout=True)
def font(paper: Paper) -> Iterator[Departure]:
    """Times New Roman everywhere."""
    for line, strange in _by_line(
        paper, lambda fonts: [name for name in fonts if name != _FONT and not is_legacy(name)]
    ):
        yield Departure(
            f"Phông chữ {', '.join(strange)}, cần {_FONT}.",
            f"Chọn toàn bộ văn bản (Ctrl+A) và đặt phông {_FONT}.",
            line,
            "Phông chữ",
            _set_fonts(line),
        )


def is_legacy(name: str) -> bool:
    """A font of the TCVN3 (ABC) or VNI codings, whose bytes are no Unicode letters."""
    return name.lower().startswith(_LEGACY)


def _by_line(paper: Paper, strange: Any) -> Iterator[tuple[Line, list[str]]]:
    for line in paper.sheet.lines:
        names = sorted({name for piece in line.pieces if piece.text.strip() for name in strange(piece.format.fonts)})
        if names:
            yield line, names


def _set_fonts(line: Line) -> Callable[[], None]:
    def mend() -> None:
        for piece in line.pieces:
            set_font(piece.run)

    return mend


@rule("page.legacy-font", f"{STATE_SOURCE}I.4 (TCVN 6909:2001); {PARTY_SOURCE}II.4.1", layout=True)
def legacy_font(paper: Paper) -> Iterator[Departure]:
    """Unicode, not TCVN3 (.Vn…) or VNI fonts."""
    for line, names in _by_line(paper, lambda fonts: [name for name in fonts if is_legacy(name)]):
        yield Departure(
            f"Phông chữ {', '.join(names)} dùng bảng mã cũ (TCVN3/VNI), cần bộ mã Unicode.",
            "Chuyển mã văn bản sang Unicode (ví dụ Unikey, Ctrl+Shift+F6), rồi đặt phông Times New Roman.",
            line,
            "Phông chữ",
        )


@rule("page.colour", f"{STATE_SOURCE}I.4", forms=("state",), layout=True)
def colour(paper: Paper) -> Iterator[Departure]:
    """Black letters; only the stamps of secrecy and urgency are red."""
    stamps = paper.lines(Role.STAMP)
    for line in paper.sheet.lines:
        if any(line is stamp for stamp in stamps):
            continue
        tinted = [piece for piece in line.pieces if piece.text.strip() and piece.format.colour not in (None, *_BLACK)]
        if tinted:
            yield Departure(
                "Chữ có màu, cần chữ màu đen.",
                "Chọn chữ có màu và đặt Font Color là Automatic (đen).",
                line,
                "Màu chữ",
                _blacken(tinted),
            )


def _blacken(pieces: list[Piece]) -> Callable[[], None]:
    def mend() -> None:
        for piece in pieces:
            set_black(piece.run)

    return mend
