"""How well a reader reads: papers against annotations made by hand.

The annotation is one JSON object with the keys of :func:`vanban.to_json` (kind, issuer, number, symbol, place, date,
subject, addressees, recipients, signer, references, items, report_deadlines, anniversaries). Parts and weights:

==============  ==  =====================================================================================
header          3   kind, issuer, number, symbol, place, date, subject, signer's name, title and capacity; what
                    the annotation leaves empty counts only when the reader invents a value
parties         1   addressees and recipients
references      3   by kind, number (issuer where there is no number) and date
ref_issuer      1   issuer of the references found
items           2   by the first 40 characters of ``text_start``
units           3   leading, coordinating and performing units of each annotated item
deadlines       2   deadline and printed time of each annotated item; dates of report deadlines
dates           1   dates of anniversaries
==============  ==  =====================================================================================

Each part is an F1 value between 0 and 1; the total is their mean by weight over the parts that occur.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

WEIGHTS = {
    "header": 3,
    "parties": 1,
    "references": 3,
    "ref_issuer": 1,
    "items": 2,
    "units": 3,
    "deadlines": 2,
    "dates": 1,
}
ITEM_KEY = 40  # characters of an item's beginning that tell it from others
_HEADER = ("kind", "issuer", "number", "symbol", "place", "date", "subject")
_SIGNER = ("name", "title", "on_behalf")
_ROLES = ("lead", "coordinate", "perform")
_TONE_PLACES = {f"o{new}": f"{old}a" for new, old in zip("àáảãạ", "òóỏõọ", strict=True)} | {
    f"u{new}": f"{old}y" for new, old in zip("ỳýỷỹỵ", "ùúủũụ", strict=True)
}

Record = Mapping[str, Any]


@dataclass
class Tally:
    """Right, invented and missed values of one part."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    def compare(self, found: Iterable[object], wanted: Iterable[object]) -> None:
        """Count two collections against each other; a value that is wanted twice must be found twice."""
        have, want = Counter(found), Counter(wanted)
        common = sum((have & want).values())
        self.hit += common
        self.extra += have.total() - common
        self.missed += want.total() - common

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; ``None`` when the part does not occur."""
        total = 2 * self.hit + self.extra + self.missed
        return 2 * self.hit / total if total else None


@dataclass
class Score:
    """Tallies by part over any number of papers, and a line for each miss."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {part: Tally() for part in WEIGHTS})
    misses: list[str] = field(default_factory=list)
    papers: int = 0

    def add(self, name: str, found: Record, wanted: Record) -> None:
        """Count one paper: what was read against its annotation."""
        self.papers += 1
        both = (found, wanted)
        self._header(name, found, wanted)
        for party in ("addressees", "recipients"):
            have, want = ([comparable(one) for one in record.get(party) or ()] for record in both)
            self.tallies["parties"].compare(have, want)
            self._differences(name, party, have, want)
        self._references(name, found, wanted)
        self._items(name, found, wanted)
        for part, entry in (("deadlines", "report_deadlines"), ("dates", "anniversaries")):
            have, want = (
                [one["date"] for one in record.get(entry) or () if one.get("date")] for record in (found, wanted)
            )
            self.tallies[part].compare(have, want)
            self._differences(name, entry, have, want)

    def parts(self) -> dict[str, float]:
        """F1 by part, of the parts that occur."""
        values = {part: tally.f1 for part, tally in self.tallies.items()}
        return {part: value for part, value in values.items() if value is not None}

    @property
    def total(self) -> float:
        """Mean of the parts by weight; 0 when nothing was counted."""
        parts = self.parts()
        weight = sum(WEIGHTS[part] for part in parts)
        return sum(WEIGHTS[part] * value for part, value in parts.items()) / weight if weight else 0.0

    def _differences(self, name: str, what: str, have: list[str], want: list[str]) -> None:
        counted, wanted = Counter(have), Counter(want)
        self.misses.extend(f"{name} {what} missed: {one!r}" for one in (wanted - counted).elements())
        self.misses.extend(f"{name} {what} invented: {one!r}" for one in (counted - wanted).elements())

    def _header(self, name: str, found: Record, wanted: Record) -> None:
        have, want = _header_of(found), _header_of(wanted)
        tally = self.tallies["header"]
        for key, value in want.items():
            if value is None:
                tally.extra += have[key] is not None
            elif have[key] == value:
                tally.hit += 1
            else:
                tally.missed += 1
            if have[key] != value:
                self.misses.append(f"{name} {key}: {have[key]!r} instead of {value!r}")

    def _references(self, name: str, found: Record, wanted: Record) -> None:
        have, want = (
            {_reference_key(one): one for one in record.get("references") or ()} for record in (found, wanted)
        )
        self.tallies["references"].compare(list(have), list(want))
        for key, reference in want.items():
            if key not in have:
                self.misses.append(f"{name} reference missed: {reference.get('text')!r}")
            elif reference.get("issuer"):
                issuers = [comparable(one.get("issuer") or "") for one in (have[key], reference)]
                right = issuers[0] == issuers[1]
                self.tallies["ref_issuer"].hit += right
                self.tallies["ref_issuer"].missed += not right
                if not right:
                    self.misses.append(f"{name} reference issuer: {issuers[0]!r} instead of {issuers[1]!r}")
        self.misses.extend(
            f"{name} reference invented: {one.get('text')!r}" for key, one in have.items() if key not in want
        )

    def _items(self, name: str, found: Record, wanted: Record) -> None:
        have, want = ({_item_key(one): one for one in record.get("items") or ()} for record in (found, wanted))
        self.tallies["items"].compare(list(have), list(want))
        self._differences(name, "item", list(have), list(want))
        for key, item in want.items():
            other = have.get(key, {})
            for role in _ROLES:
                units = [[comparable(unit) for unit in one.get(role) or ()] for one in (other, item)]
                self.tallies["units"].compare(*units)
                if key in have:
                    self._differences(f"{name} {key!r}", role, *units)
            for role in ("deadline", "time"):
                times = [[comparable(one[role])] if one.get(role) else [] for one in (other, item)]
                self.tallies["deadlines"].compare(*times)
                if key in have:
                    self._differences(f"{name} {key!r}", role, *times)


def comparable(value: object) -> str:
    """A value as it is compared: no Markdown and footnote marks, one blank for white space, lower case.

    Blanks around hyphens and slashes go, end punctuation goes, and tone marks count wherever they are placed
    ("hoà" equals "hòa", "uỷ" equals "ủy").
    """
    text = unicodedata.normalize("NFC", str(value)).replace("\u00a0", " ")
    text = re.sub(r"<sup>.*?</sup>", "", text, flags=re.DOTALL).replace("*", "")
    text = " ".join(text.split()).lower().replace("–", "-")
    text = re.sub(r"\s*([-/])\s*", r"\1", text)
    for new, old in _TONE_PLACES.items():
        text = text.replace(new, old)
    return text.strip(" .;:,-+\"“”'")


def _header_of(record: Record) -> dict[str, str | None]:
    signer = record.get("signer") or {}
    values = {name: record.get(name) for name in _HEADER} | {f"signer.{name}": signer.get(name) for name in _SIGNER}
    return {name: comparable(value) if value else None for name, value in values.items()}


def _reference_key(reference: Record) -> tuple[str, str, str | None]:
    number = reference.get("number")
    named = comparable(number) if number else f"~{comparable(reference.get('issuer') or '')}"
    return comparable(reference.get("kind") or ""), named, reference.get("date")


def _item_key(item: Record) -> str:
    return comparable(item.get("text_start") or "")[:ITEM_KEY]
