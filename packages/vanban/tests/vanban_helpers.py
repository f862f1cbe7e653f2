"""Shared by the tests of vanban."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path

import vanban
from vanban.model import Document, Span, Value

TODAY = datetime.date(2026, 11, 21)
PAPERS = Path(__file__).parent / "papers"
FORMS = Path(__file__).parent / "forms"
"""Cases of our own writing, see :func:`cases_of`."""
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "documents"
"""The development papers; they stand beside a checkout, not in it."""


def read_text(text: str) -> Document:
    """Read a paper given as text."""
    return vanban.read(text.encode(), filename="paper.txt", today=TODAY)


def cases_of(path: Path) -> dict[str, tuple[str, str]]:
    """Cases by name: the text after a line "@@ name" and what stands after the line "@@ read" below it."""
    cases: dict[str, tuple[str, str]] = {}
    for block in re.split(r"^@@ (?!read$)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, rest = block.split("\n", 1)
        text, wanted = re.split(r"^@@ read\n", rest, flags=re.MULTILINE)
        assert name not in cases, name
        cases[name] = (text, wanted)
    return cases


def assert_reads(text: str, wanted: str) -> None:
    """A case of :func:`cases_of`: the fields named in *wanted* (JSON) are read so, every value is what it prints."""
    document = read_text(text)
    read = vanban.to_json(document)
    expected = json.loads(wanted)
    assert {field: read[field] for field in expected} == expected
    assert_spans_hold(document)


def values_of(part: object) -> Iterator[Value]:
    """Every :class:`Value` inside a document."""
    if isinstance(part, Value):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from values_of(one)
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        for field in dataclasses.fields(part):
            yield from values_of(getattr(part, field.name))


def squeezed(text: str) -> str:
    """Letters and figures only, lower case: what a span and its value share whatever the wrapping."""
    return "".join(char for char in text.lower() if char.isalnum())


def printed(text: str, spans: tuple[Span, ...]) -> str:
    """What the spans hold, by the normalisation that the model promises: marks, rulers and white space dropped."""
    noise = re.compile(r"<sup>.{0,12}?</sup>|<br ?/?>|&nbsp;|[*]+|-{3,}|_{3,}|\s+")
    return "".join(noise.sub("", text[start:end]) for start, end in spans)


def unspaced(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


def assert_spans_hold(document: Document) -> None:
    """Every value is what its spans print; normalised forms have spans in bounds."""
    normalised = (document.kind, document.date, document.number, document.symbol, document.urgency, document.secrecy)
    for value in values_of(document):
        assert_in_bounds(document.text, value.spans)
        if value not in normalised and value.rule not in ("channel.words", "field.words"):  # their values are codes
            assert printed(document.text, value.spans) == unspaced(value.value), value
    for found in (document.number, document.symbol):
        if found:
            shown = printed(document.text, found.spans).replace("–", "-")
            assert re.sub(r"[.…_]", "", shown) == re.sub(r"[.…_]", "", found.value)
    for part in (*document.references, *document.report_deadlines, *document.anniversaries):
        assert_in_bounds(document.text, part.spans)
        assert printed(document.text, part.spans) == unspaced(part.text or ""), part


def assert_in_bounds(text: str, spans: tuple[Span, ...]) -> None:
    """Spans are not empty, in order, apart, and inside the text."""
    assert spans
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)
    assert 0 <= edges[0] <= edges[-1] <= len(text)
