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
    return resolve_all([printed], near=near)[printed]


def resolve_all(names: Iterable[str], *, near: Unit) -> dict[str, tuple[Unit, ...]]:
    """Many names as :func:`resolve_unit` has them; the number of queries does not depend on how many there are."""
    cuts = {printed: _Cut(printed) for printed in names}
    known = _find({text for cut in cuts.values() for text in cut.stretches.values()}, near)
    found = {}
    for printed, cut in cuts.items():
        parts = cut.parts(known)
        units = {unit.pk: unit for part in parts for unit in part.units}
        found[printed] = tuple(units.values()) if all(part.units for part in parts) else ()
    return found


def resolve_parts(printed: str, *, near: Unit) -> tuple[Part, ...]:
    """*printed* cut into the longest stretches that are known, and the unknown ones between them."""
    cut = _Cut(printed)
    return cut.parts(_find(set(cut.stretches.values()), near))


class _Cut:
    """A printed name with all the stretches between its commas that may be a name by themselves."""

    def __init__(self, printed: str) -> None:
        cuts = [(-1, 0), *((found.start(), found.end()) for found in _SPLIT.finditer(printed)), (len(printed), 0)]
        self.count = len(cuts) - 1
        self.stretches = {
            (first, last): printed[cuts[first][1] : cuts[last][0]].strip()
            for first in range(self.count)
            for last in range(first + 1, min(first + _LONGEST, self.count) + 1)
        }
        self.stretches[(0, self.count)] = printed.strip()

    def parts(self, known: dict[str, tuple[Unit, ...]]) -> tuple[Part, ...]:
        """The longest known stretches, and the unknown ones between them."""
        parts: list[Part] = []
        first = 0
        while first < self.count:
            ends = range(self.count, first, -1)
            last = next((end for end in ends if known.get(self.stretches.get((first, end), ""))), first + 1)
            text = self.stretches[(first, last)]
            if text:
                parts.append(Part(text, known.get(text, ())))
            first = last
        return tuple(parts)


def _find(texts: set[str], near: Unit) -> dict[str, tuple[Unit, ...]]:
    """Units of each text that is known, from one query each for names, for groups and for each round of mergers."""
    root = province_of(near)
    short = fold(root.name.removeprefix("Tỉnh ").removeprefix("Thành phố ")).split()
    ways = {text: list(_ways(name_words(text), short)) for text in texts}
    keys = {key for several in ways.values() for _words, key in several}
    rows: defaultdict[str, list[UnitAlias]] = defaultdict(list)
    for row in UnitAlias.objects.filter(key__in=keys, unit__path__startswith=root.path).select_related("unit"):
        rows[row.key].append(row)
    members = _members(keys, near, root)
    meant: dict[str, tuple[Unit, ...]] = {}
    for text, several in ways.items():
        for words, key in several:
            units = members.get(key) or _same(rows[key], words, near)
            if units:
                meant[text] = units
                break
    after = _successors({unit.pk: unit for units in meant.values() for unit in units if unit.valid_to is not None})
    return {
        text: tuple({one.pk: one for unit in units for one in after.get(unit.pk, (unit,))}.values())
        for text, units in meant.items()
    }


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
    """The one unit, perhaps ended, whose printed name has the very marks of *words* (any when *words* has none)."""
    if has_marks(words):
        rows = [row for row in rows if name_words(row.name) == words]
    units = {row.unit_id: row.unit for row in rows}
    standing = [unit for unit in units.values() if unit.valid_to is None]
    if len(standing) > 1:
        standing = [unit for unit in standing if unit.path.startswith(near.path)]
    meant = standing or list(units.values())
    return tuple(meant) if len(meant) == 1 else ()


def _successors(ended: dict[int, Unit]) -> dict[int, tuple[Unit, ...]]:
    """Units that stand today in the place of each ended one; mergers may have followed each other."""
    into: defaultdict[int, list[Unit]] = defaultdict(list)
    asked: set[int] = set()
    ask = set(ended)
    while ask:
        asked |= ask
        changes = list(UnitChange.objects.filter(old__in=ask).select_related("new").order_by("pk"))
        for change in changes:
            into[change.old_id].append(change.new)
        ask = {change.new_id for change in changes if change.new.valid_to is not None} - asked
    return {pk: _standing(pk, into) for pk in ended}


def _standing(ended: int, into: dict[int, list[Unit]]) -> tuple[Unit, ...]:
    found: dict[int, Unit] = {}
    seen = {ended}
    ways = list(into.get(ended, ()))
    while ways:
        unit = ways.pop(0)
        if unit.valid_to is None:
            found[unit.pk] = unit
        elif unit.pk not in seen:
            seen.add(unit.pk)
            ways += into.get(unit.pk, ())
    return tuple(found.values())


def _members(keys: Iterable[str], near: Unit, root: Unit) -> dict[str, tuple[Unit, ...]]:
    """Units of each key that is a group: hamlets beneath *near*, all else in the whole province."""
    named = {key: group for key in keys if (group := groups().get(key)) is not None}
    kinds = {kind for group in named.values() for kind in group.kinds}
    if not kinds:
        return {}
    rows = Unit.objects.filter(path__startswith=root.path, kind__in=kinds, valid_to=None).order_by("code", "path")
    if kinds == {UnitKind.HAMLET}:
        rows = rows.filter(path__startswith=near.path)
    units = list(rows)
    return {key: tuple(unit for unit in units if _belongs(unit, group, near, root)) for key, group in named.items()}


def _belongs(unit: Unit, group: Group, near: Unit, root: Unit) -> bool:
    if unit.kind not in group.kinds:
        return False
    above, _dot, key = unit.code.rpartition(".")
    if group.bodies and (above != root.code or key not in group.bodies):
        return False
    return group.kinds != {UnitKind.HAMLET} or unit.path.startswith(near.path)
