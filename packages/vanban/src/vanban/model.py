"""What a reader gives back: frozen values, each with its place in the text.

All spans are half-open character offsets into :attr:`Document.text`. A thing that was read has one or more of them in
order: the texts of its spans put together are its words, white space, Markdown marks, footnote marks and rulers apart.
Words that a second column, a dropped line or a page break put between two parts belong to no span. ``start`` and
``end`` are the hull of the spans. ``confidence`` lies between 0 and 1; ``rule`` names the rule that gave the value. A
thing the paper does not state is ``None`` or an empty tuple, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of the text that was recognised badly in a picture; ``sure`` between 0 and 1, low."""

    start: int
    end: int
    sure: float


@dataclass(frozen=True, slots=True)
class Unread:
    """Pages that are pictures and whose letters could not be read, counted from 1; of a Word file its pictures.

    ``code`` as in :class:`~vanban.errors.UnreadableError`; ``message_vi`` names the pages, why, and what to do.
    """

    pages: tuple[int, ...]
    code: str
    message_vi: str


class Placed:
    """What has spans: their hull."""

    __slots__ = ()
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Value(Placed):
    """One read value, equal to the words of its spans except where it is a normalised form of them.

    Normalised are the date (ISO), number and symbol (blanks and dots of unfilled figures dropped), the stamps (lower
    case: "khẩn", "thượng khẩn", "hỏa tốc", "hỏa tốc hẹn giờ"; "mật", "tối mật", "tuyệt mật") and the kind of paper
    (lower case; the spans hold the title, the abbreviation in the symbol, "V/v", or the symbol of a letter, which
    prints no kind).
    """

    value: str
    spans: tuple[Span, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: name, title and the capacity marks ("KT. GIÁM ĐỐC") as printed."""

    name: Value | None
    title: Value | None
    on_behalf: Value | None


@dataclass(frozen=True, slots=True)
class Reference(Placed):
    """A document cited in body or footnotes. ``date`` is ISO (a month where no day is printed); ``text`` as printed."""

    kind: str | None
    number: str | None
    date: str | None
    issuer: str | None
    text: str | None
    spans: tuple[Span, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Relation(Placed):
    """How this paper stands to ``Document.references[reference]``; each reference has one, the strongest.

    ``kind``: ``replaces``, ``amends``, ``answers``, ``relays``, ``reports_on``, ``carries_out`` or ``cites``. The spans
    hold the words that say so; for ``cites`` without such words the citation itself.
    """

    kind: str
    reference: int
    spans: tuple[Span, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Timing:
    """What a printed time means.

    ``kind`` is ``deadline`` (done by ``last``), ``period`` (some time between ``first`` and ``last``), ``range`` (all
    the time from ``first`` to ``last``, open where ``None``), ``rule`` (comes again: ``rule`` is ``daily``,
    ``weekly``, ``monthly``, ``monthly:20``, ``quarterly``, ``yearly`` or ``yearly:11-30``) or ``standing``. ``first``
    and ``last`` are ISO days.
    """

    kind: str
    first: str | None
    last: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One operative unit of the paper: a labelled leaf of its numbered tree.

    ``path`` joins the labels from the top by ``>``; ``text`` is the whole item after its label, its sub-lines on lines
    of their own; ``text_start`` at most 60 characters of its first paragraph. ``deadline`` is an ISO date.
    ``recurrence`` is ``monthly:20``, ``monthly``, ``quarterly``, ``yearly``, ``standing`` or ``None``. ``when`` is the
    meaning of the time. A row of a table of tasks is an item too: its label is the number in its first cell ("-" where
    there is none), its path goes through the section and the group rows above it. ``channels`` are the channels of
    information it names, ``field`` what essential information it is about (both codes, with the words that say so).
    """

    path: str
    label: str
    text: str
    text_start: str
    lead: tuple[Value, ...]
    coordinate: tuple[Value, ...]
    perform: tuple[Value, ...]
    time: Value | None
    deadline: str | None
    recurrence: str | None
    when: Timing | None
    channels: tuple[Value, ...]
    field: Value | None
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class ReportDeadline(Placed):
    """Something to report or submit: the words, the ISO date (``None`` when it recurs) and to whom."""

    text: str
    date: str | None
    to: str | None
    recurrence: str | None
    spans: tuple[Span, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Anniversary(Placed):
    """An observance printed with a date: ISO, or ``--MM-DD`` when no year of observance is printed."""

    text: str
    date: str
    spans: tuple[Span, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class BodyUnit:
    """A labelled unit of the body: "Phần I", "A", "II", "Điều 3", "1", "1.1", "a", "(1)", "-", "+".

    ``level`` is ``part``, ``chapter``, ``letter``, ``roman``, ``article``, ``number``, ``number2`` … ``number4``,
    ``point``, ``bracket``, ``dash`` or ``plus``. ``text`` holds its own paragraphs after the label, one a line, without
    those of its children; ``spans`` are theirs. ``start`` is where the label begins, ``end`` where the last child ends.
    """

    label: str
    level: str
    text: str
    spans: tuple[Span, ...]
    start: int
    end: int
    children: tuple[BodyUnit, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that was read. ``text`` is the NFC text that every span refers to.

    ``for_all`` are the bodies that the opening or closing sentence charges with all items ("… đề nghị X thực hiện một
    số nội dung sau:"); ``field`` is a code of essential information (Art. 6 NĐ 49/2024/NĐ-CP) with the words that
    suggest it.

    ``doubts`` are the badly recognised words of a scan, in order; values that lie on one are no surer than it.
    ``unread`` are the pages that ``text`` lacks because they are pictures that could not be recognised.
    """

    text: str
    kind: Value | None
    issuer: Value | None
    issuer_parent: Value | None
    number: Value | None
    symbol: Value | None
    place: Value | None
    date: Value | None
    subject: Value | None
    urgency: Value | None
    secrecy: Value | None
    addressees: tuple[Value, ...]
    recipients: tuple[Value, ...]
    signer: Signer | None
    references: tuple[Reference, ...]
    items: tuple[Item, ...]
    for_all: tuple[Value, ...]
    field: Value | None
    report_deadlines: tuple[ReportDeadline, ...]
    anniversaries: tuple[Anniversary, ...]
    body: tuple[BodyUnit, ...]
    doubts: tuple[Doubt, ...] = ()
    relations: tuple[Relation, ...] = ()
    unread: tuple[Unread, ...] = ()
