"""Who does a task: the units that the paper names, found in the tree, each with a row of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from nguontin.directives.dates import due_of, period_of
from nguontin.directives.drafts import PartyDraft, TaskDraft
from nguontin.directives.models import Assignment, Directive, Task, TaskParty
from nguontin.units.models import Unit
from nguontin.units.selectors import resolve_all

DOERS = (TaskParty.Role.LEAD, TaskParty.Role.PERFORM)
_REMARK = re.compile(r"\s*\([^)]*\)\s*$")


class Namer:
    """Units by printed name; ``near`` is the unit whose surroundings are meant.

    ``names`` are looked up together, whatever else is asked for one by one; each name once.
    """

    def __init__(self, near: Unit, names: Iterable[str] = ()) -> None:
        self.near = near
        self._known: dict[str, tuple[Unit, ...]] = {}
        self._beneath: set[int] | None = None
        self._learn(set(names))

    def units(self, printed: str) -> tuple[Unit, ...]:
        """Units a printed name means; () when nobody knows."""
        if printed not in self._known:
            self._learn({printed})
        return self._known[printed]

    def _learn(self, names: set[str]) -> None:
        bare = {printed: _REMARK.sub("", printed) for printed in names}
        found = resolve_all(bare.values(), near=self.near) if bare else {}
        self._known |= {printed: found[name] for printed, name in bare.items()}

    def of_party(self, party: PartyDraft) -> tuple[int, ...]:
        """Ids of the units of a party: as a person said, else as printed."""
        return (party.unit_id,) if party.unit_id else tuple(unit.pk for unit in self.units(party.printed))

    def beneath(self, ids: Iterable[int]) -> list[int]:
        """Those of the units, each once, to which ``near`` may give work: itself and what lies beneath it."""
        if self._beneath is None:
            inside = Unit.objects.filter(path__startswith=self.near.path)
            self._beneath = set(inside.values_list("pk", flat=True))
        return [pk for pk in dict.fromkeys(ids) if pk in self._beneath]


def printed_names(tasks: Iterable[TaskDraft], addressees: Iterable[str] = ()) -> set[str]:
    """All names of units in the tasks and among the addressees, for a Namer to look up together."""
    return {*addressees, *(party.printed for draft in tasks for party in draft.parties if not party.unit_id)}


def general_doers(directive: Directive, addressees: Iterable[str], namer: Namer) -> list[int]:
    """Units for an item that names none: the addressees, else those charged with all items, else the receiving unit."""
    found = namer.beneath(unit.pk for name in addressees for unit in namer.units(name))
    if found:
        return found
    charged = (directive.read or {}).get("for_all", [])
    return namer.beneath(unit.pk for one in charged for unit in namer.units(one["value"])) or [directive.unit_id]


def doers_of(draft: TaskDraft, namer: Namer, general: list[int], receiver: int) -> list[int]:
    """Units that get an assignment: of those named, the ones beneath the receiver, who has no say over others.

    What only unplaced names or others should do falls to the receiver.
    """
    named = [party for party in draft.parties if party.role in DOERS]
    if not named:
        return general
    return namer.beneath(pk for party in named for pk in namer.of_party(party)) or [receiver]


def make_parties(pairs: Iterable[tuple[Task, TaskDraft]], namer: Namer) -> None:
    """One TaskParty per printed name; a name that means exactly one unit carries it."""
    rows = []
    for task, draft in pairs:
        for party in draft.parties:
            units = namer.of_party(party)
            only = units[0] if len(units) == 1 else None
            rows.append(TaskParty(task=task, role=party.role, printed=party.printed, unit_id=only))
    TaskParty.objects.bulk_create(rows)


def make_assignments(shares: Iterable[tuple[Task, list[int]]], *, today: date) -> int:
    """Rows of the present period for each task and unit; returns how many were asked for. Rows that exist stay."""
    rows = [
        Assignment(
            task=task,
            unit_id=unit,
            period=period_of(task.recurrence, today),
            due=due_of(task.recurrence, today) or task.due,
        )
        for task, units in shares
        for unit in units
    ]
    Assignment.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)
