"""How many characters a recognised text has wrong."""

from __future__ import annotations

import re

import numpy

_MARKS = re.compile(r"<sup>(.*?)</sup>|[|*]")


def character_error_rate(found: str, wanted: str) -> float:
    """Insertions, deletions and replacements that turn ``wanted`` into ``found``, by the length of ``wanted``.

    White space counts as one blank; the reader's own marks (``|`` of tables, ``<sup>``, ``*``) do not count. 0 is
    perfect; an empty ``wanted`` gives 0 when ``found`` is empty too, else 1.
    """
    one, other = _plain(found), _plain(wanted)
    if not other:
        return float(bool(one))
    return edit_distance(one, other) / len(other)


def edit_distance(one: str, other: str) -> int:
    """Levenshtein's distance; time grows with the product of the lengths, memory with the second."""
    letters = numpy.frombuffer(other.encode("utf-32-le"), dtype=numpy.uint32)
    steps = numpy.arange(len(other) + 1)
    row = steps.copy()
    for done, char in enumerate(one, start=1):
        changed = row[:-1] + (letters != ord(char))
        best = numpy.concatenate(([done], numpy.minimum(row[1:] + 1, changed)))
        row = numpy.minimum.accumulate(best - steps) + steps
    return int(row[-1])


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(r"\1", text).split())
