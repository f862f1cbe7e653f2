"""How a paper stands to each paper that it cites, by the words that govern the citation.

A cue governs a citation when both stand in one sentence and nothing but the cue's filler lies between them; citations
joined to a governed one by comma, semicolon or "và" share its cue. A citation inside the title of another one
("Quyết định … về việc thay thế Thông tư …") says nothing of this paper: it is merely cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vanban.issuers import name_end
from vanban.labels import label_of
from vanban.letters import fold
from vanban.lexicon import AGENCY_HEAD
from vanban.links.cues import (
    AMENDS,
    ANSWERS,
    BASES,
    CARRIES_OUT,
    CITES,
    CUES,
    EXCEPTED,
    LAPSED,
    NEGATED,
    PLANNED,
    RELAYS,
    REPLACES,
    REPORTS_ON,
    STRENGTH,
    THIS,
    Cue,
)
from vanban.links.sentences import Sentence, sentences_of
from vanban.model import Document, Reference, Relation, Span
from vanban.paragraphs import Paragraph
from vanban.references import printed_references
from vanban.views import View, clean

_JOIN = re.compile(r"(?:[,;]|(?<!\w)(?:và|hoặc|cùng|cùng với))\s*(?:các\s+|số\s+)?$", re.IGNORECASE)
_LISTED = re.compile(r"\)\s*(?:[,;]|và\s)[^;()]{0,160}\(\s*$")
_CLAUSE = re.compile(r"(?<!sửa đổi)[;,]\s+|(?<!sửa đổi )(?<!\w)và\s+|(?<=:)\s+")
_ENACTING = re.compile(
    r"\s*,?\s*(?:(?:nay|xin|kính|trân trọng|thống nhất|quyết định|thông báo)\s*)*[,:]?\s*", re.IGNORECASE
)
_OPENER = re.compile(
    r"(?:(?:nay|đồng thời|do đó|vì vậy|theo đó|ngoài ra|về việc|về|v/v|kính|xin|trân trọng)[\s,:]*)*", re.IGNORECASE
)
_PLANS = {"kế hoạch", "chương trình", "chương trình hành động", "phương án", "đề án", "dự án", "tờ trình", "báo cáo"}
_REACH = 400  # characters before a citation in which its cue may stand
_OPINION = re.compile(
    r"(?:trả lời|phúc đáp|trao đổi|giải đáp)(?: như sau|\s*:)|xin (?:trả lời|phúc đáp)", re.IGNORECASE
)
_PROPOSED = re.compile(r"(?:xét|theo)\s+(?:\w+\s+){0,2}(?:đề nghị|ý kiến|kiến nghị|báo cáo)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is known of the paper: its kind, where its first item begins, whom it is addressed to (folded)."""

    kind: str | None
    opening: int
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    kind: str
    rule: str
    confidence: float
    cue: tuple[Span, ...]
    nested: bool = False


_MERELY = _Judged(CITES, "relation.cites", 0.7, ())
_NESTED = _Judged(CITES, "relation.in_title", 0.9, (), nested=True)


def related(document: Document, paragraphs: list[Paragraph], printed: list[list[Reference]]) -> Document:
    """The document with one relation for each of its references: the strongest of all printings.

    ``printed`` holds the citations of each paragraph, in order. The subject is looked at too.
    """
    setting = _Setting(
        kind=document.kind.value if document.kind else None,
        opening=min((item.start for item in document.items), default=len(document.text)),
        addressees=tuple(fold(one.value) for one in document.addressees),
    )
    if document.subject:
        title = Paragraph(clean(document.text, document.subject.start, document.subject.end))
        paragraphs, printed = [title, *paragraphs], [*printed_references([title]), *printed]
    index = _Index(document.references)
    best: dict[int, Relation] = {}
    for citation, judged in _all_judged(paragraphs, printed, setting):
        at = index.of(citation)
        if at is None:
            continue
        made = Relation(judged.kind, at, judged.cue or citation.spans, judged.confidence, judged.rule)
        known = best.get(at)
        if known is None or (_strength(made), made.confidence) > (_strength(known), known.confidence):
            best[at] = made
    return replace(document, relations=tuple(best[at] for at in sorted(best)))


def _strength(relation: Relation) -> int:
    return STRENGTH.index(relation.kind)


