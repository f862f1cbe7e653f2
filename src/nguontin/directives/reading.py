"""What the reader said about a paper, as the JSON kept in ``Directive.read`` (so that no page needs the reader again).

``fields`` are the header fields by name, ``beside`` those of the header that nobody corrects (they follow from others
or only serve annotations), ``addressees`` … ``anniversaries`` lists of what the paper names. Every value has ``spans``
(the stretches of ``Directive.text`` that it stands in), ``start``/``end`` (their hull), ``confidence`` (0 to 1) and
``rule``. ``doubts`` are [start, end, sure] of words recognised badly in a picture; ``unread`` sentences about
pages or pictures of which nothing could be read; ``reader`` is the reader's version.
"""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import version
from typing import Any, Final

from vanban import Document
from vanban.model import Anniversary, Item, Reference, ReportDeadline, Value

SURE_FROM: Final = 0.85
"""From here on the page says "sure", below it "unsure".

The rules of the reader give either 0.9 and more (a mark of the form: "Số:", "Nơi nhận", a role's own words) or 0.8 and
less (the place alone tells it). Measured on 35 annotated real papers (header, items, units): of 800 values with 0.9 and
more 6 were wrong, all of them items and their units; 11 lay at 0.8 or below and were right: doubt costs a look. In a
scan a value is no surer than its worst word by the recognition's own measure.
"""
MOST_ITEMS: Final = 300
"""Items of one paper that a person can confirm on one page; a longer list is no paper, or several."""
HEADER_FIELDS: Final = (
    "kind",
    "number",
    "date",
    "place",
    "issuer",
    "issuer_parent",
    "subject",
    "addressees",
    "signer_name",
    "signer_title",
    "urgency",
    "secrecy",
)
STAMPS: Final = ("urgency", "secrecy")
"""Header fields that are spoken of only where a paper has them."""
COLUMNS: Final = ("kind", "issuer", "number", "date", "subject")
"""Header fields that have a column of their own in Directive."""
LONGEST: Final = {"kind": 60, "issuer": 300, "number": 80, "date": 10}
"""Characters those columns hold; a reader that takes a whole paragraph for a number must not stop the paper."""


def reading_of(document: Document) -> dict[str, Any]:
    """The JSON kept for a read paper (its text is kept beside it)."""
    signer = document.signer
    fields: dict[str, Value | None] = {
        "kind": document.kind,
        "number": document.number,
        "date": document.date,
        "place": document.place,
        "issuer": document.issuer,
        "issuer_parent": document.issuer_parent,
        "subject": document.subject,
        "signer_name": signer.name if signer else None,
        "signer_title": signer.title if signer else None,
        "addressees": _joined(document.addressees),
        "urgency": document.urgency,
        "secrecy": document.secrecy,
    }
    beside = {"symbol": document.symbol, "signer_on_behalf": signer.on_behalf if signer else None}
    return {
        "reader": version("vanban"),
        "fields": {name: _placed(value) for name, value in fields.items() if value is not None},
        "beside": {name: _placed(value) for name, value in beside.items() if value is not None},
        "addressees": [_placed(value) for value in document.addressees],
        "recipients": [_placed(value) for value in document.recipients],
        "references": [_placed(reference) for reference in document.references],
        "items": [_item(item) for item in document.items],
        "for_all": [_placed(value) for value in document.for_all],
        "report_deadlines": [_placed(one) for one in document.report_deadlines],
        "anniversaries": [_placed(one) for one in document.anniversaries],
        "unread": [one.message_vi for one in document.unread],
        "doubts": [[doubt.start, doubt.end, doubt.sure] for doubt in document.doubts],
    }


def header_of(read: dict[str, Any] | None) -> dict[str, str]:
    """Header values as read, by field name; "" where the paper does not say."""
    fields = (read or {}).get("fields", {})
    return {name: fields.get(name, {}).get("value", "") for name in HEADER_FIELDS}


def due_read(item: dict[str, Any]) -> str | None:
    """The day (ISO) by which an item that was read is to be done: its deadline, else the end of its printed period."""
    day: str | None = item["deadline"] or (item["when"] or {}).get("last")
    return day


def how_sure(*values: dict[str, Any] | None) -> str:
    """ "absent" when there is no value, "unsure" when one of them is, else "sure"."""
    found = [value for value in values if value]
    if not found:
        return "absent"
    return "sure" if all(value["confidence"] >= SURE_FROM for value in found) else "unsure"


def _joined(values: tuple[Value, ...]) -> Value | None:
    """Several values as one, a line each, from the first's start to the last's end."""
    if not values:
        return None
    lines = "\n".join(value.value for value in values)
    surest = min(value.confidence for value in values)
    return Value(lines, tuple(span for value in values for span in value.spans), surest, values[0].rule)


def _placed(part: Value | Reference | ReportDeadline | Anniversary) -> dict[str, Any]:
    return asdict(part) | {"start": part.start, "end": part.end}


def _item(item: Item) -> dict[str, Any]:
    known = asdict(item)
    for name in ("lead", "coordinate", "perform", "channels"):
        known[name] = [_placed(value) for value in getattr(item, name)]
    for name in ("time", "field"):
        value = getattr(item, name)
        known[name] = _placed(value) if value else None
    known["title"] = _title(item.text)
    return known


def _title(text: str) -> str:
    """First sentence of an item, at most 200 characters, cut between words."""
    line = text.strip().split("\n", 1)[0].strip()
    for stop in (". ", "; "):
        line = line.split(stop, 1)[0]
    line = line.rstrip(".;:, ")
    return line if len(line) <= 200 else line[:199].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
