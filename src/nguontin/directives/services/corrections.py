"""What a person confirmed otherwise than it was read is kept, without people's names and numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nguontin.directives.annotations import SIGNER, mask_of
from nguontin.directives.drafts import DemandDraft, ObservanceDraft, TaskDraft, tasks_read
from nguontin.directives.masking import Mask
from nguontin.directives.models import Correction, Directive, TaskParty
from nguontin.directives.reading import HEADER_FIELDS, header_of

PERSON = "[tên người]"
Source = dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """All that a person confirmed of one paper; ``citations`` are the positions of those that stay."""

    header: dict[str, str]
    tasks: Sequence[TaskDraft]
    demands: Sequence[DemandDraft]
    observances: Sequence[ObservanceDraft]
    citations: Collection[int]


@dataclass(frozen=True, slots=True)
class _Change:
    field: str
    read: str
    confirmed: str
    source: Source = None


def keep_corrections(directive: Directive, known: Confirmed, *, at: datetime) -> None:
    """One row for each difference between what was read of *directive* and what was confirmed."""
    read = directive.read or {}
    changes = list(_changes(read, known))
    mask = mask_of(directive, known.header, (words for one in changes for words in (one.read, one.confirmed)))
    rows = []
    for change in changes:
        words = [_without_person(change.field, value, mask) for value in (change.read, change.confirmed)]
        source = change.source or {}
        rows.append(
            Correction(
                directive=directive,
                field=change.field,
                read=words[0],
                confirmed=words[1],
                rule=source.get("rule", "")[:80],
                confidence=source.get("confidence"),
                reader=read.get("reader", ""),
                at=at,
            )
        )
    Correction.objects.bulk_create(rows)


def _without_person(field: str, words: str, mask: Mask) -> str:
    if field == SIGNER:
        return PERSON if words else ""
    return mask(words)


def _changes(read: dict[str, Any], known: Confirmed) -> Iterator[_Change]:
    fields = read.get("fields", {})
    for name, words in header_of(read).items():
        if name in HEADER_FIELDS and known.header[name] != words:
            yield _Change(name, words, known.header[name], fields.get(name))
    yield from _item_changes(read, known.tasks)
    for position, one in enumerate(read.get("references", [])):
        if position not in known.citations:
            yield _Change(f"reference.{position}", one["text"] or one["number"] or "", "", one)
    yield from _dropped("report", read.get("report_deadlines", []), known.demands)
    yield from _dropped("observance", read.get("anniversaries", []), known.observances)


def _dropped(
    name: str, sources: list[dict[str, Any]], drafts: Iterable[DemandDraft | ObservanceDraft]
) -> Iterator[_Change]:
    """Drafts stand in the order of what was read."""
    for position, (source, draft) in enumerate(zip(sources, drafts, strict=False)):
        if not draft.take:
            yield _Change(f"{name}.{position}", source["text"], "", source)


def _item_changes(read: dict[str, Any], tasks: Sequence[TaskDraft]) -> Iterator[_Change]:
    """Of an item that is dropped only that; of one that is added all that it says."""
    items = read.get("items", [])
    taken = {draft.item: draft for draft in tasks if draft.take and draft.item is not None}
    for place, before in enumerate(tasks_read(read)):
        after, source = taken.get(place), items[place]
        if after is None:
            yield _Change(f"item.{place}.take", "1", "0", source)
            continue
        old = words_of(before)
        for name, words in words_of(after).items():
            if old[name] != words:
                yield _Change(f"item.{place}.{name}", old[name], words, _source(source, name))
    added = [draft for draft in tasks if draft.take and draft.item is None]
    for place, draft in enumerate(added):
        for name, words in words_of(draft).items():
            if words:
                yield _Change(f"item.+{place}.{name}", "", words)


def words_of(draft: TaskDraft) -> dict[str, str]:
    """The values of a draft that people correct, as words."""
    return {
        "title": draft.title,
        "due": draft.due.isoformat() if draft.due else "",
        "printed_time": draft.printed_time,
        "recurrence": draft.recurrence,
        "channels": ";".join(draft.channels),
        **{role: ";".join(draft.names(role)) for role in TaskParty.Role.values},
    }


def _source(item: dict[str, Any], name: str) -> Source:
    """What gave the value of an item's field: its least sure part; the item itself for its words."""
    if name in (*TaskParty.Role.values, "channels"):
        return _least_sure(item[name])
    if name in ("due", "printed_time", "recurrence"):
        return item["time"] or None
    return item


def _least_sure(values: Iterable[dict[str, Any]]) -> Source:
    return min(values, key=lambda value: value["confidence"], default=None)
