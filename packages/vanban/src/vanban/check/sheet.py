"""A paper as it lies on the desk: printed lines with their columns, drawn lines, sections and page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vanban.check.formats import ParagraphFormat, RunFormat
from vanban.letters import normalise

_LIST_SIGNS = ("-", "–", "•", "+", "*")
_DASHES = ("-", "\u2010", "\u2011", "\uf02d")  # hyphens, also that of Word's symbol font


class Column(StrEnum):
    """Which side of the page a line stands on."""

    LEFT = "left"
    RIGHT = "right"
    FULL = "full"


class Area(StrEnum):
    """What holds a line: the running page, a table of data, a text box."""

    PAGE = "page"
    TABLE = "table"
    BOX = "box"


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The part of a line that comes from one text node, which it fills from ``start`` on."""

    text: str
    start: int
    node: Any
    run: Any
    format: RunFormat


def shown(pieces: Sequence[Piece]) -> str:
    """The words as the reader sees them: NFC, no-break spaces as spaces, capitals by format as capitals."""
    return normalise("".join(piece.text.upper() if piece.format.caps else piece.text for piece in pieces)).strip()


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line as set by the author: a paragraph, or its part between line breaks or column tabs.

    ``text`` is what the reader sees, ``raw`` what the file holds. ``paragraph`` counts all paragraphs of the file from
    0. ``block`` names the table it lies in (``None`` outside), ``row`` is shared by what stands side by side. ``room``
    is the width of its column in points. For plain text only the words, ``paragraph``, ``row`` and ``column`` are known
    and ``format`` is ``None``.
    """

    raw: str
    text: str
    paragraph: int
    column: Column
    area: Area
    row: tuple[int, ...]
    block: int | None = None
    pieces: tuple[Piece, ...] = ()
    format: ParagraphFormat | None = None
    element: Any = None
    room: float | None = None
    whole: bool = True  # the only line of its paragraph
    new_page: bool = False

    @property
    def listed(self) -> bool:
        """Whether the line is one of a list: with a typed dash or bullet, or one that Word sets."""
        return self.text.startswith(_LIST_SIGNS) or (self.format is not None and bool(self.format.bullet))

    @property
    def dashed(self) -> bool:
        """Whether a hyphen stands before the line, typed with a blank after it or set by Word."""
        set_by_word = self.format is not None and self.format.bullet in _DASHES
        return set_by_word or self.text.startswith("- ")


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A line drawn under text: a border, a shape or an underline; ``length`` in points where it is known.

    ``paragraph`` is the one that holds it. ``column`` is ``None`` when a floating shape does not tell its side.
    """

    paragraph: int
    column: Column | None
    length: float | None
    border: Any = None  # the paragraph whose border it is
    floating: bool = False  # a shape outside tables, whose side is only guessed


@dataclass(frozen=True, slots=True, eq=False)
class PageNumber:
    """A page number's field in a header or footer (``part``), for ``first``, ``default`` or ``even`` pages."""

    part: str
    pages: str
    centred: bool
    formats: tuple[RunFormat, ...]
    paragraph: Any


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """Paper and margins (top, bottom, left, right) in millimetres."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    landscape: bool
    has_table: bool
    first_page_differs: bool
    restarts: bool
    numbers: tuple[PageNumber, ...]
    element: Any


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A paper taken apart. ``layout`` is false for plain text, where only words can be checked."""

    lines: tuple[Line, ...]
    drawn: tuple[Drawn, ...] = ()
    sections: tuple[Section, ...] = ()
    layout: bool = False
    tracked: bool = False  # unaccepted changes or comments
    mirrored: bool = False  # margins of even pages mirror those of odd ones
    document: Any = None
    tables: tuple[Any, ...] = ()  # w:tbl elements of data tables
