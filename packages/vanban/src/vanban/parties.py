"""Who gets the paper: the lines of "Kính gửi" and of "Nơi nhận"."""

from __future__ import annotations

import re

from vanban.headlines import ADDRESSED, OPENING
from vanban.letters import UPPER, fold
from vanban.lines import Line
from vanban.model import Value
from vanban.views import View, join

_ENTRY = re.compile(r"(?:^|(?<=[;,.:)]))\s*[-–+•]\s*(?=\S)")
_DASH = re.compile(r"\s*[-–+•]\s*\S")
_RECIPIENTS = re.compile(r"noinhan(?:$|[^a-z])")
_LISTED = re.compile(rf";\s+(?=[{UPPER}])")
_MOST_LINES = 120  # of addressees
_SHORT_LINE = 60  # characters; the first sentence of a body fills its line
_FILE_PATH = re.compile(r"(?:^|\s)[A-Za-z]:[\\/]\S.*$")
_EDGES = " -–+•;,.:"


def read_addressees(pieces: list[Line], lines: list[Line], after: int) -> tuple[tuple[Value, ...], int]:
    """The lines of "Kính gửi" and the index of the first line of the body after them.

    ``pieces`` are the header's pieces, ``after`` the index in ``lines`` of the line that follows them.
    """
    at = next((index for index, piece in enumerate(pieces) if ADDRESSED.match(piece.text)), None)
    if at is None:
        return (), after
    head = pieces[at]
    mark = ADDRESSED.match(head.text)
    entries = split_entries(head.view.cut(mark.end() if mark else 0).strip(":"))
    dashed = bool(entries) and bool(_DASH.match(head.text[mark.end() if mark else 0 :].lstrip(" :")))
    index = after
    while index < min(len(lines), after + _MOST_LINES):
        line = lines[index]
        if line.table and head.table and line.row == head.row:
            entries.extend(split_entries(line.view))
        elif _DASH.match(line.text) and (dashed or not entries or line.row - head.row < 3):
            entries.extend(split_entries(line.view))
            dashed = True
        elif not entries and not OPENING.match(line.text):
            entries.append(line.view)
        elif entries and _wraps(entries[-1], line):
            entries[-1] = join([entries[-1], line.view])
        else:
            break
        index += 1
    return _values(entries, "parties.addressee"), index


def _wraps(entry: View, line: Line) -> bool:
    if line.blank_before or line.table or entry.text[-1] in ".;" or OPENING.match(line.text):
        return False
    goes_on = line.text[0].islower() or entry.text.endswith((",", " và", " các", " của"))
    return goes_on or len(line.text) <= _SHORT_LINE


def is_recipients_mark(line: Line) -> bool:
    """Whether the line begins "Nơi nhận", also with detached diacritics."""
    return bool(_RECIPIENTS.match(fold(line.text[:24]).replace(" ", "")))


def recipients_after_mark(line: Line) -> list[View]:
    """Recipients printed on the same line (or in the same cell) as "Nơi nhận:"."""
    colon = line.text.find(":", 0, 24)
    if colon >= 0:
        return split_entries(line.view.cut(colon + 1))
    return split_entries(line.view.cut(line.text.find("-"))) if "-" in line.text else []


def split_entries(view: View) -> list[View]:
    """A flattened list ("- A; - B." or "A; B.") as its entries; text with neither dash nor semicolon as one entry."""
    edges = [match.span() for match in (_ENTRY if _ENTRY.search(view.text) else _LISTED).finditer(view.text)]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(view.text)]
    parts = [view.cut(start, end) for start, end in zip(starts, ends, strict=True)]
    return [part for part in parts if part.strip(_EDGES).text]


def _values(entries: list[View], rule: str) -> tuple[Value, ...]:
    bare = (_without_path(entry).strip(_EDGES) for entry in entries)
    return tuple(entry.value(rule, 0.95) for entry in bare if entry.text)


def _without_path(entry: View) -> View:
    """Word processors of old print the place of the file below the recipients."""
    path = _FILE_PATH.search(entry.text)
    return entry.cut(0, path.start()) if path else entry


def recipient_values(entries: list[View]) -> tuple[Value, ...]:
    """The lines of "Nơi nhận" as values, lead dash and end punctuation dropped."""
    return _values(entries, "parties.recipient")
