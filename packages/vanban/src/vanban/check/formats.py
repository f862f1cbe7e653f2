"""What a run or a paragraph of a .docx really looks like: direct marks, styles, defaults and theme resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from docx.oxml import parse_xml
from docx.oxml.ns import qn

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20
SINGLE = 240  # w:line of single spacing, in 240ths of a line
_THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WORD_DEFAULT_FONT = "Times New Roman"  # ECMA-376: what Word prints when neither run nor style names a font
_WORD_DEFAULT_SIZE = 10.0  # points, likewise
_OFF = ("0", "false", "off", "none")
_DEEPEST_STYLE = 20

Alignment = Literal["left", "center", "right", "both"]
_ALIGNMENTS: dict[str, Alignment] = {
    "center": "center", "right": "right", "end": "right", "both": "both", "distribute": "both",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunFormat:
    """Type of a stretch of text; ``size`` in points, ``colour`` six hexadecimal digits or ``None`` for automatic."""

    fonts: tuple[str, ...]
    size: float
    bold: bool
    italic: bool
    underline: bool
    caps: bool
    colour: str | None


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """Shape of a paragraph: indents in millimetres, spaces in points.

    ``bullet`` is the sign that Word sets before the paragraph, "" before a numbered one, ``None`` without a list.
    ``line`` is a multiple of single spacing when ``line_rule`` is ``auto``, points otherwise.
    """

    alignment: Alignment
    left: float
    right: float
    first_line: float
    before: float
    after: float
    line: float
    line_rule: str
    contextual: bool
    bullet: str | None
    page_break_before: bool
    style: str


class Formats:
    """Resolves the formats of one document."""

    def __init__(self, document: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._default = ""
        root = document.styles.element
        for style in root.findall(qn("w:style")):
            name = style.get(qn("w:styleId"), "")
            self._styles[name] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
                self._default = name
        defaults = root.find(qn("w:docDefaults"))
        self._run_defaults = None if defaults is None else defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._paragraph_defaults = None if defaults is None else defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")
        self._theme = _theme_fonts(document)
        self._levels = _numbering_levels(document)

    def run(self, run: Any, paragraph_style: str) -> RunFormat:
        """The type of a ``w:r`` that stands in a paragraph of that style."""
        own = run.find(qn("w:rPr"))
        character = None if own is None else own.find(qn("w:rStyle"))
        layers = [own] if own is not None else []
        if character is not None:
            layers.extend(self._properties(character.get(qn("w:val"), ""), "w:rPr"))
        layers.extend(self._properties(paragraph_style, "w:rPr"))
        if self._run_defaults is not None:
            layers.append(self._run_defaults)
        size = _value(layers, "w:sz")
        colour = _value(layers, "w:color")
        underline = _value(layers, "w:u")
        return RunFormat(
            fonts=self._fonts(layers),
            size=int(size) / 2 if size and size.isdigit() else _WORD_DEFAULT_SIZE,
            bold=_toggle(layers, "w:b"),
            italic=_toggle(layers, "w:i"),
            underline=underline is not None and underline not in _OFF,
            caps=_toggle(layers, "w:caps"),
            colour=None if colour in (None, "auto") else str(colour).upper(),
        )

    def paragraph(self, paragraph: Any) -> ParagraphFormat:
        """The shape of a ``w:p``."""
        own = paragraph.find(qn("w:pPr"))
        style = self.style_of(paragraph)
        layers = [own] if own is not None else []
        level = self._level([*layers, *self._properties(style, "w:pPr")])
        if level is not None and level.find(qn("w:pPr")) is not None:
            layers.append(level.find(qn("w:pPr")))
        layers.extend(self._properties(style, "w:pPr"))
        if self._paragraph_defaults is not None:
            layers.append(self._paragraph_defaults)
        rule = _attribute(layers, "w:spacing", "lineRule") or "auto"
        line = _number(_attribute(layers, "w:spacing", "line"), SINGLE)
        hanging = _attribute(layers, "w:ind", "hanging", "firstLine")
        first = -_number(hanging) if hanging is not None else _number(_attribute(layers, "w:ind", "firstLine"))
        return ParagraphFormat(
            alignment=_alignment(_value(layers, "w:jc")),
            left=_number(_attribute(layers, "w:ind", "left", alias="start")) / TWIPS_PER_MM,
            right=_number(_attribute(layers, "w:ind", "right", alias="end")) / TWIPS_PER_MM,
            first_line=first / TWIPS_PER_MM,
            before=_number(_attribute(layers, "w:spacing", "before")) / TWIPS_PER_POINT,
            after=_number(_attribute(layers, "w:spacing", "after")) / TWIPS_PER_POINT,
            line=line / SINGLE if rule == "auto" else line / TWIPS_PER_POINT,
            line_rule=rule,
            contextual=_toggle(layers, "w:contextualSpacing"),
            bullet=None if level is None else _bullet(level),
            page_break_before=_toggle(layers, "w:pageBreakBefore"),
            style=style,
        )

    def style_of(self, paragraph: Any) -> str:
        """The id of a paragraph's style, the document's default when it names none."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        found = None if named is None else named.get(qn("w:val"))
        return found if found in self._styles else self._default

    def _properties(self, style: str, tag: str) -> Iterator[Any]:
        for _ in range(_DEEPEST_STYLE):
            element = self._styles.get(style)
            if element is None:
                return
            properties = element.find(qn(tag))
            if properties is not None:
                yield properties
            based = element.find(qn("w:basedOn"))
            if based is None:
                return
            style = based.get(qn("w:val"), "")

    def _fonts(self, layers: list[Any]) -> tuple[str, ...]:
        found = []
        for script in ("ascii", "hAnsi"):
            name = _WORD_DEFAULT_FONT
            for layer in layers:
                fonts = layer.find(qn("w:rFonts"))
                theme = None if fonts is None else fonts.get(qn(f"w:{script}Theme"))
                plain = None if fonts is None else fonts.get(qn(f"w:{script}"))
                if theme or plain:
                    name = self._theme.get(theme[:5], name) if theme else str(plain)
                    break
            found.append(name)
        return tuple(dict.fromkeys(found))

    def _level(self, layers: list[Any]) -> Any | None:
        for layer in layers:
            number = layer.find(f"{qn('w:numPr')}/{qn('w:numId')}")
            if number is not None:
                depth = layer.find(f"{qn('w:numPr')}/{qn('w:ilvl')}")
                return self._levels.get(
                    (number.get(qn("w:val"), ""), "0" if depth is None else depth.get(qn("w:val"), "0"))
                )
        return None


