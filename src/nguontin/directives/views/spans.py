"""The paper's text cut at every place a field was read from, so that field and place can light each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from nguontin.directives.models import TaskParty


@dataclass(frozen=True, slots=True)
class Span:
    """A place ``text[start:end]`` that belongs to the field *name* ("header-number", "task-3-lead")."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the fields it belongs to; ``inner`` is the one with the shortest span."""

    text: str
    start: int
    names: str
    inner: str


def spans_of(read: dict[str, Any] | None) -> list[Span]:
    """All places in what the reader gave."""
    read = read or {}
    spans = [_span(f"header-{name}", value) for name, value in read.get("fields", {}).items()]
    for place, item in enumerate(read.get("items", [])):
        spans.append(_span(f"task-{place}-title", item))
        spans += [_span(f"task-{place}-{role}", value) for role in TaskParty.Role.values for value in item[role]]
        if item["time"]:
            spans.append(_span(f"task-{place}-printed_time", item["time"]))
    for name, key in (("demand", "report_deadlines"), ("observance", "anniversaries"), ("citation", "references")):
        spans += [_span(f"{name}-{place}", one) for place, one in enumerate(read.get(key, []))]
    return spans


def segments(text: str, spans: Iterable[Span]) -> list[Segment]:
    """*text* in order, cut at every beginning and end of a span."""
    spans = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    cuts = sorted({0, len(text)} | {span.start for span in spans} | {span.end for span in spans})
    opening = sorted(spans, key=lambda span: span.start)
    active: list[Span] = []
    made, following = [], 0
    for start, end in pairwise(cuts):
        while following < len(opening) and opening[following].start <= start:
            active.append(opening[following])
            following += 1
        active = [span for span in active if span.end > start]
        shortest = min(active, key=lambda span: span.end - span.start, default=None)
        names = " ".join(dict.fromkeys(span.name for span in active))
        made.append(Segment(text[start:end], start, names, shortest.name if shortest else ""))
    return made


def _span(name: str, value: dict[str, Any]) -> Span:
    return Span(name, value["start"], value["end"])
