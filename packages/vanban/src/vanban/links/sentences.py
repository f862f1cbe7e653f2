"""The sentences of a paragraph that cite something."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.labels import label_of
from vanban.letters import UPPER
from vanban.model import Reference
from vanban.views import View

_SHORT = "".join(
    rf"(?<!\b{one})" for one in ("P", "Q", "H", "X", "TP", "TX", "TT", "KT", "TM", "TL", "TS", "GS", "BS", "ThS")
)
_STOP = re.compile(rf"(?<!\d){_SHORT}[.!?][”\"’)\]]*\s+(?=[{UPPER}“\"(\d-])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Part of a paragraph's view, label dropped, and the places of its citations in that part."""

    view: View
    cited: tuple[tuple[Reference, int, int], ...]
    first: bool


def sentences_of(view: View, citations: list[Reference]) -> Iterator[Sentence]:
    """The sentences of a paragraph that cite something."""
    if not citations:
        return
    place = {offset: at for at, offset in enumerate(view.offsets)}
    spots = [(one, place[one.spans[0][0]], place[one.spans[-1][1] - 1] + 1) for one in citations]
    label = label_of(view.text)
    start = label.end if label else 0
    stops = [stop.end() for stop in _STOP.finditer(view.text, start)]
    lefts = [left for _, left, _ in spots]
    whole = [stop for stop in stops if not _within(stop, spots, lefts)]
    for begin, end in itertools.pairwise([start, *whole, len(view)]):
        shift = begin + len(view.text[begin:end]) - len(view.text[begin:end].lstrip())
        inside = spots[bisect.bisect_left(lefts, shift) : bisect.bisect_left(lefts, end)]
        if inside:
            cited = tuple((one, left - shift, right - shift) for one, left, right in inside)
            yield Sentence(view.cut(begin, end), cited, begin == start)


def _within(place: int, spots: list[tuple[Reference, int, int]], lefts: list[int]) -> bool:
    at = bisect.bisect_left(lefts, place) - 1
    return at >= 0 and place <= spots[at][2]
