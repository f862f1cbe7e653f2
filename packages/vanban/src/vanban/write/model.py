"""The plain structure a paper is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

Form = Literal["state", "party"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading. Level 1 "I." in bold capitals, 2 "1." bold, 3 "a)" plain, 4 "-" plain."""

    level: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; ``basis`` sets a legal basis (căn cứ) in italics, ``italic`` any other."""

    text: str
    basis: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one header row that repeats on each page, and rows of as many cells.

    ``widths`` are millimetres (equal when empty, scaled to the page when too wide); ``numeric`` holds the indices of
    columns whose cells are set to the right.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None
    widths: tuple[float, ...] = ()
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a new page."""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own, numbered from 1; ``label`` stands above, ``attached_to`` in brackets below."""

    title: str
    blocks: tuple[Heading | Paragraph | Table | PageBreak, ...]
    label: str | None = None
    attached_to: str | None = None


Block = Heading | Paragraph | Table | PageBreak | Annex


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Capacity lines ("KT. GIÁM ĐỐC"), office and name as they are to be printed; the name may be missing."""

    title: str
    name: str | None = None
    on_behalf: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """An administrative paper.

    ``number`` ``None`` leaves a blank after "Số:"; ``date`` ``None`` leaves day, month and year blank. ``symbol`` is as
    printed after the number ("BC-UBND"; in the Party's form "BC/TU"). ``kind`` ``None`` makes it an official letter
    (công văn): no title, the subject below the number. ``issuer`` and ``issuer_parent`` are printed in capitals.
    """

    issuer: str
    symbol: str
    place: str
    subject: str
    body: tuple[Block, ...]
    signer: SignatureBlock
    form: Form = "state"
    issuer_parent: str | None = None
    number: int | str | None = None
    date: datetime.date | None = None
    kind: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = field(default=())
