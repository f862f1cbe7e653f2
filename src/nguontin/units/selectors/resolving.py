"""From a unit as a paper prints it to the units of the tree. What is not surely known stays unknown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from nguontin.kernel.fold import fold
from nguontin.units.data import Group, groups
from nguontin.units.models import Unit, UnitAlias, UnitChange, UnitKind
from nguontin.units.names import has_marks, name_words

from .tree import province_of

_SPLIT = re.compile(r"[,;/\n]|\s[–-]\s|\s+và\s+", re.IGNORECASE)
_LONGEST = 8  # pieces between commas that one name may span: "Các sở, ban, ngành, hội, đoàn thể"
_WITHIN = ("tren dia ban tinh", "thuoc tinh", "trong tinh", "toan tinh", "cap tinh", "tinh", "trong toan tinh")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the printed text and the units it names; none when it is not known."""

    printed: str
    units: tuple[Unit, ...]


def resolve_unit(printed: str, *, near: Unit) -> tuple[Unit, ...]:
    """Units named by *printed*, in printed order; () as soon as any part of it is not surely known.

    Names are looked up in the tree that *near* belongs to; of several equal ones the one beneath *near* counts.
    """
    parts = resolve_parts(printed, near=near)
    if not all(part.units for part in parts):
        return ()
    return tuple({unit.pk: unit for part in parts for unit in part.units}.values())


def resolve_parts(printed: str, *, near: Unit) -> tuple[Part, ...]:
    """*printed* cut into the longest stretches that are known, and the unknown ones between them."""
    cuts = [(-1, 0), *((found.start(), found.end()) for found in _SPLIT.finditer(printed)), (len(printed), 0)]
    count = len(cuts) - 1
    stretches = {
        (first, last): printed[cuts[first][1] : cuts[last][0]].strip()
        for first in range(count)
        for last in range(first + 1, min(first + _LONGEST, count) + 1)
    }
    stretches[(0, count)] = printed.strip()
    known = _find(set(stretches.values()), near)
    parts: list[Part] = []
    first = 0
    while first < count:
        last = next((end for end in range(count, first, -1) if known.get(stretches.get((first, end), ""))), first + 1)
        text = stretches[(first, last)]
        if text:
            parts.append(Part(text, known.get(text, ())))
        first = last
    return tuple(parts)


def _find(texts: set[str], near: Unit) -> dict[str, tuple[Unit, ...]]:
    """Units of each text that is known: groups from the data file, names from one query."""
    root = province_of(near)
    short = fold(root.name.removeprefix("Tỉnh ").removeprefix("Thành phố ")).split()
    ways = {text: list(_ways(name_words(text), short)) for text in texts}
    keys = {key for several in ways.values() for _words, key in several}
    rows: defaultdict[str, list[UnitAlias]] = defaultdict(list)
    for row in UnitAlias.objects.filter(key__in=keys, unit__path__startswith=root.path).select_related("unit"):
        rows[row.key].append(row)
    found: dict[str, tuple[Unit, ...]] = {}
    for text, several in ways.items():
        for words, key in several:
            units = _members(groups().get(key), near, root) or _same(rows[key], words, near)
            if units:
                found[text] = units
                break
    return found


def _ways(words: list[str], short: list[str]) -> Iterable[tuple[list[str], str]]:
    """The words as printed, then without the province's own name at their end, then without "tỉnh" and its like."""
    words = ["các" if word.isdigit() else word for word in words]
    plain = fold(" ".join(words)).split()
    ends = [len(words)]
    if short and plain[-len(short) :] == short:
        ends.append(len(words) - len(short))
    for end in tuple(ends):
        for within in _WITHIN:
            tail = within.split()
            if plain[:end][-len(tail) :] == tail:
                ends.append(end - len(tail))
    for end in ends:
        if end > 0:
            yield words[:end], " ".join(plain[:end])


def _same(rows: list[UnitAlias], words: list[str], near: Unit) -> tuple[Unit, ...]:
    """The one unit whose printed name has the very marks of *words* (any marks will do when *words* has none)."""
    if has_marks(words):
        rows = [row for row in rows if name_words(row.name) == words]
    units = {row.unit_id: row.unit for row in rows}
    standing = [unit for unit in units.values() if unit.valid_to is None]
    if len(standing) > 1:
        standing = [unit for unit in standing if unit.path.startswith(near.path)]
    if standing:
        return tuple(standing) if len(standing) == 1 else ()
    return _successors(list(units.values())) if len(units) == 1 else ()


def _successors(ended: list[Unit]) -> tuple[Unit, ...]:
    """Units that stand today in the place of ended ones; mergers may have followed each other."""
    seen: set[int] = set()
    standing: dict[int, Unit] = {}
    while ended:
        seen |= {unit.pk for unit in ended}
        changes = UnitChange.objects.filter(old__in=ended).exclude(new__in=seen).select_related("new")
        news = [change.new for change in changes]
        standing.update({unit.pk: unit for unit in news if unit.valid_to is None})
        ended = [unit for unit in news if unit.valid_to is not None]
    return tuple(standing.values())


def _members(group: Group | None, near: Unit, root: Unit) -> tuple[Unit, ...]:
    """Units of a group: hamlets beneath *near*, all else in the whole province."""
    if group is None:
        return ()
    above = near if group.kinds == {UnitKind.HAMLET} else root
    rows = Unit.objects.filter(path__startswith=above.path, kind__in=group.kinds, valid_to=None)
    if group.bodies:
        rows = rows.filter(code__in=[f"{root.code}.{key}" for key in group.bodies])
    return tuple(rows.order_by("code", "path"))
