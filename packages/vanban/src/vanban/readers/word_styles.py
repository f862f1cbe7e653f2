"""What Word's styles say of a paragraph or a run: font, hidden or not, centred or not, list."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

_DEEPEST = 12  # styles based on styles
_OFF = {"0", "false", "off", "none"}
_PICTURE_FONTS = ("wingdings", "webdings", "symbol", "marlett")


class Styles:
    """The styles of one document; asked with the ``w:pPr`` and ``w:rPr`` elements of paragraphs and runs (or None)."""

    def __init__(self, root: Any | None) -> None:
        """``root`` is ``w:styles``, None for a document without styles."""
        named = root.findall(qn("w:style")) if root is not None else []
        self._styles = {style.get(qn("w:styleId")): style for style in named}
        self._default: str | None = next(
            (
                style.get(qn("w:styleId"))
                for style in named
                if style.get(qn("w:type")) == "paragraph" and _is_on(style.get(qn("w:default"), "0"))
            ),
            None,
        )
        defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}") if root is not None else None
        self._base_font = _font(defaults)
        self._fonts: dict[str | None, str | None] = {}
        self._hidden: dict[str | None, bool] = {}

    def font(self, paragraph: Any | None, run: Any | None) -> str | None:
        """The name of the font of a run, None when only a theme names it."""
        own = _font(run)
        if own is not None:
            return own
        for style in (_style_name(run, "rStyle"), _style_name(paragraph, "pStyle") or self._default):
            if style not in self._fonts:
                found = (_font(one.find(qn("w:rPr"))) for one in self._chain(style))
                self._fonts[style] = next((font for font in found if font is not None), None)
            if self._fonts[style] is not None:
                return self._fonts[style]
        return self._base_font

    def is_hidden(self, paragraph: Any | None, run: Any | None) -> bool:
        """Whether a run is hidden text."""
        own = _switch(run, "vanish")
        if own is not None:
            return own
        for style in (_style_name(run, "rStyle"), _style_name(paragraph, "pStyle") or self._default):
            if style not in self._hidden:
                found = (_switch(one.find(qn("w:rPr")), "vanish") for one in self._chain(style))
                self._hidden[style] = next((on for on in found if on is not None), False)
            if self._hidden[style]:
                return True
        return False

    def is_centred(self, paragraph: Any | None) -> bool:
        """Whether a paragraph is centred."""
        for properties in self._properties(paragraph):
            alignment = properties.find(qn("w:jc"))
            if alignment is not None:
                return bool(alignment.get(qn("w:val")) == "center")
        return False

    def list_place(self, paragraph: Any | None) -> tuple[str, int | None, str | None] | None:
        """List id, level and the style that names the list; the level None when only the list itself knows it."""
        level: int | None = None
        for properties in self._properties(paragraph):
            own = properties.find(qn("w:numPr"))
            if own is None:
                continue
            printed = own.find(qn("w:ilvl"))
            if level is None and printed is not None:
                level = int(printed.get(qn("w:val"), "0"))
            identity = own.find(qn("w:numId"))
            if identity is not None:
                style = None if properties is paragraph else _style_name(paragraph, "pStyle") or self._default
                return identity.get(qn("w:val"), "0"), level, style
        return None

    def list_of(self, style: str) -> str | None:
        """The list id that a numbering style stands for."""
        for one in self._chain(style):
            identity = one.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            if identity is not None:
                return str(identity.get(qn("w:val")))
        return None

    def _properties(self, paragraph: Any | None) -> list[Any]:
        """The paragraph's own properties, then those of its styles from the nearest up."""
        chain = self._chain(_style_name(paragraph, "pStyle") or self._default)
        found = (paragraph, *(style.find(qn("w:pPr")) for style in chain))
        return [properties for properties in found if properties is not None]

    def _chain(self, name: str | None) -> list[Any]:
        chain: list[Any] = []
        while name in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[name])
            name = _style_name(chain[-1], "basedOn")
        return chain


def is_picture_font(name: str | None) -> bool:
    """Whether the letters of a font are signs (bullets, ticks), not words."""
    return name is not None and name.lower().startswith(_PICTURE_FONTS)


def _style_name(properties: Any | None, tag: str) -> str | None:
    """The style that ``w:pPr``, ``w:rPr`` or a style itself names under a tag."""
    named = properties.find(qn(f"w:{tag}")) if properties is not None else None
    return None if named is None else named.get(qn("w:val"))


def _font(properties: Any | None) -> str | None:
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    if fonts is None:
        return None
    if fonts.get(qn("w:hAnsiTheme")) or fonts.get(qn("w:asciiTheme")):
        return ""
    name: str | None = fonts.get(qn("w:hAnsi")) or fonts.get(qn("w:ascii"))
    return name


def _switch(properties: Any | None, tag: str) -> bool | None:
    found = properties.find(qn(f"w:{tag}")) if properties is not None else None
    return None if found is None else _is_on(found.get(qn("w:val"), "1"))


def _is_on(value: str) -> bool:
    return value.lower() not in _OFF
