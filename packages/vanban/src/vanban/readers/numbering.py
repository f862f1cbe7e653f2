"""Word's automatic numbering, which stands in no paragraph's text: "1.", "a)", "II.", "-"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DEEPEST_STYLE = 12
_HIGHEST = 5000  # a counter beyond this is printed as a plain number


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


class Numbering:
    """Counts the lists of one document while its paragraphs are walked in order."""

    def __init__(self, document: Any) -> None:
        """Learn the list definitions and the styles that carry one."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._learn(part.element)

    def _learn(self, root: Any) -> None:
        abstract = {
            definition.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"))): _level(level) for level in definition.findall(qn("w:lvl"))
            }
            for definition in root.findall(qn("w:abstractNum"))
        }
        for number in root.findall(qn("w:num")):
            levels = dict(abstract.get(number.find(qn("w:abstractNumId")).get(qn("w:val")), {}))
            for override in number.findall(qn("w:lvlOverride")):
                at, start = int(override.get(qn("w:ilvl"))), override.find(qn("w:startOverride"))
                if start is not None and at in levels:
                    old = levels[at]
                    levels[at] = _Level(int(start.get(qn("w:val"))), old.format, old.text)
            self._levels[number.get(qn("w:numId"))] = levels

    def label(self, paragraph: Any) -> str:
        """The label of the next paragraph (its ``w:p`` element), "" when it is in no list."""
        place = self._place(paragraph.find(qn("w:pPr")), 0)
        levels = self._levels.get(place[0]) if place else None
        if place is None or levels is None or place[1] not in levels:
            return ""
        number, at = place
        level = levels[at]
        if level.format in ("bullet", "none"):
            return "-" if level.format == "bullet" else ""
        counts = self._counts.setdefault(number, {})
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [one for one in counts if one > at]:
            del counts[deeper]

        def printed(match: re.Match[str]) -> str:
            part = int(match.group(1)) - 1
            known = levels.get(part, level)
            return _format(counts.get(part, known.start), known.format)

        return re.sub(r"%(\d)", printed, level.text)

    def _place(self, properties: Any, depth: int) -> tuple[str, int] | None:
        """List and level of a paragraph, from itself or the style it follows."""
        if properties is None or depth > _DEEPEST_STYLE:
            return None
        own = properties.find(qn("w:numPr"))
        identity = own.find(qn("w:numId")) if own is not None else None
        if identity is not None:
            level = own.find(qn("w:ilvl"))
            return identity.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0
        named = properties.find(qn("w:pStyle"))
        style = self._styles.get(named.get(qn("w:val"))) if named is not None else None
        return self._place(style.find(qn("w:pPr")), depth + 1) if style is not None else None


def _level(element: Any) -> _Level:
    def value(tag: str, default: str) -> str:
        found = element.find(qn(f"w:{tag}"))
        return default if found is None else str(found.get(qn("w:val"), default))

    return _Level(int(value("start", "1")), value("numFmt", "decimal"), value("lvlText", ""))


def _format(count: int, form: str) -> str:
    if not 0 < count <= _HIGHEST:
        return str(count)
    if form in ("lowerRoman", "upperRoman"):
        printed, left = "", count
        for worth, letters in _ROMAN:
            printed += letters * (left // worth)
            left %= worth
        return printed.upper() if form == "upperRoman" else printed
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02}" if form == "decimalZero" else str(count)
