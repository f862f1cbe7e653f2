"""The numbered tree of a body as frozen values."""

from __future__ import annotations

from vanban.model import BodyUnit
from vanban.tree import Node


def body_units(roots: list[Node]) -> tuple[BodyUnit, ...]:
    """The units of a forest with their own words; what stands before the first label belongs to none."""
    return tuple(_unit(root) for root in roots)


def _unit(node: Node) -> BodyUnit:
    own = sorted((view for view in (node.view, *node.more) if view.text), key=lambda view: view.start)
    return BodyUnit(
        label=node.label,
        level=node.rank.name.lower(),
        text="\n".join(view.text for view in own),
        spans=tuple(span for view in own for span in view.spans),
        start=node.label_start,
        end=max(node.end, node.label_start + 1),
        children=tuple(_unit(child) for child in node.children),
    )
