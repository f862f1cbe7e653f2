"""The paper's text cut at every place a field was read from, so that field and place can light each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from nguontin.directives.models import TaskParty


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``text[start:end]`` that belongs to the field *name* ("header-number", "task-3-lead").

    ``whole`` is the length of all stretches of the value: a subject in two columns has several.
    """

    name: str
    start: int
    end: int
    whole: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the fields it belongs to; ``inner`` is the one with the shortest value.

    ``doubtful``: badly recognised in a picture.
    """

    text: str
    start: int
    names: str
    inner: str
    doubtful: bool = False


def spans_of(read: dict[str, Any] | None) -> list[Span]:
    """All places in what the reader gave."""
    read = read or {}
    named = [(f"header-{name}", value) for name, value in read.get("fields", {}).items()]
    for place, item in enumerate(read.get("items", [])):
        named.append((f"task-{place}-title", item))
        named += [(f"task-{place}-{role}", value) for role in TaskParty.Role.values for value in item[role]]
        named += [(f"task-{place}-channels", value) for value in item["channels"]]
        if item["time"]:
            named.append((f"task-{place}-printed_time", item["time"]))
    for name, key in (("demand", "report_deadlines"), ("observance", "anniversaries"), ("citation", "references")):
        named += [(f"{name}-{place}", one) for place, one in enumerate(read.get(key, []))]
    return [span for name, value in named for span in _spans(name, value)]


def segments(text: str, spans: Iterable[Span], doubts: Iterable[Sequence[float]] = ()) -> list[Segment]:
    """*text* in order, cut at every beginning and end of a span and of a doubt ([start, end, sure])."""
    spans = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    doubtful = [(int(doubt[0]), int(doubt[1])) for doubt in doubts]
    ends = {end for start, stop in doubtful for end in (start, stop) if 0 <= end <= len(text)}
    cuts = sorted({0, len(text)} | ends | {end for span in spans for end in (span.start, span.end)})
    opening = sorted(spans, key=lambda span: span.start)
    active: list[Span] = []
    made, following = [], 0
    for start, end in pairwise(cuts):
        while following < len(opening) and opening[following].start <= start:
            active.append(opening[following])
            following += 1
        active = [span for span in active if span.end > start]
        while doubtful and doubtful[0][1] <= start:
            doubtful.pop(0)
        shortest = min(active, key=lambda span: span.whole, default=None)
        names = " ".join(dict.fromkeys(span.name for span in active))
        badly = bool(doubtful) and doubtful[0][0] <= start
        made.append(Segment(text[start:end], start, names, shortest.name if shortest else "", badly))
    return made


def _spans(name: str, value: dict[str, Any]) -> list[Span]:
    """The stretches of a value; an item has only its hull."""
    stretches = value.get("spans") or [(value["start"], value["end"])]
    whole = sum(end - start for start, end in stretches)
    return [Span(name, start, end, whole) for start, end in stretches]
