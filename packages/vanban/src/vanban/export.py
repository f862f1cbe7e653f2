"""JSON in the shape of the annotations, with the places, confidences and rules beside it."""

from __future__ import annotations

from dataclasses import asdict

from vanban.model import Anniversary, BodyUnit, Document, Item, Reference, Relation, ReportDeadline, Timing, Value

_FIELDS = ("kind", "issuer", "issuer_parent", "number", "symbol", "place", "date", "subject", "urgency", "secrecy")
_ROLES = ("lead", "coordinate", "perform")


def _words(value: Value | None) -> str | None:
    return value.value if value else None


def _list(values: tuple[Value, ...]) -> list[str]:
    return [value.value for value in values]


def _item(item: Item) -> dict[str, object]:
    plain: dict[str, object] = {"path": item.path, "label": item.label, "text_start": item.text_start}
    for role in _ROLES:
        plain[role] = _list(getattr(item, role))
    plain |= {"time": _words(item.time), "deadline": item.deadline, "recurrence": item.recurrence}
    plain |= {"when": _when(item.when), "channels": _list(item.channels), "field": _words(item.field)}
    plain |= {"text": item.text, "span": [item.start, item.end]}
    plain |= {"confidence": item.confidence, "rule": item.rule}
    plain["spans"] = {name: [[one.start, one.end] for one in getattr(item, name)] for name in (*_ROLES, "channels")}
    return plain


def _when(timing: Timing | None) -> dict[str, str | None] | None:
    return {"kind": timing.kind, "from": timing.first, "to": timing.last, "rule": timing.rule} if timing else None


def _placed(part: Reference | Relation | ReportDeadline | Anniversary) -> dict[str, object]:
    return asdict(part) | {"start": part.start, "end": part.end}


def _unit(unit: BodyUnit) -> dict[str, object]:
    """A unit of the body: its words are read at its spans."""
    plain: dict[str, object] = {"label": unit.label, "level": unit.level, "start": unit.start, "end": unit.end}
    return plain | {"spans": unit.spans, "children": [_unit(child) for child in unit.children]}


def to_json(document: Document) -> dict[str, object]:
    """Plain strings under the annotation's keys; ``spans``, ``parts``, ``confidence`` and ``rules`` by field name.

    ``spans`` holds the hull of a value, ``parts`` the stretches it is made of.
    """
    single = {name: getattr(document, name) for name in (*_FIELDS, "field")}
    signer = document.signer
    if signer:
        single |= {"signer.name": signer.name, "signer.title": signer.title, "signer.on_behalf": signer.on_behalf}
    many = {"addressees": document.addressees, "recipients": document.recipients, "for_all": document.for_all}
    spans: dict[str, object] = {name: [one.start, one.end] for name, one in single.items() if one}
    spans |= {name: [[one.start, one.end] for one in values] for name, values in many.items()}
    result: dict[str, object] = {name: _words(getattr(document, name)) for name in (*_FIELDS, "field")}
    result |= {name: _list(values) for name, values in many.items()}
    result["signer"] = (
        {"name": _words(signer.name), "title": _words(signer.title), "on_behalf": _words(signer.on_behalf)}
        if signer
        else None
    )
    result["references"] = [_placed(reference) for reference in document.references]
    result["relations"] = [_placed(relation) for relation in document.relations]
    result["items"] = [_item(item) for item in document.items]
    result["report_deadlines"] = [_placed(deadline) for deadline in document.report_deadlines]
    result["anniversaries"] = [_placed(observance) for observance in document.anniversaries]
    result["body"] = [_unit(unit) for unit in document.body]
    result["doubts"] = [[doubt.start, doubt.end, doubt.sure] for doubt in document.doubts]
    result["unread"] = [asdict(one) for one in document.unread]
    result["spans"] = spans
    result["parts"] = {name: one.spans for name, one in single.items() if one} | {
        name: [one.spans for one in values] for name, values in many.items()
    }
    result["confidence"] = {name: one.confidence for name, one in single.items() if one}
    result["rules"] = {name: one.rule for name, one in single.items() if one}
    return result
