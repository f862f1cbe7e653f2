"""Word's automatic numbering, which stands in no paragraph's text: "1.", "a)", "II.", "Điều 3.", "-"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from vanban.readers.word_names import w
from vanban.readers.word_styles import Styles

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_HIGHEST = 5000  # a counter beyond this is printed as a plain number
_DEEPEST = 8  # the lowest level, counted from 0


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    style: str | None
    restart: int | None  # the level (from 1) whose counting restarts this one; 0 never, None each higher one
    legal: bool  # all numbers of the label in figures


@dataclass(frozen=True, slots=True)
class _List:
    counted_with: str  # lists of one definition count on together
    levels: dict[int, _Level]
    restarts: frozenset[int]  # levels that begin anew when this list is first used


class Numbering:
    """Counts the lists of one document while its paragraphs are walked in order."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        """``root`` is ``w:numbering``, None for a document without lists."""
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._learn(root)

    def _learn(self, root: Any) -> None:
        definitions = {one.get(w("abstractNumId")): one for one in root.findall(w("abstractNum"))}
        numbers = {one.get(w("numId")): one for one in root.findall(w("num"))}
        for identity, number in numbers.items():
            name = _value(number, "abstractNumId", "")
            link = _value(definitions[name], "numStyleLink", "") if name in definitions else ""
            linked = numbers.get(self._styles.list_of(link)) if link else None
            if linked is not None:
                name = _value(linked, "abstractNumId", "")
            if name not in definitions:
                continue
            levels = {int(one.get(w("ilvl"))): _level(one) for one in definitions[name].findall(w("lvl"))}
            self._lists[identity] = _overridden(name, levels, number)

    def label(self, paragraph: Any) -> str:
        """The label of the next paragraph (its ``w:p`` element), "" when it is in no list."""
        place = self._styles.list_place(paragraph.find(w("pPr")))
        found = self._lists.get(place[0]) if place else None
        if place is None or found is None:
            return ""
        identity, at, style = place
        if at is None:
            at = next((depth for depth, level in found.levels.items() if style and level.style == style), 0)
        if at not in found.levels or not 0 <= at <= _DEEPEST:
            return ""
        level = found.levels[at]
        if level.format in ("bullet", "none"):
            return _bullet(level.text) if level.format == "bullet" else ""
        return self._counted(identity, found, at)

    def _counted(self, identity: str, found: _List, at: int) -> str:
        counts = self._counts.setdefault(found.counted_with, {})
        if identity not in self._begun:
            self._begun.add(identity)
            for restarted in found.restarts:
                counts.pop(restarted, None)
        level = found.levels[at]
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [one for one in counts if one > at]:
            known = found.levels.get(deeper, level)
            if known.restart is None or 0 < at + 1 <= known.restart:
                del counts[deeper]

        def printed(match: re.Match[str]) -> str:
            part = int(match.group(1)) - 1
            known = found.levels.get(part, level)
            return _format(counts.get(part, known.start), "decimal" if level.legal else known.format)

        return re.sub(r"%(\d)", printed, level.text)


def _overridden(name: str, levels: dict[int, _Level], number: Any) -> _List:
    """The levels of a list with what the list itself changes."""
    restarts = set()
    for override in number.findall(w("lvlOverride")):
        at = int(override.get(w("ilvl")))
        own, start = override.find(w("lvl")), override.find(w("startOverride"))
        if own is not None:
            levels[at] = _level(own)
        if start is not None and at in levels:
            levels[at] = replace(levels[at], start=int(start.get(w("val"))))
            restarts.add(at)
    return _List(name, levels, frozenset(restarts))


def _value(element: Any, tag: str, default: str) -> str:
    found = element.find(w(tag))
    return default if found is None else str(found.get(w("val"), default))


def _level(element: Any) -> _Level:
    restart = _value(element, "lvlRestart", "")
    return _Level(
        start=int(_value(element, "start", "1")),
        format=_value(element, "numFmt", "decimal"),
        text=_value(element, "lvlText", ""),
        style=_value(element, "pStyle", "") or None,
        restart=int(restart) if restart else None,
        legal=_value(element, "isLgl", "0" if element.find(w("isLgl")) is None else "1") not in ("0", "false"),
    )


def _bullet(text: str) -> str:
    """The plus sign of the second level stays one; every other sign is a dash."""
    return "+" if text.strip() == "+" else "-"


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
