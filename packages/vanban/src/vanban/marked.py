"""What the role and time marks of an item announce, on lines of their own or inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.model import Value
from vanban.roles import Kind, marks_in
from vanban.tasktables import TaskRow
from vanban.tree import Node
from vanban.units import begins_with_body, split_units, without_verb
from vanban.views import View

_ROLES = (Kind.LEAD, Kind.COORDINATE, Kind.PERFORM)
_LEADS = re.compile(
    r"\s+(?:là\s+(?:cơ quan|đơn vị)\s+)?chủ\s+trì(?:\s*,)?\s*(?:(?:và\s+)?phối\s+hợp\s+(?:(?:với|cùng)\s*:?\s*)?)?"
)
_WITH = re.compile(r"phối\s+hợp\s+(?:với|cùng)\s+", re.IGNORECASE)


@dataclass(slots=True)
class Marked:
    """Bodies by role and the time, as far as marks announce them; ``named`` tells whether any role was marked."""

    bodies: dict[Kind, list[Value]] = field(default_factory=lambda: {role: [] for role in _ROLES})
    time: View | None = None
    named: bool = False

    def add(self, role: Kind, view: View, rule: str) -> None:
        """Put the bodies of one stretch under their role; "X chủ trì, phối hợp với Y" holds two roles."""
        if not view.text or view.text.startswith("("):
            return
        leads = _LEADS.search(view.text)
        if leads is None:
            joint = _WITH.match(view.text)
            self._put(Kind.COORDINATE if joint else role, view.cut(joint.end() if joint else 0), rule)
            return
        self._put(Kind.LEAD, view.cut(0, leads.start()), f"{rule}.leads")
        rest = view.cut(leads.end()).strip(" .;,")
        if begins_with_body(rest.text) or rest.text.startswith(("cơ quan", "đơn vị", "địa phương")):
            self._put(Kind.COORDINATE, rest, f"{rule}.leads")

    def _put(self, role: Kind, view: View, rule: str) -> None:
        self.bodies[role].extend(unit.value(rule, 0.95) for unit in split_units(without_verb(view)))


def marked_in(node: Node) -> Marked:
    """Everything the marks inside one unit of the tree announce."""
    found = Marked()
    if node.row is not None:
        return _cells(node.row, found)
    opened: Kind | None = None  # a mark that stood alone: the lines after it say who or when
    holder: Node | None = None
    for owner, view, own in _lines(node):
        marks = [mark for mark in marks_in(view.text) if mark.start or not own]
        if not marks and opened is not None:
            below = holder is not None and (owner is holder or _is_below(owner, holder))
            if opened is Kind.TIME and below and found.time is None:
                found.time = view.strip(" .;:/")
            elif opened in _ROLES and (below or begins_with_body(view.text)):
                found.add(opened, view, "item.role_line")
            elif not below:
                opened = None
            continue
        for at, mark in enumerate(marks):
            end = marks[at + 1].start if at + 1 < len(marks) else len(view.text)
            value = view.cut(mark.end, end).strip(" .;,:-–+")
            opened, holder = (mark.kind, owner) if not value.text else (None, None)
            found.named = found.named or mark.kind not in (Kind.TIME, Kind.OTHER)
            if mark.kind is Kind.TIME and value.text and found.time is None:
                found.time = value
            elif mark.kind in _ROLES:
                found.add(mark.kind, _closed(value), "item.role_line" if not mark.start else "item.role_inside")
    return found


def _cells(row: TaskRow, found: Marked) -> Marked:
    """What the columns of a table of tasks say."""
    for role in _ROLES:
        if role in row.cells:
            found.add(role, row.cells[role], "item.column")
    time = row.cells.get("time")
    found.time = time.strip(" .;:-/") if time else None
    return found


def _closed(value: View) -> View:
    """Without a closing bracket that was opened before the mark."""
    return value.rstrip(") ") if value.text.count(")") > value.text.count("(") else value


def _lines(node: Node) -> Iterator[tuple[Node, View, bool]]:
    for inner in node.walk():
        yield inner, inner.view, inner is node
        for view in inner.more:
            yield inner, view, False


def _is_below(node: Node, above: Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if node is above:
            return True
    return False
