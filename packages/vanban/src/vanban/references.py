"""Documents cited in body and footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from vanban.dates import DATE, iso
from vanban.forms import CITED
from vanban.issuers import issuer_after, issuer_before, issuer_in_list
from vanban.letters import caps_first
from vanban.lexicon import alternatives
from vanban.model import Reference
from vanban.paragraphs import Paragraph
from vanban.symbols import CODE, issuing_part, kind_of
from vanban.views import View

_KINDS = alternatives(CITED + tuple(kind[0].lower() + kind[1:] for kind in CITED), any_case_inside=True).replace(
    r"\s+", r"\s*"
)
_BY_LETTERS = {kind.replace(" ", "").lower(): kind for kind in CITED}
_NUMBER = rf"(?P<number>\d{{1,6}}[a-zđ]?\s?(?:/\s?\d{{4}}\s?)?[/–-]\s?{CODE})"
_QUALIFIER = (
    r"(?:thẩm tra|thẩm định|liên ngành|liên tịch|hỏa tốc|hoả tốc|thượng khẩn|khẩn|mật|giám sát|tổng hợp|tiếp thu"
    r"|[Kk]ết luận|[Pp]hối hợp|chỉ đạo|triển khai|bổ sung|kết quả|hỏa tốc hẹn giờ|nghiệp vụ)"
)
_CITED = re.compile(
    rf"(?<!\w)(?P<kind>{_KINDS})(?:\s+{_QUALIFIER}){{0,2}}(?:\s*(?::\s*)?(?:mang\s+)?số)?\s*:?\s*{_NUMBER}"
    rf"|\(\s*[Ss]ố\s*:?\s*{_NUMBER.replace('<number>', '<bare>')}(?=[,\s]*ngày)"
)
_ISSUED_FIRST = re.compile(rf"(?<!\w)(?P<kind>{_KINDS})\s+(?=của\s)")
_NUMBER_AFTER = re.compile(rf"\s*[,(:]?\s*số\s*:?\s*{_NUMBER}")
_UNNUMBERED = re.compile(rf"(?<!\w)(?P<kind>{_KINDS})(?:\s+{_QUALIFIER})?\s+ngày\s*(?P<date>{DATE})(?=\s*của\s)")
_LAW_NAME = (
    rf"(?:(?!(?:và\s+)?{_KINDS}\s+số\s)"
    r"(?!(?:này|hiệu lực|thi hành|theo|tại|trong|đến|từ|được|trước|báo|sau|kể|do|đã)\s)[^;:.()\d]){3,200}?"
)
_NAMED_LAW = re.compile(
    rf"(?<!\w)(?P<kind>Pháp lệnh|Bộ [Ll]uật|Luật)\s+{_LAW_NAME}\s+"
    rf"(?:số\s*:?\s*{_NUMBER}[,\s]*ngày\s*(?P<date>{DATE})|số\s*:?\s*{_NUMBER.replace('<number>', '<number2>')}"
    rf"|ngày\s*(?P<date2>{DATE}))"
)
_NEXT = re.compile(rf"\s*(?:,|;|và|, và)\s*(?:số\s*:?\s*)?{_NUMBER}")
_LISTED = re.compile(rf"[^.;:()]{{0,200}};\s*(?:và\s+)?số\s*:?\s*{_NUMBER}")
_HOUR = r"(?:(?:hồi|lúc)\s+\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2}\s*(?:phút)?)?\s*,?\s*)?"
_MONTH = r"(?:ngày\s*[.…/]*\s*)?tháng\s*(?P<month>\d{1,2})\s*(?:/|năm)\s*(?P<year>\d{4})"
_DATED = re.compile(rf"\s*,?\s*(?:\(\s*)?{_HOUR}(?:ký\s+)?(?:ngày\s*(?P<date>{DATE})|(?P<same>cùng ngày)|{_MONTH})")
_DATE_BEFORE = re.compile(
    rf"[Nn]gày\s*(?P<date>{DATE})\s*,?\s*(?P<between>[^.;:()/]{{0,160}}?)\s(?:đã\s+)?(?:ban hành|có|ký|gửi)\s+$"
)
_REACH_BACK = 600  # characters before a citation in which its issuer and date may stand
_JOINED = re.compile(r"\s*[,;]?\s*(?:và\s+)?(?:thay thế\s+|bổ sung\s+|các\s+|tại\s+)?(?:số\s*)?")


@dataclass(frozen=True, slots=True)
class _Found:
    reference: Reference
    span: tuple[int, int]  # in the paragraph
    issued: bool  # its issuer is printed after it
    led: bool  # its issuer is printed before it
    same_day: bool  # "cùng ngày"


def printed_references(paragraphs: list[Paragraph]) -> list[list[Reference]]:
    """The citations of each paragraph in order, repeated ones too."""
    return [_in_paragraph(paragraph.view) for paragraph in paragraphs]


def find_references(
    printed: list[list[Reference]], *, own_number: str | None, own_date: str | None
) -> tuple[Reference, ...]:
    """The cited documents in order of first printing, once for each (kind, number, date).

    A number printed again without its date is the same document, whatever it is called; the paper itself is left out.
    """
    found = sorted((hit for hits in printed for hit in hits), key=lambda reference: reference.start)
    dated = {ref.number for ref in found if ref.number and ref.date}
    seen: set[tuple[str | None, ...]] = set()
    kept: list[Reference] = []
    for ref in found:
        if not ref.date and ref.number in dated:
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
    nexts = {pattern: pattern.search(view.text) for pattern in _READ}
    while True:
        for pattern, match in nexts.items():
            if match and match.start() < position:
                nexts[pattern] = pattern.search(view.text, position)
        ahead = [(match.start(), order, pattern) for order, (pattern, match) in enumerate(nexts.items()) if match]
        if not ahead:
            break
        _, _, pattern = min(ahead, key=lambda one: one[:2])
        match = nexts[pattern]
        assert match is not None
        found = _READ[pattern](view, match)
        if found is None:
            nexts[pattern] = pattern.search(view.text, match.end())
            continue
        hits.append(found)
        if found.reference.rule in ("reference.number", "reference.of"):
            hits.extend(_following_numbers(view, found))
        position = hits[-1].span[1]
    return [hit.reference for hit in _shared(view, hits)]


def _law(view: View, match: re.Match[str]) -> _Found:
    number = match["number"] or match["number2"]
    date = match["date"] or match["date2"]
    return _make(
        view, match.span(), kind=match["kind"], number=number, date=iso(date) if date else None, rule="reference.law"
    )


def _numbered(view: View, match: re.Match[str]) -> _Found:
    if match["bare"]:
        span = (match.start("bare"), match.end())
        kind = kind_of(re.sub(r"^[\d\s]+[a-zđ]?\s?(?:/\s?\d{4}\s?)?[/–-]\s?", "", match["bare"])) or "công văn"
        return _make(view, span, kind=kind, number=match["bare"], rule="reference.bracket")
    return _make(view, match.span(), kind=match["kind"], number=match["number"], rule="reference.number")


def _issued_first(view: View, match: re.Match[str]) -> _Found | None:
    """ "Công văn của Sở X số 1/SX-VP ngày …", or without a number "Công văn của Sở X ngày …"."""
    issuer = issuer_after(view, match.end())
    if issuer is None:
        return None
    number = _NUMBER_AFTER.match(view.text, issuer[1])
    if number is None:
        return None
    span = (match.start(), number.end())
    return _make(view, span, kind=match["kind"], number=number["number"], issuer=issuer[0], rule="reference.of")


def _unnumbered(view: View, match: re.Match[str]) -> _Found | None:
    """ "Thông báo ngày 1/2/2026 của X": without a number the issuer makes it a citation."""
    if issuer_after(view, match.end()) is None:
        return None
    return _make(view, match.span(), kind=match["kind"], number=None, date=iso(match["date"]), rule="reference.dated")


_READ: dict[re.Pattern[str], Callable[[View, re.Match[str]], _Found | None]] = {
    _NAMED_LAW: _law,
    _CITED: _numbered,
    _ISSUED_FIRST: _issued_first,
    _UNNUMBERED: _unnumbered,
}


def _next(text: str, position: int, *, opens: bool) -> re.Match[str] | None:
    """The next number of a list; after "các Nghị định của X:" each may have its subject before the next."""
    return _NEXT.match(text, position) or (_LISTED.match(text, position) if opens else None)


def _following_numbers(view: View, first: _Found) -> list[_Found]:
    """ "Quyết định số 1/QĐ-A ngày …, số 2/QĐ-A ngày … và 3/QĐ-A": the kind is printed once.

    So is the issuer in "các Quyết định của X số 1/QĐ-X ngày …, số 2/QĐ-X ngày …".
    """
    hits = [first]
    kind = first.reference.kind or ""
    issuer = first.reference.issuer if first.reference.rule == "reference.of" else None
    opens = issuer is not None and ":" in view.text[slice(*first.span)]
    while match := _next(view.text, hits[-1].span[1], opens=opens):
        span = match.span("number")
        hits.append(_make(view, span, kind=kind, number=match["number"], issuer=issuer, rule="reference.list"))
    return hits[1:]


def _date_after(view: View, position: int) -> tuple[str | None, int, bool]:
    """The date printed at a position (a month when no day is), where it ends, and whether it is "cùng ngày"."""
    dated = _DATED.match(view.text, position)
    if dated is None:
        return None, position, False
    if dated["month"]:
        month = int(dated["month"])
        return (f"{dated['year']}-{month:02}" if 1 <= month <= 12 else None), dated.end(), False
    return (iso(dated["date"]) if dated["date"] else None), dated.end(), bool(dated["same"])


def _make(
    view: View,
    span: tuple[int, int],
    *,
    kind: str,
    number: str | None,
    rule: str,
    date: str | None = None,
    issuer: str | None = None,
) -> _Found:
    """A citation found at ``span`` of the paragraph, with the issuer and the date that stand around it."""
    start, end = span
    same_day = False
    if date is None:
        date, end, same_day = _date_after(view, end)
    after = issuer_after(view, end) if issuer is None else None
    if after is not None:
        issuer, end = after
        if date is None and not same_day:
            date, end, same_day = _date_after(view, end)
    before = view.text[max(0, start - _REACH_BACK) : start]
    led = None
    if issuer is None:
        led = issuer = issuer_before(before) or issuer_in_list(before)
    if date is None and number and not same_day:
        dated = _DATE_BEFORE.search(before)
        if dated and (issuer is None or issuer in dated["between"]):
            date = iso(dated["date"])
    part = view.cut(start, end).rstrip(",.;")
    reference = Reference(
        kind=_kind_printed(kind),
        number=_tidy(number) if number else None,
        date=date,
        issuer=issuer,
        text=part.text,
        spans=part.spans,
        confidence=0.97 if number and date and issuer else 0.9 if date else 0.8,
        rule=rule,
    )
    return _Found(reference, (start, max(end, start + 1)), after is not None, led is not None, same_day)


def _kind_printed(kind: str) -> str:
    """The kind with a capital; a glued one ("Quyếtđịnh") as it is written."""
    words = " ".join(kind.split())
    known = _BY_LETTERS.get(words.replace(" ", "").lower(), words)
    return caps_first(words if " " in words or " " not in known else known)


def _tidy(number: str) -> str:
    return re.sub(r"\s", "", number).replace("–", "-").rstrip(".")


def _shared(view: View, hits: list[_Found]) -> list[_Found]:
    """What joined citations of one body share.

    "Công văn số 1 … và Công văn số 2 … của X": the issuer after the last is that of those before it. "X tại Tờ trình số
    1 … và Tờ trình số 2 …": so is the one before the first. "cùng ngày" is the day of the one before.
    """
    result = list(hits)
    for at in range(len(result) - 2, -1, -1):
        here, after = result[at], result[at + 1]
        if here.reference.issuer is None and after.issued and _are_joined(view, here, after):
            result[at] = replace(here, reference=replace(here.reference, issuer=after.reference.issuer), issued=True)
    for at in range(1, len(result)):
        before, here = result[at - 1], result[at]
        if here.reference.issuer is None and before.led and _are_joined(view, before, here):
            here = replace(here, reference=replace(here.reference, issuer=before.reference.issuer), led=True)
        if here.same_day:
            here = replace(here, reference=replace(here.reference, date=before.reference.date))
        result[at] = here
    return result


def _are_joined(view: View, first: _Found, second: _Found) -> bool:
    """Whether two citations stand side by side and their numbers name the same issuer."""
    if not _JOINED.fullmatch(view.text[first.span[1] : second.span[0]]):
        return False
    numbers = [found.reference.number for found in (first, second)]
    if not all(numbers) or any((found.reference.kind or "").endswith("uật") for found in (first, second)):
        return False
    issuers = [issuing_part(number or "") for number in numbers]
    return not all(issuers) or issuers[0] == issuers[1]