def _theme_fonts(document: Any) -> dict[str, str]:
    """ "major" and "minor" to the Latin typeface the theme names."""
    for relation in document.part.rels.values():
        if relation.reltype == _THEME and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            faces = {kind: root.find(f".//{_DRAWING}{kind}Font/{_DRAWING}latin") for kind in ("major", "minor")}
            return {kind: face.get("typeface", "") for kind, face in faces.items() if face is not None}
    return {}


def _numbering_levels(document: Any) -> dict[tuple[str, str], Any]:
    """(list id, depth) to the ``w:lvl`` that shapes it."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
    levels = {}
    for number in root.findall(qn("w:num")):
        named = number.find(qn("w:abstractNumId"))
        base = None if named is None else abstract.get(named.get(qn("w:val")))
        for level in () if base is None else base.findall(qn("w:lvl")):
            levels[number.get(qn("w:numId"), ""), level.get(qn("w:ilvl"), "0")] = level
    return levels


def _bullet(level: Any) -> str:
    """The sign of a bulleted level, "" of a numbered one."""
    kind, sign = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
    if kind is None or sign is None or kind.get(qn("w:val")) != "bullet":
        return ""
    return str(sign.get(qn("w:val"), ""))


def _value(layers: list[Any], tag: str) -> str | None:
    for layer in layers:
        found = layer.find(qn(tag))
        if found is not None and found.get(qn("w:val")) is not None:
            return str(found.get(qn("w:val")))
    return None


def _toggle(layers: list[Any], tag: str) -> bool:
    for layer in layers:
        found = layer.find(qn(tag))
        if found is not None:
            return found.get(qn("w:val"), "1") not in _OFF
    return False


def _attribute(
    layers: list[Any], tag: str, name: str, rival: str | None = None, alias: str | None = None
) -> str | None:
    """An attribute of the nearest layer that has it or its ``alias``; ``None`` when a nearer one has its ``rival``."""
    for layer in layers:
        found = layer.find(qn(tag))
        if found is None:
            continue
        for known in (name, alias):
            if known and found.get(qn(f"w:{known}")) is not None:
                return str(found.get(qn(f"w:{known}")))
        if rival and found.get(qn(f"w:{rival}")) is not None:
            return None
    return None


def _number(text: str | None, default: float = 0.0) -> float:
    try:
        return float(text) if text is not None else default
    except ValueError:
        return default


def _alignment(value: str | None) -> Alignment:
    return _ALIGNMENTS.get(value or "", "left")
