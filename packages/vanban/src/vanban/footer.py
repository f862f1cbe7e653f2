"""The foot of a paper: "Nơi nhận" and the signature, in either order, side by side or flattened."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.labels import label_of
from vanban.letters import is_caps
from vanban.lines import Line
from vanban.model import Signer, Value
from vanban.parties import is_recipients_mark, recipient_values, recipients_after_mark, split_entries
from vanban.signatures import SIGNS, is_signing, is_whole, read_signature, signature_inside
from vanban.titles import TITLE
from vanban.views import View, join

_ANNEX = re.compile(r"PHỤ LỤC|Phụ lục|DANH MỤC|DANH SÁCH|BIỂU")
_DASHED = re.compile(r"[-–+•]\s*\S")
_KEPT = re.compile(r"[-–+•\s]*Lưu\b")
_LONGEST_FOOT = 70  # lines
_LONGEST_SIGNATURE = 14  # lines from the first mark to the name
_MOST_MARKS = 12  # a guide to forms quotes "Nơi nhận" many times


@dataclass(frozen=True, slots=True)
class Footer:
    """Recipients, signer, and the lines ``[start, stop)`` that the foot takes up."""

    recipients: tuple[Value, ...]
    signer: Signer | None
    start: int
    stop: int


def read_footer(lines: list[Line], first: int) -> Footer:
    """Find and read the foot after line ``first``; a paper without one ends at its last line."""
    marks = [at for at in range(first, len(lines)) if is_recipients_mark(lines[at])][:_MOST_MARKS]
    if not marks:
        return _lone_signature(lines, first)
    feet = [_foot_at(lines, first, mark) for mark in marks]
    return next((foot for foot in feet if foot.recipients and foot.signer), feet[0])


def _foot_at(lines: list[Line], first: int, mark: int) -> Footer:
    signature, signed_at = _signature_before(lines, first, mark)
    entries = recipients_after_mark(lines[mark])
    above: list[Line] = []
    stop, ended = mark + 1, bool(entries) and bool(_KEPT.match(entries[-1].text))
    for at in range(mark + 1, min(len(lines), mark + _LONGEST_FOOT)):
        line = lines[at]
        if line.footnote is not None:
            continue
        if _ends_foot(line):
            break
        if signature is None and above and is_whole(line):
            signature = read_signature([*above, line])
        elif signature is None and (SIGNS.match(line.text) or (above and is_caps(line.text))) and is_signing(line):
            above.append(line)
            signature = read_signature([line]) if is_whole(line) else None
        elif _DASHED.match(line.text):
            entries.extend(split_entries(line.view))
            ended = bool(_KEPT.match(line.text))
        elif _continues_list(line, entries, ended=ended):
            _add(entries, line.view)
            ended = bool(_KEPT.match(entries[-1].text))
        elif signature is not None and entries:
            break
        elif not entries and not is_caps(line.text) and not above:
            entries.extend(split_entries(line.view))
        stop = at + 1
        if signature is not None and ended:
            break
    if signature is None and entries:
        entries[-1], signature = signature_inside(entries[-1])
    if signature is None and above:
        signature = read_signature(above)
    start = mark if signed_at is None else signed_at
    return Footer(recipient_values(entries), signature, start, max(stop, mark + 1))


def _continues_list(line: Line, entries: list[View], *, ended: bool) -> bool:
    """Whether a line without a dash belongs to the recipients: the rest of one, or the next of an undashed list."""
    if not entries or line.blank_before or line.table or line.column:
        return False
    return not ended or entries[-1].text.endswith(",")


def _add(entries: list[View], view: View) -> None:
    if entries[-1].text[-1] in ";." and view.text[0].isupper():
        entries.append(view)
    else:
        entries[-1] = join([entries[-1], view])


def _ends_foot(line: Line) -> bool:
    caps_title = TITLE.match(line.text) and is_caps(line.text)
    label = label_of(line.text)
    return bool(caps_title or _ANNEX.match(line.text) or (label and label.name.startswith(("Điều", "Phần"))))


def _signature_before(lines: list[Line], first: int, mark: int) -> tuple[Signer | None, int | None]:
    for at in range(max(first, mark - _LONGEST_SIGNATURE), mark):
        if SIGNS.match(lines[at].text) and is_signing(lines[at]):
            block = _block(lines[at], lines[at + 1 : mark])
            if is_whole(block[-1]):
                return read_signature(block), at
    return None, None


def _block(opening: Line, after: list[Line]) -> list[Line]:
    """The lines of a signature that begins with ``opening``: capitals until a name."""
    block = [opening]
    twin = any(line.row == opening.row and SIGNS.match(line.text) for line in after)  # another signs beside it
    for line in after:
        if twin and line.column != opening.column:
            continue
        if is_whole(block[-1]):
            break
        if is_caps(line.text) or is_whole(line):
            block.append(line)
    return block


def _lone_signature(lines: list[Line], first: int) -> Footer:
    """Without "Nơi nhận": the last line of capitals with an office that a name follows."""
    for at in range(len(lines) - 1, first - 1, -1):
        line = lines[at]
        if not SIGNS.match(line.text) or not is_signing(line):
            continue
        block = _block(line, lines[at + 1 : at + 12])
        if is_whole(block[-1]):
            start = at
            while start > first and SIGNS.match(lines[start - 1].text) and is_signing(lines[start - 1]):
                start -= 1
            return Footer((), read_signature([*lines[start:at], *block]), start, at + len(block))
    return Footer((), None, len(lines), len(lines))
