"""Confirmed papers as annotations: the text, and what a person says stands in it, both without people.

The shape is that of `vanban.to_json` and of `vanban bench`: one JSON object a paper (kind, issuer, number … items,
report_deadlines, anniversaries), strings as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .masking import Mask
from .models import Directive, Task, TaskParty
from .reading import HEADER_FIELDS, due_read, header_of

ROLES = TaskParty.Role.values
SIGNER = "signer_name"
_LINES = "addressees"
_START = 60  # characters of an item's beginning
_FIGURES = re.compile(r"^[\s\d]*[-–/]\s*")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One paper without people: its text, and the JSON object that a reader should give for it."""

    name: str
    text: str
    record: dict[str, Any]


def name_of(pk: int) -> str:
    """What a paper is called outside the house."""
    return f"paper-{pk:06d}"


def mask_of(directive: Directive, header: dict[str, str], words: Iterable[str]) -> Mask:
    """Hides the people of one paper: its signer, as read and as confirmed, those named in its text and in *words*."""
    return Mask("\n".join([directive.text, *words]), [header_of(directive.read)[SIGNER], header.get(SIGNER, "")])


def annotation_of(directive: Directive) -> Annotation:
    """The annotation of a confirmed paper (its tasks with parties, reports, days and citations are read from it)."""
    header = {one.name: one.confirmed for one in directive.field_values.all()}
    record: dict[str, Any] = _header(directive, header)
    record["references"] = [
        {name: getattr(one, name) or None for name in ("kind", "number", "date", "issuer", "text")}
        for one in directive.citations.order_by("position")
    ]
    items = (directive.read or {}).get("items", [])
    by_place = {item["start"]: item for item in items}
    tasks = directive.tasks.prefetch_related("parties").order_by("start", "pk")
    record["items"] = [_item(task, by_place.get(task.start)) for task in tasks]
    record["report_deadlines"] = [
        {"text": one.text, "date": one.due.isoformat() if one.due else None, "to": one.recipient or None}
        for one in directive.report_demands.order_by("start", "pk")
    ]
    record["anniversaries"] = _days(directive)
    mask = mask_of(directive, header, _strings(record))
    return Annotation(name_of(directive.pk), mask(directive.text), _masked(record, mask))


def _header(directive: Directive, header: dict[str, str]) -> dict[str, Any]:
    read = directive.read or {}
    beside = read.get("beside", {})
    plain: dict[str, Any] = {
        name: header.get(name) or None for name in HEADER_FIELDS if name != _LINES and not name.startswith("signer_")
    }
    symbol = beside.get("symbol", {}).get("value")
    if header.get("number") != header_of(read)["number"]:
        symbol = symbol_of(header.get("number", ""))
    signer = {
        "name": header.get(SIGNER) or None,
        "title": header.get("signer_title") or None,
        "on_behalf": beside.get("signer_on_behalf", {}).get("value"),
    }
    return plain | {
        "symbol": symbol,
        "addressees": header.get(_LINES, "").splitlines(),
        "recipients": [one["value"] for one in read.get("recipients", [])],
        "signer": signer if any(signer.values()) else None,
    }


def symbol_of(number: str) -> str | None:
    """ "KH-UBND" of "902/KH-UBND", "CV/BTGTU" of the Party's "581-CV/BTGTU"."""
    return _FIGURES.sub("", number) or None


def _item(task: Task, item: dict[str, Any] | None) -> dict[str, Any]:
    """As a reader should give it. A day that only follows from a printed period is no deadline of the paper."""
    due = task.due.isoformat() if task.due else None
    if item is not None and due == due_read(item):
        due = item["deadline"]
    first = (item or {}).get("text_start") or task.text.strip().split("\n", 1)[0][:_START]
    named: dict[str, list[str]] = {role: [] for role in ROLES}
    for party in sorted(task.parties.all(), key=lambda party: party.pk):
        named[party.role].append(party.printed)
    words = {"path": task.path, "label": task.label, "text_start": first, "time": task.printed_time or None}
    return words | named | {"deadline": due, "recurrence": task.recurrence or None, "channels": task.channels}


def _days(directive: Directive) -> list[dict[str, str]]:
    """Days that were read and not dropped; those that the calendar had already count too."""
    dropped = set(directive.corrections.filter(field__startswith="observance.").values_list("field", flat=True))
    days = (directive.read or {}).get("anniversaries", [])
    return [
        {"text": one["text"], "date": one["date"]}
        for place, one in enumerate(days)
        if f"observance.{place}" not in dropped
    ]


def _strings(value: Any) -> Iterator[str]:
    """All words of a record, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _masked(value: Any, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(one, mask) for one in value]
    if isinstance(value, dict):
        return {name: _masked(one, mask) for name, one in value.items()}
    return value
