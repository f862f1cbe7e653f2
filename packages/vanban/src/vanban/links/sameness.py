"""Whether two papers are the same one, a copy, a corrected version, or different."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from vanban.letters import fold
from vanban.links.differences import Differences, differences
from vanban.links.fingerprints import likeness, shingles_of, text_after_header
from vanban.links.identity import alike, bodies_agree, body_words, dates_agree, number_key
from vanban.model import Document, Value

SAME, COPY, REVISION, DIFFERENT = "same", "copy", "revision", "different"

_ALIKE = 0.5  # Jaccard index: unrelated papers of one office stay below 0.4, a bad scan above it
_ALIKE_NAMED = 0.3  # when number, date and issuer agree too
_WHOLE = 0.85  # share of the shorter text that stands in the longer one
_PART = 0.7  # of the longer text's size: below it the shorter one is a part
_LIKELY = 0.7  # texts so alike that another issuer of the same number and day is a fault of reading
_LEAST = 150  # shingles; less text tells nothing of itself
_COPY_MARK = re.compile(
    r"^[\W_]*(?:SAO Y(?: BẢN CHÍNH)?|SAO LỤC|TRÍCH SAO|BẢN SAO(?: Y| LỤC)?|Sao y bản chính|Sao lục|Trích sao)[\W_]*$"
    r"|Số\s*:?\s*\d{1,6}\s*[/-]\s*(?:SY|SL|TrS|BS)(?:[-/]|\b)",
    re.MULTILINE,
)
_COPY_NUMBER = re.compile(r"\d+-(?:sy|sl|trs|bs)(?:-|$)")


class _Says(StrEnum):
    EQUAL = "equal"
    NEAR = "near"
    UNKNOWN = "unknown"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``same``: ``same``, ``copy``, ``revision`` or ``different``.

    ``score`` is the likeness of the two texts behind their headers (0 to 1, Jaccard index of five-character shingles);
    ``differing`` names the fields that both papers state differently; ``reasons`` are Vietnamese sentences for people.
    """

    same: str
    score: float
    differing: tuple[str, ...]
    reasons: tuple[str, ...]


def compare(a: Document, b: Document) -> Comparison:
    """How two read papers stand to each other; the order of the two does not matter.

    Number, date and issuer decide where both papers state them and the texts do not contradict; wrong letters of a
    scan, another layout and lost lines are no difference.
    """
    return _Pair(a, b).comparison()


