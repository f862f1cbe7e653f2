"""Operative items: the labelled leaves of the numbered tree, with who, when and by which channel."""

from __future__ import annotations

import re

from vanban.actors import actors_of
from vanban.channels import channels_in
from vanban.labels import Rank
from vanban.letters import fold
from vanban.model import Item
from vanban.roles import TIME_LINE, is_role_line
from vanban.times import MONTHLY_DEADLINE, deadline_in, recurrence_of, time_in
from vanban.tree import Node
from vanban.views import View

_AIMS = re.compile(r"(?:muc dich|yeu cau\b|muc tieu|quan diem|can cu|co so phap ly|phuong cham|nguyen tac chung)")
_MONEY = re.compile(r"(?:nguon )?kinh phi|du toan kinh phi")
_TEXT_START = 60  # characters


def find_items(roots: list[Node]) -> tuple[Item, ...]:
    """All operative items in order; dash items only where nothing is numbered."""
    numbered = [root for root in roots if root.rank < Rank.DASH]
    leaves = [leaf for root in (numbered or roots) for leaf in _leaves(root)]
    return tuple(_item(leaf) for leaf in leaves if leaf.text)


def _leaves(node: Node) -> list[Node]:
    if _left_out(node):
        return []
    if any(is_role_line(child.text) for child in node.children):
        return [node]
    if node.numbered:
        return [leaf for child in node.numbered for leaf in _leaves(child)]
    return [node]


def _left_out(node: Node) -> bool:
    """Sections of aims and legal bases, and whole sections of money, hold no tasks."""
    heading = fold(node.text[:60])
    if node.rank <= Rank.NUMBER2 and len(node.text) < 120 and _AIMS.match(heading):
        return True
    return node.rank <= Rank.ROMAN and bool(_MONEY.match(heading))


def _item(node: Node) -> Item:
    text = _full_text(node)
    actors = actors_of(node)
    time = _role_time(node) or time_in(node.view)
    deadline = deadline_in(text)
    monthly = MONTHLY_DEADLINE.search(text)
    return Item(
        path=node.path,
        label=node.label,
        text=text,
        text_start=node.text[:_TEXT_START].rstrip(),
        lead=actors.lead,
        coordinate=actors.coordinate,
        perform=actors.perform,
        time=time.value("item.time", 0.9) if time else None,
        deadline=deadline,
        recurrence=recurrence_of(time.text if time else monthly.group() if monthly else ""),
        channels=channels_in(text),
        start=node.label_start,
        end=node.end,
        confidence=0.95 if node.rank < Rank.DASH else 0.8,
        rule="item.leaf",
    )


def _role_time(node: Node) -> View | None:
    for line in node.walk():
        match = TIME_LINE.match(line.text)
        if line is node or not match:
            continue
        for view in (line.view.cut(match.end()), *line.more, *(child.view for child in line.children)):
            if view.text:
                return view.strip(" .;:")
    return None


def _full_text(node: Node) -> str:
    parts = [(node.view.start, node.text), *((view.start, view.text) for view in node.more)]
    for inner in node.walk():
        if inner is node:
            continue
        mark = "-" if inner.rank is Rank.DASH else inner.label + ("." if inner.rank <= Rank.NUMBER4 else "")
        if inner.rank is Rank.POINT:
            mark += ")"
        parts.append((inner.label_start, f"{mark} {inner.text}".rstrip()))
        parts.extend((view.start, view.text) for view in inner.more)
    return "\n".join(text for _, text in sorted(parts) if text)
