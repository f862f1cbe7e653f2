"""Finds the boxes below the body: "Nơi nhận" and the signature, whichever comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.check import words
from vanban.check.components import Role
from vanban.check.sheet import Column, Line
from vanban.letters import fold, is_caps

_LABEL = re.compile(r"noi nhan\s*[:.]?")
_LONGEST = 90  # characters of a line of the foot
_MOST_BACK = 14  # lines of a signature set before "Nơi nhận"
_NOTE = re.compile(r"[(\[].*[)\]]|đã ký|ký tên.*", re.IGNORECASE)


def assign_foot(lines: Sequence[Line], flow: list[int], roles: dict[int, Role]) -> tuple[int, int]:
    """Write the roles of the foot; gives the index it begins at and the one after it (both past the end if none)."""
    label = next((at for at in flow if _LABEL.fullmatch(fold(lines[at].text)) and at > 2), None)
    if label is None:
        label = next((at for at in flow if fold(lines[at].text).startswith("noi nhan:") and at > 2), None)
    if label is None:
        return _signature_alone(lines, flow, roles)
    roles[label] = Role.RECIPIENT_LABEL
    start = _start(lines, flow, label)
    end = label + 1
    for at in flow[flow.index(start) :]:
        if at == label:
            continue
        role = _role(lines, at, label, end)
        if role is None:
            if at < label:
                continue
            break
        roles[at] = role
        end = max(end, at + 1)
    return start, end


def _start(lines: Sequence[Line], flow: list[int], label: int) -> int:
    """The first line of the foot; the signature may be set before "Nơi nhận"."""
    block = lines[label].block
    place = flow.index(label)
    start = label
    for at in reversed(flow[max(0, place - _MOST_BACK) : place]):
        line = lines[at]
        same = line.block is not None and line.block in (block, lines[start].block)
        if not same and not _is_signature(line):
            break
        start = at
    return start


def _is_signature(line: Line) -> bool:
    text = line.text
    if len(text) > _LONGEST or words.is_operative(text):
        return False
    if line.format is not None and line.column is Column.FULL and line.format.alignment not in ("center", "right"):
        return False
    office = words.is_office(text) and (is_caps(text) or words.is_capacity(text))
    return office or words.is_person(text) or bool(_NOTE.fullmatch(text))


def _role(lines: Sequence[Line], at: int, label: int, end: int) -> Role | None:
    line = lines[at]
    text = line.text
    in_table = line.block is not None and line.block == lines[label].block
    if at < label and (not in_table or line.row != lines[label].row):
        return _signature_role(text)
    if at > label and not in_table and (line.new_page or words.names_only_kind(text)):
        return None
    if len(text) > 3 * _LONGEST or (not in_table and fold(text).startswith("phu luc")):
        return None
    signing = line.column is Column.RIGHT or (line.column is Column.FULL and _is_signature(line))
    left_cell = in_table and line.column is lines[label].column
    if not left_cell and (signing or (in_table and line.column is not lines[label].column)):
        if not in_table and not _is_signature(line) and line.format is None:
            return None
        return _signature_role(text)
    if line.listed or left_cell:
        return Role.RECIPIENT
    if at > label and line.column is lines[label].column and len(text) <= _LONGEST and _continues(lines, at, label):
        return Role.RECIPIENT
    return None


def _continues(lines: Sequence[Line], at: int, label: int) -> bool:
    """A recipient without a dash, or the rest of one."""
    before = lines[at - 1]
    return at - 1 == label or before.text.endswith((";", ",")) or fold(lines[at].text).startswith("luu")


def _signature_role(text: str) -> Role:
    if _NOTE.fullmatch(text):
        return Role.OTHER
    if words.is_office(text) and (is_caps(text) or words.is_capacity(text)):
        return Role.CAPACITY
    if words.is_person(text):
        return Role.SIGNER
    return Role.CAPACITY if is_caps(text) or words.is_office(text) else Role.OTHER


def _signature_alone(lines: Sequence[Line], flow: list[int], roles: dict[int, Role]) -> tuple[int, int]:
    """Without "Nơi nhận" the last office with a name below it is the signature."""
    for place in range(len(flow) - 1, 2, -1):
        name = lines[flow[place]]
        if not (words.is_person(name.text) and _is_signature(name)):
            continue
        start = place
        while start > 0 and _is_signature(lines[flow[start - 1]]):
            start -= 1
        run = flow[start : place + 1]
        if any(words.is_office(lines[at].text) for at in run):
            for at in run:
                roles[at] = _signature_role(lines[at].text)
            return run[0], run[-1] + 1
    past = len(lines)
    return past, past