class _Pair:
    def __init__(self, a: Document, b: Document) -> None:
        self.a, self.b = a, b
        self.texts = text_after_header(a), text_after_header(b)
        sets = shingles_of(self.texts[0]), shingles_of(self.texts[1])
        self.score, self.kept = likeness(*sets)
        self.size, longest = sorted(map(len, sets))
        self.part = self.size < _PART * longest and self.size >= _LEAST and self.kept >= _WHOLE
        self.says = {
            "number": _numbers(a.number, b.number),
            "date": _dates(a.date, b.date),
            "issuer": _issuers(a, b),
            "kind": _words(a.kind, b.kind),
            "subject": _words(a.subject, b.subject),
        }
        self.copied = _marked(a) != _marked(b)
        self.named = self.says["number"] is _Says.EQUAL and _Says.DIFFERS not in (
            self.says["date"],
            self.says["issuer"],
        )
        self.alike = self.score >= (_ALIKE_NAMED if self.named else _ALIKE) or self.part
        headed = all(self.says[name] is _Says.EQUAL for name in ("number", "date", "subject"))
        self.found = differences(*self.texts, from_start=headed) if self.alike else None

    def comparison(self) -> Comparison:
        same, reasons = self._verdict()
        differing = tuple(name for name, said in self.says.items() if said in (_Says.DIFFERS, _Says.NEAR))
        return Comparison(same, round(self.score, 4), differing, tuple(reasons))

    def _verdict(self) -> tuple[str, list[str]]:
        if self.found is None:
            return self._unlike()
        contradiction = self._contradiction(self.found)
        if contradiction:
            return contradiction
        if self.found.changed and not self.part:
            return REVISION, [self._identity(), *_told(self.found)]
        if self.says["subject"] is _Says.DIFFERS and not (self.part or self.found.scanned):
            return REVISION, [self._identity(), "Trích yếu khác nhau."]
        if self.copied:
            return COPY, ["Một bản mang dấu sao (sao y, sao lục hoặc trích sao).", self._text_reason(self.found)]
        if self.part:
            return COPY, ["Toàn bộ bản ngắn nằm trong bản dài: bản ngắn là trích sao hoặc thiếu trang."]
        return SAME, [self._identity(), self._text_reason(self.found)]

    def _unlike(self) -> tuple[str, list[str]]:
        if self.named and self.says["date"] is _Says.EQUAL and self.says["issuer"] is not _Says.UNKNOWN:
            if self.size < _LEAST:
                return SAME, ["Trùng số, ngày và cơ quan ban hành; một bản có quá ít chữ để so nội dung."]
            return REVISION, [
                "Trùng số, ngày và cơ quan ban hành nhưng nội dung khác hẳn: bản thay thế, hoặc một số cấp hai lần."
            ]
        return DIFFERENT, ["Nội dung khác nhau.", *self._contradicted()]

    def _contradiction(self, found: Differences) -> tuple[str, list[str]] | None:
        """Like texts whose header fields contradict each other."""
        number, date, issuer = (self.says[name] for name in ("number", "date", "issuer"))
        if not found.changed and (found.scanned or number is _Says.NEAR) and self._misread_header(found):
            return None
        if number in (_Says.DIFFERS, _Says.NEAR):
            return DIFFERENT, ["Nội dung gần giống nhưng số văn bản khác nhau.", *self._contradicted()]
        if issuer is _Says.DIFFERS and not (number is _Says.EQUAL and date is _Says.EQUAL and self.score >= _LIKELY):
            return DIFFERENT, ["Nội dung gần giống nhưng cơ quan ban hành khác nhau.", *self._contradicted()]
        if date not in (_Says.DIFFERS, _Says.NEAR):
            return None
        if number is _Says.EQUAL and self._same_year():
            told = _told(found) if found.changed else ["Nội dung không đổi."]
            return REVISION, ["Trùng số nhưng ghi ngày khác nhau trong cùng một năm.", *told]
        return DIFFERENT, ["Nội dung gần giống nhưng ngày ban hành khác nhau.", *self._contradicted()]

    def _misread_header(self, found: Differences) -> bool:
        """Whether what contradicts in the header of a scan may be misread, the texts being alike.

        Papers made of one pattern (a decision for each person, a letter each month) are like each other too: where the
        figures of the number differ, or neither number nor date agrees, the texts must not differ in a word.
        """
        number, date, issuer, subject = (self.says[name] for name in ("number", "date", "issuer", "subject"))
        patterned = bool(found.replaced or found.figures)
        if number in (_Says.DIFFERS, _Says.NEAR) and _figures(self.a.number) != _figures(self.b.number):
            return found.scanned and date is _Says.EQUAL and not patterned
        if patterned and number is not _Says.EQUAL and date is not _Says.EQUAL:
            return False
        against = (number in (_Says.DIFFERS, _Says.NEAR)) + (issuer is _Says.DIFFERS)
        against += 2 if date is _Says.DIFFERS else date is _Says.NEAR
        alike = (_Says.EQUAL, _Says.NEAR)
        return against <= (number is _Says.EQUAL) + (date is _Says.EQUAL) + (issuer in alike) + (subject in alike)

    def _same_year(self) -> bool:
        return bool(self.a.date and self.b.date and self.a.date.value[:4] == self.b.date.value[:4])

    def _identity(self) -> str:
        if self.named and self.says["date"] is _Says.EQUAL:
            return "Trùng số và ngày ban hành."
        if self.named:
            return "Trùng số, không trái ngày và cơ quan ban hành."
        return "Một trong hai bản không ghi số; các thông tin còn lại không trái nhau."

    def _contradicted(self) -> list[str]:
        names = {"number": "số", "date": "ngày", "issuer": "cơ quan ban hành", "kind": "loại văn bản"}
        found = [words for name, words in names.items() if self.says[name] is _Says.DIFFERS]
        return [f"Khác {', '.join(found)}."] if found else []

    def _text_reason(self, found: Differences) -> str:
        if found.scanned:
            doubt = f" Hãy xem lại con số “{found.figures[0][:80]}”." if found.figures else ""
            return f"Nội dung giống nhau; {found.misread} chỗ lệch chữ do nhận dạng ảnh quét.{doubt}"
        if self.texts[0].split() == self.texts[1].split():
            return "Nội dung giống hệt nhau."
        return "Nội dung giống nhau, chỉ khác cách trình bày."