class _Index:
    """Which reference a printing belongs to: the same kind and number; the same words where there is no number."""

    def __init__(self, references: tuple[Reference, ...]) -> None:
        self._exact: dict[tuple[str | None, ...], int] = {}
        self._undated: dict[tuple[str | None, str], int] = {}
        for at, one in enumerate(references):
            self._exact.setdefault((one.kind, one.number or one.text, one.date), at)
            if one.number:
                self._undated.setdefault((one.kind, one.number), at)

    def of(self, printed: Reference) -> int | None:
        exact = self._exact.get((printed.kind, printed.number or printed.text, printed.date))
        if exact is None and printed.number and not printed.date:
            return self._undated.get((printed.kind, printed.number))
        return exact


def _all_judged(
    paragraphs: list[Paragraph], printed: list[list[Reference]], setting: _Setting
) -> Iterator[tuple[Reference, _Judged]]:
    heading: _Judged | None = None  # what governs the paragraphs that begin with a citation
    late = replace(setting, opening=0)  # a footnote opens nothing
    for paragraph, citations in zip(paragraphs, printed, strict=True):
        sentences = list(sentences_of(paragraph.view, citations))
        for sentence in sentences:
            judge = _Judge(
                sentence, setting if paragraph.footnote is None else late, heading if sentence.first else None
            )
            yield from judge.all()
            last = judge.governor
        heading = _heading(paragraph.view, sentences, setting, last if sentences else None)


def _heading(view: View, sentences: list[Sentence], setting: _Setting, last: _Judged | None) -> _Judged | None:
    """What governs the next paragraph if it begins with a citation: this one's cue, or what it announces."""
    text = view.text
    if sentences:
        return last if text.endswith((";", ",", ":")) else None
    label = label_of(text)
    start = label.end if label else 0
    if BASES.fullmatch(text, start):
        return _Judged(CARRIES_OUT, "relation.basis", 0.85, view.cut(start).spans)
    if text.endswith(":") and len(text) < _REACH:
        whole = Sentence(view.cut(start), (), True)
        found = _Judge(whole, setting, None).governed(0, len(whole.view), first=True)
        lapsed = LAPSED.search(whole.view.text)
        if found is None and lapsed and THIS.search(whole.view.text):
            return _Judged(REPLACES, "relation.lapsed", 0.9, whole.view.cut(*lapsed.span()).spans)
        return found
    return None


def _acts(lead: str) -> bool:
    """Whether a clause is nothing but the name of a body and "hereby"."""
    return AGENCY_HEAD.match(lead) is not None and _ENACTING.fullmatch(lead, name_end(lead, 0)) is not None


