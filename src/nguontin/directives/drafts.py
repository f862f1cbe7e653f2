"""Drafts of what a paper asks: from the reader, changed by people, not yet tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from .models import Directive, TaskParty
from .reading import due_read


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """A unit as printed, in a role of TaskParty.Role; ``unit_id`` only when a person said which unit is meant."""

    role: str
    printed: str
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """One operative item. ``item`` is its place in ``read["items"]`` (None: added by hand); spans as in Task."""

    title: str
    text: str
    take: bool = True
    item: int | None = None
    path: str = ""
    label: str = ""
    start: int | None = None
    end: int | None = None
    printed_time: str = ""
    due: date | None = None
    recurrence: str = ""
    channels: tuple[str, ...] = ()
    parties: tuple[PartyDraft, ...] = field(default=())

    def names(self, role: str) -> list[str]:
        """Printed names in one role."""
        return [party.printed for party in self.parties if party.role == role]


@dataclass(frozen=True, slots=True)
class DemandDraft:
    """A report the paper asks for; ``recurrence`` as in Task."""

    text: str
    due: date | None = None
    recurrence: str = ""
    recipient: str = ""
    start: int | None = None
    end: int | None = None
    take: bool = True

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class ObservanceDraft:
    """A day to be marked every year; ``first_year`` is the event's own year when the paper tells it."""

    title: str
    day: int
    month: int
    first_year: int | None = None
    lunar: bool = False
    start: int | None = None
    end: int | None = None
    take: bool = True

    def __str__(self) -> str:
        return self.title


def tasks_read(read: dict[str, Any] | None) -> list[TaskDraft]:
    """What the reader found, in the order of the paper."""
    return [_task(place, item) for place, item in enumerate((read or {}).get("items", []))]


def _task(place: int, item: dict[str, Any]) -> TaskDraft:
    return TaskDraft(
        title=item["title"],
        text=item["text"],
        item=place,
        path=item["path"],
        label=item["label"],
        start=item["start"],
        end=item["end"],
        printed_time=item["time"]["value"] if item["time"] else "",
        due=date.fromisoformat(day) if (day := due_read(item)) else None,
        recurrence=item["recurrence"] or "",
        channels=tuple(dict.fromkeys(channel["value"] for channel in item["channels"])),
        parties=parties_of((role, value["value"]) for role in TaskParty.Role.values for value in item[role]),
    )


def parties_of(named: Iterable[tuple[str, str]]) -> tuple[PartyDraft, ...]:
    """Parties of (role, printed name) pairs, each once."""
    return tuple(PartyDraft(role, printed[:300]) for role, printed in dict.fromkeys(named))


def drafts_to_json(tasks: Iterable[TaskDraft]) -> list[dict[str, Any]]:
    """Tasks for ``Directive.draft["tasks"]``."""
    return [{**asdict(task), "due": task.due.isoformat() if task.due else None} for task in tasks]


def draft_tasks(directive: Directive) -> list[TaskDraft]:
    """Drafts as a person last saved them, else as read."""
    saved = (directive.draft or {}).get("tasks")
    return tasks_read(directive.read) if saved is None else [_from_json(one) for one in saved]


def _from_json(known: dict[str, Any]) -> TaskDraft:
    parties = tuple(PartyDraft(**party) for party in known["parties"])
    due = date.fromisoformat(known["due"]) if known["due"] else None
    return replace(TaskDraft(**{**known, "due": None}), due=due, channels=tuple(known["channels"]), parties=parties)
