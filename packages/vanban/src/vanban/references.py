"""Documents cited in body and footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vanban.dates import DATE, iso
from vanban.issuers import issuer_after, issuer_before, issuer_in_list
from vanban.letters import UPPER, caps_first
from vanban.lexicon import CITED_KINDS, alternatives
from vanban.model import Reference
from vanban.paragraphs import Paragraph
from vanban.views import View

_KINDS = alternatives(CITED_KINDS + tuple(kind[0].lower() + kind[1:] for kind in CITED_KINDS))
_CODE = rf"[{UPPER}][\w.&]*(?:\s?[-/]\s?[{UPPER}\d][\w&.]*)*"
_NUMBER = rf"(?P<number>\d{{1,6}}[a-zđ]?\s?(?:/\s?\d{{4}}\s?)?[/-]\s?{_CODE})"
_QUALIFIER = r"(?:thẩm tra|thẩm định|liên ngành|liên tịch|hỏa tốc|hoả tốc|khẩn|mật|giám sát|tổng hợp|tiếp thu)"
_CITED = re.compile(rf"(?<!\w)(?P<kind>{_KINDS})(?:\s+{_QUALIFIER})?(?:\s+số)?\s*:?\s*{_NUMBER}")
_LAW_NAME = r"(?:(?!(?:này|hiệu lực|thi hành|theo|tại|trong|đến|từ|được|trước|báo|sau|kể|do|đã)\s)[^;:.()\d]){3,200}?"
_NAMED_LAW = re.compile(
    rf"(?<!\w)(?P<kind>Pháp lệnh|Bộ [Ll]uật|Luật)\s+{_LAW_NAME}\s+"
    rf"(?:số\s*{_NUMBER}[,\s]*ngày\s*(?P<date>{DATE})|số\s*{_NUMBER.replace('number', 'number2')}"
    rf"|ngày\s*(?P<date2>{DATE}))"
)
_NEXT = re.compile(rf"\s*(?:,|;|và|, và)\s*(?:số\s+)?{_NUMBER}")
_DATED = re.compile(rf"\s*,?\s*(?:\(\s*)?(?:ký\s+)?ngày\s*(?P<date>{DATE})")
_DATE_BEFORE = re.compile(
    rf"[Nn]gày\s*(?P<date>{DATE})\s*,?\s*(?P<between>[^.;:()/]{{0,160}}?)\s(?:đã\s+)?(?:ban hành|có|ký|gửi)\s+$"
)
_REACH_BACK = 600  # characters before a citation in which its issuer and date may stand
_JOINED = re.compile(r"\s*(?:,|và)\s*(?:số\s*)?")


@dataclass(frozen=True, slots=True)
class _Found:
    reference: Reference
    span: tuple[int, int]  # in the paragraph
    issued: bool


def printed_references(paragraphs: list[Paragraph]) -> list[list[Reference]]:
    """The citations of each paragraph in order, repeated ones too."""
    return [_in_paragraph(paragraph.view) for paragraph in paragraphs]


def find_references(
    printed: list[list[Reference]], *, own_number: str | None, own_date: str | None
) -> tuple[Reference, ...]:
    """The cited documents in order of first printing, once for each (kind, number, date).

    A number printed again without its date is the same document; the paper itself is left out.
    """
    found = sorted((hit for hits in printed for hit in hits), key=lambda reference: reference.start)
    dated = {(ref.kind, ref.number) for ref in found if ref.number and ref.date}
    seen: set[tuple[str | None, ...]] = set()
    kept: list[Reference] = []
    for ref in found:
        if ref.number and not ref.date and (ref.kind, ref.number) in dated:
            continue
        if own_number and ref.number == own_number and ref.date in (own_date, None):
            continue
        key = (ref.kind, ref.number, ref.date) if ref.number else (ref.kind, ref.text, ref.date)
        if key not in seen:
            seen.add(key)
            kept.append(ref)
    return tuple(kept)


def _in_paragraph(view: View) -> list[Reference]:
    hits: list[_Found] = []
    position = 0
    cited, law = _CITED.search(view.text), _NAMED_LAW.search(view.text)
    while True:
        if cited and cited.start() < position:
            cited = _CITED.search(view.text, position)
        if law and law.start() < position:
            law = _NAMED_LAW.search(view.text, position)
        if law and (cited is None or law.start() < cited.start()):
            hits.append(_law(view, law))
        elif cited:
            hits.append(_numbered(view, cited))
            hits.extend(_following_numbers(view, cited["kind"], hits[-1].span[1]))
        else:
            break
        position = hits[-1].span[1]
    return [hit.reference for hit in _shared_issuers(view, hits)]


def _law(view: View, match: re.Match[str]) -> _Found:
    number = match["number"] or match["number2"]
    date = match["date"] or match["date2"]
    return _make(
        view, match.span(), kind=match["kind"], number=number, date=iso(date) if date else None, rule="reference.law"
    )


def _numbered(view: View, match: re.Match[str]) -> _Found:
    end = match.end()
    dated = _DATED.match(view.text, end)
    date = None
    if dated:
        date, end = iso(dated["date"]), dated.end()
    return _make(
        view, (match.start(), end), kind=match["kind"], number=match["number"], date=date, rule="reference.number"
    )


def _following_numbers(view: View, kind: str, position: int) -> list[_Found]:
    """ "Quyết định số 1/QĐ-A ngày …, số 2/QĐ-A ngày … và 3/QĐ-A": the kind is printed once."""
    hits: list[_Found] = []
    while match := _NEXT.match(view.text, position):
        end = match.end()
        dated = _DATED.match(view.text, end)
        date = iso(dated["date"]) if dated else None
        end = dated.end() if dated else end
        span = (match.start("number"), end)
        hits.append(_make(view, span, kind=kind, number=match["number"], date=date, rule="reference.list"))
        position = hits[-1].span[1]
    return hits


def _make(view: View, span: tuple[int, int], *, kind: str, number: str | None, date: str | None, rule: str) -> _Found:
    """A citation found at ``span`` of the paragraph, with the issuer and the date that stand around it."""
    start, end = span
    printed_end = end
    issuer = issuer_after(view, end)
    if issuer is not None:
        printed_end = issuer[1]
        if date is None and (late := _DATED.match(view.text, printed_end)):
            date, printed_end = iso(late["date"]), late.end()
    name = issuer[0] if issuer else None
    before = view.text[max(0, start - _REACH_BACK) : start]
    if name is None:
        name = issuer_before(before) or issuer_in_list(before)
    if date is None and number:
        dated = _DATE_BEFORE.search(before)
        if dated and (name is None or name in dated["between"]):
            date = iso(dated["date"])
    part = view.cut(start, printed_end).rstrip(",.;")
    reference = Reference(
        kind=caps_first(" ".join(kind.split())) if kind[:1].islower() else " ".join(kind.split()),
        number=_tidy(number) if number else None,
        date=date,
        issuer=name,
        text=part.text,
        spans=part.spans,
        confidence=0.97 if number and date and name else 0.9 if date else 0.8,
        rule=rule,
    )
    return _Found(reference, (start, max(printed_end, start + 1)), issuer is not None)


def _tidy(number: str) -> str:
    return re.sub(r"\s", "", number).rstrip(".")


def _shared_issuers(view: View, hits: list[_Found]) -> list[_Found]:
    """ "Công văn số 1 … và Công văn số 2 … của X": the issuer after the last belongs to those joined before it."""
    result = list(hits)
    for at in range(len(result) - 2, -1, -1):
        here, after = result[at], result[at + 1]
        between = view.text[here.span[1] : after.span[0]]
        if here.reference.issuer is None and after.issued and _JOINED.fullmatch(between):
            shared = replace(here.reference, issuer=after.reference.issuer)
            result[at] = replace(here, reference=shared, issued=True)
    return result
