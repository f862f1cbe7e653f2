"""The plain structure a paper is written from.

Running text may carry a footnote in place, ``^[…]``: a real Word footnote is made of it. Source of the structure: the
components of NĐ 30/2020/NĐ-CP annex I and of HD 36-HD/VPTW.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

Form = Literal["state", "party"]
Urgency = Literal["HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"]
Secrecy = Literal["TUYỆT MẬT", "TỐI MẬT", "MẬT"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading. Level 1 "I." in bold capitals, 2 "1." and 3 "1.1." bold, 4 "a)" plain, 5 "-" plain."""

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
class Article:
    """ "Điều 1." in bold, then its text; ``title`` (bold too) where the article has one."""

    label: str
    text: str = ""
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Centred:
    """A centred line of its own: "QUYẾT ĐỊNH:", "Phần thứ nhất", the title of a chapter."""

    text: str
    bold: bool = True
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one header row that repeats on each page, and rows of as many cells.

    ``widths`` are millimetres (equal when empty, scaled to the page when too wide); ``numeric`` holds the indices of
    columns whose cells are set to the right. A row of one cell runs over the whole width (a section of the table).
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None
    widths: tuple[float, ...] = ()
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a new page."""


InnerBlock = Heading | Paragraph | Article | Centred | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own, numbered from 1.

    ``label`` ("Phụ lục I") or, for a plan that a decision issues, ``kind`` ("Kế hoạch") stands above the title,
    ``attached_to`` in brackets below. ``landscape`` turns the pages for wide tables.
    """

    title: str
    blocks: tuple[InnerBlock, ...]
    label: str | None = None
    kind: str | None = None
    attached_to: str | None = None
    landscape: bool = False


Block = InnerBlock | Annex


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
    (công văn): no title, the subject below the number. ``issuer`` and ``issuer_parent`` are printed in capitals;
    ``co_issuers`` and ``co_signers`` make a joint paper. ``authority`` is who decides ("Chủ tịch Ủy ban nhân dân xã"):
    printed above the bases of a decision, and before the addressees of a telegram ("… điện:"). ``drafter`` and
    ``copies`` (box 12) close the last line of "Nơi nhận"; ``contact`` (box 13) is the foot of the first page.
    """

    issuer: str
    symbol: str
    place: str
    subject: str
    body: tuple[Block, ...]
    signer: SignatureBlock
    form: Form = "state"
    issuer_parent: str | None = None
    co_issuers: tuple[str, ...] = ()
    number: int | str | None = None
    date: datetime.date | None = None
    kind: str | None = None
    authority: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = field(default=())
    co_signers: tuple[SignatureBlock, ...] = ()
    urgency: Urgency | None = None
    secrecy: Secrecy | None = None
    circulation: str | None = None
    drafter: str | None = None
    copies: int | None = None
    contact: str | None = None
