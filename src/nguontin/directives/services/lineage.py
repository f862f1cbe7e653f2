"""How papers follow from each other: citations find their papers, unknown ones become named stubs."""

from __future__ import annotations

import re
from datetime import datetime

from django.db.models import QuerySet

from nguontin.audit.services import record
from nguontin.directives.models import Citation, Directive, Relation
from nguontin.directives.models.directive import number_key
from nguontin.directives.states import DirectiveState
from nguontin.units.models import Person

_CARRIES_OUT = re.compile(
    r"^\W*(?:thực hiện|triển khai|tiếp tục thực hiện|căn cứ|thi hành|theo|tiếp theo|nhằm thực hiện|để thực hiện)\b",
    re.IGNORECASE,
)
_RELAYS = re.compile(r"\b(?:nhận được|sao gửi|chuyển tiếp|gửi kèm|chuyển|sao lục)\b", re.IGNORECASE)
_REPLACES = re.compile(r"(?<!\()\bthay thế\s+(?:cho\s+)?$", re.IGNORECASE)
_AMENDS = re.compile(r"\bsửa đổi(?:, bổ sung)?(?:\s+một số \w+(?:\s+\w+){0,3})?\s+(?:của\s+)?$", re.IGNORECASE)
_STRENGTH = (
    Relation.Kind.CITES,
    Relation.Kind.CARRIES_OUT,
    Relation.Kind.RELAYS,
    Relation.Kind.AMENDS,
    Relation.Kind.REPLACES,
)


def link_citations(directive: Directive, *, at: datetime) -> None:
    """Give each numbered citation its paper (a stub when it has not come) and each cited paper one relation."""
    found: dict[int, str] = {}
    opening = min((item["start"] for item in (directive.read or {}).get("items", [])), default=len(directive.text))
    citations = list(directive.citations.exclude(number=""))
    known = _papers_for(directive, citations)
    for citation in citations:
        key = number_key(citation.number)
        if key == directive.number_key:
            continue
        target = _pick(known.setdefault(key, []), citation.date)
        if target is None:
            target = _make_stub(directive, citation, at=at)
            known[key].append(target)
        citation.target = target
        kind = relation_kind(directive.text, citation.start or 0, opening)
        found[target.pk] = max(found.get(target.pk, Relation.Kind.CITES), kind, key=_STRENGTH.index)
    Citation.objects.bulk_update(citations, ["target"])
    Relation.objects.bulk_create(
        [Relation(source=directive, target_id=target, kind=kind) for target, kind in found.items()],
        ignore_conflicts=True,
    )


def relation_kind(text: str, start: int, opening: int) -> str:
    """How the paper stands to what it cites at *start*; ``opening`` is where its first item begins.

    In the opening, a paragraph that begins with "Căn cứ", "Thực hiện" … carries out what it cites; "nhận được", "sao
    gửi" before the citation relays it. "thay thế" or "sửa đổi" right before the citation holds anywhere, but
    "(thay thế Quyết định số …)" in brackets tells what a task is to bring about.
    """
    before = text[max(0, start - 80) : start]
    if _REPLACES.search(before):
        return Relation.Kind.REPLACES
    if _AMENDS.search(before):
        return Relation.Kind.AMENDS
    if start >= opening:
        return Relation.Kind.CITES
    sentence = text[text.rfind("\n\n", 0, start) + 1 : start]
    if _RELAYS.search(sentence[-80:]):
        return Relation.Kind.RELAYS
    return Relation.Kind.CARRIES_OUT if _CARRIES_OUT.match(sentence.lstrip()) else Relation.Kind.CITES


def fill_stubs(directive: Directive, *, by: Person | None, at: datetime) -> int:
    """Stubs of this number, here and below, give their links to the paper that has come; returns how many."""
    if not directive.number_key:
        return 0
    stubs = [
        stub
        for stub in Directive.objects.filter(
            state=DirectiveState.STUB, number_key=directive.number_key, unit__path__startswith=directive.unit.path
        ).exclude(pk=directive.pk)
        if _same_day(stub.date, directive.date)
    ]
    for stub in stubs:
        _move_links(stub, directive)
        record(
            "directive.stub_filled",
            by=by,
            at=at,
            object_type="directives.directive",
            object_id=str(directive.pk),
            unit_id=directive.unit_id,
            ids={"stub": stub.pk},
        )
        stub.delete()
    return len(stubs)


def _move_links(stub: Directive, paper: Directive) -> None:
    """Citations and relations of the stub become the paper's, except those the paper has or would have to itself."""
    Citation.objects.filter(target=stub).update(target=paper)
    has = set(Relation.objects.filter(target=paper).values_list("source_id", flat=True)) | {paper.pk}
    Relation.objects.filter(target=stub, source_id__in=has).delete()
    Relation.objects.filter(target=stub).update(target=paper)


def _papers_for(directive: Directive, citations: list[Citation]) -> dict[str, list[Directive]]:
    """Papers and stubs with the cited numbers, in the receiving unit and the units above it, real papers first."""
    above = [int(part) for part in directive.unit.path.strip("/").split("/")]
    rows: QuerySet[Directive] = (
        Directive.objects.filter(unit_id__in=above, number_key__in={number_key(one.number) for one in citations})
        .exclude(pk=directive.pk)
        .defer("text", "read", "draft", "search")
    )
    papers: dict[str, list[Directive]] = {}
    for row in sorted(rows, key=lambda row: (row.state == DirectiveState.STUB, row.pk)):
        papers.setdefault(row.number_key, []).append(row)
    return papers


def _pick(papers: list[Directive], day: str) -> Directive | None:
    return next((paper for paper in papers if _same_day(paper.date, day)), None)


def _same_day(one: str, other: str) -> bool:
    """Whether two ISO dates may be the same: one is empty, or the shorter (a month) begins the longer."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _make_stub(directive: Directive, citation: Citation, *, at: datetime) -> Directive:
    return Directive.objects.create(
        unit=directive.unit,
        state=DirectiveState.STUB,
        kind=citation.kind,
        number=citation.number,
        issuer=citation.issuer,
        date=citation.date,
        subject=citation.text,
        created_at=at,
    )
