"""What a reader gives back: frozen values, each with its place in the text.

All spans are half-open character offsets into :attr:`Document.text`. ``confidence`` lies between 0 and 1; ``rule``
names the rule that gave the value. A thing the paper does not state is ``None`` or an empty tuple, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """One read value; ``text[start:end]`` contains it up to white space and Markdown marks."""

    value: str
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: name, title and the capacity marks ("KT. GIÁM ĐỐC") as printed."""

    name: Value | None
    title: Value | None
    on_behalf: Value | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A document cited in body or footnotes. ``date`` is ISO; ``text`` is the citation as printed."""

    kind: str | None
    number: str | None
    date: str | None
    issuer: str | None
    text: str | None
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Item:
    """One operative unit of the paper: a labelled leaf of its numbered tree.

    ``path`` joins the labels from the top by ``>``; ``text`` is the whole item after its label, its sub-lines on lines
    of their own; ``text_start`` at most 60 characters of its first paragraph. ``deadline`` is an ISO date.
    ``recurrence`` is ``monthly:20``, ``monthly``, ``quarterly``, ``yearly``, ``standing`` or ``None``.
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
    channels: tuple[str, ...]
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class ReportDeadline:
    """Something to report or submit: the words, the ISO date (``None`` when it recurs) and to whom."""

    text: str
    date: str | None
    to: str | None
    recurrence: str | None
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An observance printed with a date: ISO, or ``--MM-DD`` when no year of observance is printed."""

    text: str
    date: str
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that was read. ``text`` is the NFC text that every span refers to."""

    text: str
    kind: Value | None
    issuer: Value | None
    issuer_parent: Value | None
    number: Value | None
    symbol: Value | None
    place: Value | None
    date: Value | None
    subject: Value | None
    addressees: tuple[Value, ...]
    recipients: tuple[Value, ...]
    signer: Signer | None
    references: tuple[Reference, ...]
    items: tuple[Item, ...]
    report_deadlines: tuple[ReportDeadline, ...]
    anniversaries: tuple[Anniversary, ...]
