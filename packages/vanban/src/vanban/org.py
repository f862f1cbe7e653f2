"""Printed names of bodies resolved against a given tree of units: names, abbreviations, groups; or said to be unknown.

    tree = OrgTree([OrgUnit("04", "Tỉnh Trà Lĩnh", "province"), OrgUnit("04.SYT", "Sở Y tế", "department", "04")])
    resolve_all(["Sở YT", "các sở, ban, ngành", "Cục X"], tree)

Kinds of unit that groups know: ``province``, ``department``, ``agency``, ``press``, ``party``, ``front``, ``district``,
``commune``, ``ward``, ``zone``, ``hamlet``, ``school``; others are allowed and belong to no group. Bodies that were
renamed or merged are the caller's to give, as aliases of their successors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from vanban.orggroups import kinds_of
from vanban.orgnames import (
    Words,
    expanded,
    initials_of,
    joined_initials,
    name_words,
    plain,
    shorter,
    without_office,
    without_place,
)
from vanban.units import split_units
from vanban.views import clean

How = Literal["exact", "alias", "group", "none"]
_PLACES = frozenset(("province", "district", "commune", "ward", "zone"))
_BODIES = ("Ủy ban nhân dân", "Đảng ủy", "Hội đồng nhân dân")
_LEVELS = ("Tỉnh", "Thành phố", "Thị xã", "Huyện", "Quận", "Xã", "Phường", "Thị trấn", "Đặc khu")


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """A unit of the caller's tree; ``parent`` is the id of the unit above it, ``aliases`` other names it goes by."""

    id: str
    name: str
    kind: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The units a printed name stands for; none at all (``how`` is ``none``) when it is not surely known.

    ``exact``: the unit's own name; ``alias``: another name, an abbreviation, an office ("Giám đốc Sở Y tế") or a name
    typed without marks (confidence 0.6); ``group``: several units by their kind, or a printed list.
    """

    printed: str
    units: tuple[OrgUnit, ...]
    how: How
    confidence: float


class OrgTree:
    """Units with the indexes that resolving needs; built once, it does not change."""

    def __init__(self, units: Iterable[OrgUnit]) -> None:
        """Raises ``ValueError`` for two units of one id, an unknown parent or a circle."""
        listed = list(units)
        self.units = {unit.id: unit for unit in listed}
        if len(self.units) != len(listed):
            raise ValueError("two units have the same id")
        self._above = {unit.id: self._chain(unit) for unit in listed}
        self._exact: dict[Words, list[str]] = defaultdict(list)
        self._other: dict[Words, list[str]] = defaultdict(list)
        self._derived: dict[Words, list[str]] = defaultdict(list)
        self._short: dict[Words, list[str]] = defaultdict(list)
        self._plain: dict[Words, list[str]] = defaultdict(list)
        roots = [unit for unit in listed if unit.parent is None]
        self._place: Words = _short_place(roots[0].name) if len(roots) == 1 else ()
        for unit in listed:
            self._index(unit)

    def _chain(self, unit: OrgUnit) -> tuple[str, ...]:
        chain = [unit.id]
        while unit.parent is not None:
            if unit.parent not in self.units:
                raise ValueError(f"unit {unit.id} has an unknown parent")
            unit = self.units[unit.parent]
            if unit.id in chain:
                raise ValueError(f"unit {unit.id} stands above itself")
            chain.append(unit.id)
        return tuple(chain)

    def _index(self, unit: OrgUnit) -> None:
        own = name_words(unit.name)
        others = [words for alias in unit.aliases for words in expanded(name_words(alias))]
        self._exact[own].append(unit.id)
        self._add(self._other, unit, (own, *others, *(words for name in (own, *others) for words in shorter(name))))
        if unit.kind in _PLACES:
            self._add(self._derived, unit, tuple((*name_words(body), *own) for body in _BODIES))
        if unit.parent is None and unit.kind == "province":
            self._add(
                self._derived, unit, tuple(name_words(f"{_BODIES[0]} {level}") for level in ("tỉnh", "thành phố"))
            )

    def _add(self, index: dict[Words, list[str]], unit: OrgUnit, names: tuple[Words, ...]) -> None:
        for words in names:
            for ending in without_place(words, self._place):
                if ending == words or len(ending) > 1:
                    index[ending].append(unit.id)
                self._plain[plain(ending)].append(unit.id)
                for short in initials_of(ending):
                    self._short[short].append(unit.id)

    def resolve(self, printed: str, *, near: str | None = None) -> Resolution:
        """The units of one printed name; of several units alike, the one beneath ``near`` counts."""
        words = name_words(printed)
        for how, confidence, ids in self._ways(words, near):
            found = self._one(ids, near)
            if found is not None:
                return Resolution(printed, (found,), how, confidence)
        members = self._members(kinds_of(words), near)
        if members:
            return Resolution(printed, members, "group", 0.9)
        return self._list(printed, near) or Resolution(printed, (), "none", 0.0)

    def _ways(self, words: Words, near: str | None) -> Iterator[tuple[How, float, list[str]]]:
        yield "exact", 1.0, self._exact.get(words, [])
        for full in expanded(words):
            yield "alias", 0.97, self._other.get(full, [])
            for index, sure in ((self._other, 0.95), (self._derived, 0.93), (self._short, 0.9)):
                for ending in without_place(full, self._place):
                    yield "alias", sure, index.get(ending, [])
        for short in {words, joined_initials(words)}:
            for ending in without_place(short, self._place):
                yield "alias", 0.9, self._short.get(ending, [])
        body = without_office(words)
        if body != words:
            yield from (("alias", min(sure, 0.85), ids) for _, sure, ids in self._ways(body, near))
        elif plain(words) == words:
            for full in expanded(words):
                for ending in without_place(full, self._place):
                    yield "alias", 0.6, self._plain.get(plain(ending), [])

    def _one(self, ids: list[str], near: str | None) -> OrgUnit | None:
        distinct = list(dict.fromkeys(ids))
        if len(distinct) > 1 and near is not None:
            distinct = [one for one in distinct if near in self._above[one]]
        return self.units[distinct[0]] if len(distinct) == 1 else None

    def _members(self, kinds: frozenset[str], near: str | None) -> tuple[OrgUnit, ...]:
        """Units of the kinds: hamlets beneath ``near``, all else in the whole tree."""
        above = near if kinds == {"hamlet"} else None
        return tuple(
            unit
            for unit in self.units.values()
            if unit.kind in kinds and (above is None or above in self._above[unit.id])
        )

    def _list(self, printed: str, near: str | None) -> Resolution | None:
        """Several names in one: known only when each of them is."""
        parts = [part.text for part in split_units(clean(printed, 0, len(printed)))]
        if len(parts) < 2:
            return None
        found = [self.resolve(part, near=near) for part in parts]
        if not all(one.units for one in found):
            return None
        units = tuple({unit.id: unit for one in found for unit in one.units}.values())
        return Resolution(printed, units, "group", min(one.confidence for one in found))


def resolve_all(names: Iterable[str], tree: OrgTree, *, near: str | None = None) -> tuple[Resolution, ...]:
    """Each name resolved, in order; a name printed twice is looked up once."""
    known: dict[str, Resolution] = {}
    wanted = list(names)
    for name in wanted:
        if name not in known:
            known[name] = tree.resolve(name, near=near)
    return tuple(known[name] for name in wanted)


def _short_place(name: str) -> Words:
    """The name of a place without its level: "Tỉnh Trà Lĩnh" → "trà lĩnh"."""
    for level in _LEVELS:
        if name.startswith(f"{level} "):
            return name_words(name.removeprefix(f"{level} "))
    return name_words(name)
