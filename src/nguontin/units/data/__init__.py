"""Bodies that every province has, and groups of units, as papers print them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from nguontin.units.names import name_key


@dataclass(frozen=True, slots=True)
class Body:
    """A provincial body. ``printed`` are other ways to write it, also former ones; ``{short}`` is the province."""

    key: str
    kind: str
    name: str
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Units named together: all of some kinds, or only the bodies listed."""

    kinds: frozenset[str]
    bodies: frozenset[str]


@cache
def bodies() -> tuple[Body, ...]:
    """All bodies, in the order in which papers list them."""
    return tuple(Body(one["key"], one["kind"], one["name"], tuple(one["printed"])) for one in _read()["bodies"])


@cache
def groups() -> dict[str, Group]:
    """Group by the name key of each way to print it."""
    return {
        name_key(printed): Group(frozenset(one["kinds"]), frozenset(one.get("bodies", ())))
        for one in _read()["groups"]
        for printed in one["printed"]
    }


def _read() -> Any:
    return json.loads(files(__package__).joinpath("bodies.json").read_text(encoding="utf-8"))