class _Judge:
    """Judges the citations of one sentence from left to right."""

    def __init__(self, sentence: Sentence, setting: _Setting, heading: _Judged | None) -> None:
        self.view, self.text = sentence.view, sentence.view.text
        self.cited = sentence.cited
        self.setting = setting
        self.heading = heading
        self.governor: _Judged | None = None
        self.governed_kind: str | None = None

    def all(self) -> list[tuple[Reference, _Judged]]:
        """Each citation with its relation."""
        found: list[tuple[Reference, _Judged]] = []
        before: _Judged | None = None
        end = 0
        for citation, start, stop in self.cited:
            judged = self._next(citation, end, start, before)
            found.append((citation, self._addressed(judged, citation)))
            before, end = judged, stop
            if not judged.nested:
                self.governor, self.governed_kind = judged, citation.kind
        return self._lapsed(found)

    def _next(self, citation: Reference, end: int, start: int, before: _Judged | None) -> _Judged:
        gap = self.text[end:start]
        if before is None:
            direct = self.heading if self.heading and len(gap) <= 2 else None
            return direct or self.governed(0, start, first=True) or _MERELY
        clauses = [match.end() for match in _CLAUSE.finditer(self.text, max(end, start - _REACH), start)]
        for clause in clauses:
            new = self.governed(clause, start, first=False)
            if new is not None:
                acts = new.kind != CARRIES_OUT and AGENCY_HEAD.match(self.text, clause)
                return _NESTED if before.nested and ";" not in gap and not acts else new
        if EXCEPTED.search(gap):
            return _MERELY
        if _JOIN.search(gap) or _LISTED.match(gap) or (clauses and self._names_issuer(clauses[-1], start)):
            parallel = ";" in gap or citation.kind == self.governed_kind
            return (self.governor if parallel else before) or _NESTED
        return _NESTED

    def _names_issuer(self, start: int, end: int) -> bool:
        """Whether only the body that issued the next citation stands in between ("…, UBND tỉnh tại Công văn …")."""
        text = self.text[start:end]
        named = AGENCY_HEAD.match(text)
        return bool(named) and bool(re.fullmatch(r"\s*(?:tại|có)?\s*\(?", text[name_end(text, 0) :]))

    def governed(self, start: int, end: int, *, first: bool) -> _Judged | None:
        """The strongest cue between two places that governs a citation at ``end``; ``first`` in its sentence."""
        start = max(start, end - _REACH)
        hits = [
            (cue, match)
            for cue in CUES
            for match in cue.words.finditer(self.text, start, end)
            if self._holds(cue, match, start, end, first=first)
        ]
        if not hits:
            return None
        cue, match = max(hits, key=lambda hit: (STRENGTH.index(hit[0].kind), hit[1].end()))
        far = 0.05 if end - match.end() > 60 else 0.0
        return _Judged(cue.kind, cue.rule, cue.confidence - far, self.view.cut(*match.span()).spans)

    def _holds(self, cue: Cue, match: re.Match[str], start: int, end: int, *, first: bool) -> bool:
        between = self.text[match.end() : end]
        if not cue.filler.fullmatch(between) or EXCEPTED.search(between) or re.search(r"\sđã\s", between):
            return False
        if cue.opening and self.view.offsets and self.view.start >= self.setting.opening:
            return False
        lead = self.text[start : match.start()]
        if NEGATED.search(lead):
            return False
        if cue.initial:
            return self._opens_clause(lead)
        if not cue.own or first:
            return not cue.own or self._is_own(lead)
        return self._goes_on(lead, match.start())

    @staticmethod
    def _opens_clause(lead: str) -> bool:
        clause = re.split(r"[;,:(]\s*", lead)[-1]
        return _OPENER.fullmatch(clause) is not None

    def _is_own(self, lead: str) -> bool:
        """Whether the paper itself does what the cue says, no one who is asked to."""
        named = [match.end() for match in THIS.finditer(lead)]
        if named:
            return not PLANNED.search(lead, named[-1])
        if self.setting.kind in _PLANS and self.view.start >= self.setting.opening:
            return False
        if _OPENER.fullmatch(lead):
            return True
        tail = re.split(r"[,;]\s+", lead)[-1]
        return _acts(lead) or (tail != lead and not PLANNED.search(lead) and (_acts(tail) or not tail))

    def _goes_on(self, lead: str, start: int) -> bool:
        """After a citation: the paper goes on to say what it does ("…, bãi bỏ …", "…, UBND tỉnh bãi bỏ …")."""
        if PLANNED.search(lead):
            return False
        own = self.governor is not None and self.governor.kind in (AMENDS, REPLACES)
        return own or _acts(lead) or THIS.search(self.text, max(0, start - _REACH), start) is not None

    def _addressed(self, judged: _Judged, citation: Reference) -> _Judged:
        """A letter received from, or proposed by, the one who is written to is answered."""
        issuer = fold(citation.issuer or "")
        asked = judged.rule == "relation.received" or (judged.rule == "relation.basis" and self._proposed())
        if asked and issuer and any(issuer in one or one in issuer for one in self.setting.addressees):
            return _Judged(ANSWERS, "relation.answers_addressee", 0.8, judged.cue)
        if judged.rule == "relation.received" and _OPINION.search(self.text, self.cited[-1][2]):
            return _Judged(ANSWERS, "relation.answers_received", 0.75, judged.cue)
        if judged.kind == CARRIES_OUT and self.setting.kind == "báo cáo" and judged.rule == "relation.carries_out":
            told = re.search(r"báo\s+cáo", self.text[self.cited[-1][2] :], re.IGNORECASE)
            return _Judged(REPORTS_ON, "relation.report", 0.85, judged.cue) if told else judged
        return judged

    def _proposed(self) -> bool:
        return _PROPOSED.match(self.text) is not None

    def _lapsed(self, found: list[tuple[Reference, _Judged]]) -> list[tuple[Reference, _Judged]]:
        """ "Quyết định số 1 … và Quyết định số 2 … hết hiệu lực kể từ ngày Quyết định này có hiệu lực"."""
        said = LAPSED.search(self.text, self.cited[-1][1])
        if not said or not THIS.search(self.text) or NEGATED.search(self.text[: said.start()]):
            return found
        judged = _Judged(REPLACES, "relation.lapsed", 0.92, self.view.cut(*said.span()).spans)
        return [(one, old if old.nested or old.kind in (AMENDS, RELAYS) else judged) for one, old in found]