def _told(found: Differences) -> list[str]:
    """What was changed, for people: folded words, at most three places."""
    reasons = []
    if found.replaced:
        reasons.append(f"Lời văn đã đổi ở {len(found.replaced)} chỗ, như “{found.replaced[0][:80]}”.")
    if found.figures:
        reasons.append(f"Con số đã đổi ở {len(found.figures)} chỗ, như “{found.figures[0][:80]}”.")
    if found.missing:
        reasons.append(f"{found.missing} chữ chỉ có ở một bản.")
    return reasons


def _marked(document: Document) -> bool:
    return _COPY_MARK.search(document.text) is not None


def _figures(number: Value | None) -> str:
    return re.sub(r"\D", "", number_key(number.value)) if number else ""


def _numbers(one: Value | None, other: Value | None) -> _Says:
    if one is None or other is None:
        return _Says.UNKNOWN
    keys = number_key(one.value), number_key(other.value)
    if any(_COPY_NUMBER.match(key) for key in keys) and keys[0] != keys[1]:
        return _Says.UNKNOWN  # the number of the copy, not of the paper
    short, long = sorted(keys, key=len)
    near = _one_letter_apart(short, long) or (long.startswith(f"{short}-") and "-" in short)  # a symbol cut short
    return _Says.EQUAL if short == long else _Says.NEAR if near else _Says.DIFFERS


def _dates(one: Value | None, other: Value | None) -> _Says:
    agree = dates_agree(one.value if one else None, other.value if other else None)
    if agree is None or one is None or other is None:
        return _Says.UNKNOWN
    return _Says.EQUAL if agree else _Says.NEAR if _one_letter_apart(one.value, other.value) else _Says.DIFFERS


def _issuers(a: Document, b: Document) -> _Says:
    said = _bodies(a.issuer, b.issuer)
    above = _bodies(a.issuer_parent, b.issuer_parent)
    return _Says.DIFFERS if above is _Says.DIFFERS and said is not _Says.UNKNOWN else said


def _bodies(one: Value | None, other: Value | None) -> _Says:
    if one is None or other is None:
        return _Says.UNKNOWN
    if bodies_agree(one.value, other.value):
        return _Says.EQUAL
    names = ["".join(body_words(value.value)) for value in (one, other)]
    return _Says.NEAR if alike(names[0], names[1]) >= 0.9 else _Says.DIFFERS


def _words(one: Value | None, other: Value | None) -> _Says:
    if one is None or other is None:
        return _Says.UNKNOWN
    texts = [re.sub(r"[^a-z0-9]+", "", fold(value.value)) for value in (one, other)]
    if texts[0] == texts[1]:
        return _Says.EQUAL
    return _Says.NEAR if alike(texts[0], texts[1]) >= 0.85 else _Says.DIFFERS


def _one_letter_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(x != y for x, y in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
