"""What the confirm screen shows beside its fields: how sure each is, and which units the names mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from nguontin.directives.drafts import TaskDraft, tasks_read
from nguontin.directives.forms import HeaderForm, TaskForm, initial_of, split_names
from nguontin.directives.models import TaskParty
from nguontin.directives.reading import STAMPS, due_read, header_of, how_sure
from nguontin.directives.services.share import Namer
from nguontin.kernel.pages import number_of
from nguontin.units.models import Unit

ROLES = TaskParty.Role.values
Read = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Name:
    """One printed name: the units it means, and which a person chose when it means none."""

    printed: str
    units: tuple[Unit, ...]
    chosen: str = ""

    @property
    def unknown(self) -> bool:
        """Whether somebody still has to say which unit is meant."""
        return not self.units and not self.chosen


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with how sure its value is: "sure", "unsure", "absent", "changed" by a person, "" (not from the paper).

    ``names`` are the units of a field that names some.
    """

    field: BoundField
    sure: str
    names: tuple[Name, ...] = ()

    @property
    def to_look_at(self) -> int:
        """Places of the field that want a person's look."""
        return (self.sure == "unsure") + sum(name.unknown for name in self.names)


@dataclass(frozen=True, slots=True)
class Card:
    """One task: its form, where it stands in the paper, and its fields.

    ``period`` are the printed words when the day is the end of a period ("Quý II/2026"), else "".
    """

    form: TaskForm
    label: str
    path: str
    title: Shown
    roles: tuple[Shown, ...]
    times: tuple[Shown, ...]
    period: str
    channels: list[str]

    @property
    def to_look_at(self) -> int:
        """Places of the card that want a person's look; none when the task is not taken."""
        if not self.form["take"].value():
            return 0
        return sum(one.to_look_at for one in (self.title, *self.roles, *self.times))


@dataclass(frozen=True, slots=True)
class Tick:
    """Something read that is taken or left out as a whole."""

    value: Any
    sure: str
    take: bool

    @property
    def to_look_at(self) -> int:
        """1 when it wants a person's look."""
        return int(self.take and self.sure == "unsure")


def header_rows(form: HeaderForm, read: Read) -> list[Shown]:
    """The fields of the head in the order of the form; stamps only where the paper has them."""
    as_read = HeaderForm(initial=header_of(read))
    fields = read.get("fields", {})
    return [
        Shown(field, _sure(field, as_read[field.name], fields.get(field.name)))
        for field in form
        if field.name not in STAMPS or field.name in fields
    ]


def cards(formset: Any, read: Read, drafts: list[TaskDraft], namer: Namer) -> list[Card]:
    """One card for each form of the set; *drafts* tell which units people chose."""
    chosen = {party.unit_id for draft in drafts for party in draft.parties if party.unit_id}
    units = {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=chosen)}
    items: list[Read] = read.get("items", [])
    as_read = tasks_read(read)
    made = []
    for place, form in enumerate(formset):
        parties = drafts[place].parties if place < len(drafts) else ()
        picked = {party.printed: units.get(party.unit_id, "") for party in parties if party.unit_id}
        number = number_of(str(form["item"].value()))
        if number is None or number >= len(items):
            made.append(_card(form, {}, None, _names_by(namer, picked)))
            continue
        before = TaskForm(initial=initial_of(as_read[number]), prefix=form.prefix)
        made.append(_card(form, items[number], before, _names_by(namer, picked)))
    return made


def names_typed(formset: Any) -> set[str]:
    """All names that stand in the forms."""
    return {name for form in formset for role in ROLES for name in split_names(form[role].value() or "")}


def ticks(values: Iterable[Any], sources: Iterable[Read], unticked: Collection[int]) -> list[Tick]:
    """Reports, days or references in the order of what was read."""
    pairs = enumerate(zip(values, sources, strict=True))
    return [Tick(value, how_sure(source), place not in unticked) for place, (value, source) in pairs]


def _names_by(namer: Namer, picked: dict[str, str]) -> Callable[[str], tuple[Name, ...]]:
    """Names of a field's words; *picked* tells which unit a person chose for a name."""
    return lambda words: tuple(Name(one, namer.units(one), picked.get(one, "")) for one in split_names(words))


def _card(form: TaskForm, item: Read, before: TaskForm | None, names_of: Callable[[str], tuple[Name, ...]]) -> Card:
    """The card of a form; *item* and *before* are what was read, empty for a task that a person added."""

    def shown(name: str, *values: Read | None) -> Shown:
        field = form[name]
        names = names_of(field.value() or "") if name in ROLES else ()
        return Shown(field, _sure(field, before[name], *values) if before else "", names)

    time = item.get("time")
    return Card(
        form,
        label=item.get("label", "+"),
        path=item.get("path", ""),
        title=shown("title", item or None),
        roles=tuple(shown(role, *item.get(role, ())) for role in ROLES),
        times=(
            shown("due", time if item and due_read(item) else None),
            shown("printed_time", time),
            shown("recurrence", time if item.get("recurrence") else None),
        ),
        period=time["value"] if time and not item["deadline"] and due_read(item) else "",
        channels=form["channels"].value() or [],
    )


def _sure(field: BoundField, before: BoundField, *values: Read | None) -> str:
    if _words(field) != _words(before):
        return "changed"
    return how_sure(*values)


def _words(field: BoundField) -> str:
    """What stands in a field, as its widget prints it, line ends and blanks around it apart."""
    printed = field.field.widget.format_value(field.value())
    text = printed[0] if isinstance(printed, list) and printed else printed
    return str(text or "").replace("\r\n", "\n").strip()
