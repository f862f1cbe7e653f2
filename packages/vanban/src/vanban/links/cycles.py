"""Rings in a graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class _State:
    order: dict[str, int] = field(default_factory=dict)
    low: dict[str, int] = field(default_factory=dict)
    stack: list[str] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)


def cycles_of(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The strongly connected components of more than one node, sorted (Tarjan 1972, without recursion)."""
    after: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in edges:
        after[source].append(target)
    state = _State()
    found: list[tuple[str, ...]] = []
    for root in nodes:
        if root not in state.order:
            found.extend(_from(root, after, state))
    return tuple(sorted(found))


def _from(root: str, after: dict[str, list[str]], state: _State) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    _enter(root, state)
    path = [(root, iter(after[root]))]
    while path:
        node, rest = path[-1]
        step = next(rest, None)
        if step is None:
            path.pop()
            if path:
                state.low[path[-1][0]] = min(state.low[path[-1][0]], state.low[node])
            if state.low[node] == state.order[node]:
                ring = _leave(node, state)
                if len(ring) > 1:
                    found.append(tuple(sorted(ring)))
        elif step not in state.order:
            _enter(step, state)
            path.append((step, iter(after[step])))
        elif step in state.waiting:
            state.low[node] = min(state.low[node], state.order[step])
    return found


def _enter(node: str, state: _State) -> None:
    state.order[node] = state.low[node] = len(state.order)
    state.stack.append(node)
    state.waiting.add(node)


def _leave(node: str, state: _State) -> list[str]:
    ring: list[str] = []
    while True:
        last = state.stack.pop()
        state.waiting.discard(last)
        ring.append(last)
        if last == node:
            return ring
