"""What Word's styles say of a paragraph or a run: font, hidden or not, centred or not, list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vanban.readers.word_names import w

_OFF = {"0", "false", "off", "none"}
_PICTURE_FONTS = ("wingdings", "webdings", "symbol", "marlett")


class Styles:
    """The styles of one document; asked with the ``w:pPr`` and ``w:rPr`` elements of paragraphs and runs (or None)."""

    def __init__(self, root: Any | None) -> None:
        """``root`` is ``w:styles``, None for a document without styles."""
        named = root.findall(w("style")) if root is not None else []
        self._styles: dict[str | None, Any] = {style.get(w("styleId")): style for style in named}
        self._default: str | None = next(
            (
                style.get(w("styleId"))
                for style in named
                if style.get(w("type")) == "paragraph" and _is_on(style.get(w("default"), "0"))
            ),
            None,
        )
        defaults = root.find(w("docDefaults/rPrDefault/rPr")) if root is not None else None
        self._base_font = _font(defaults)
        self._known: dict[str | None, _Style] = {}

    def font(self, paragraph: Any | None, run: Any | None) -> str | None:
        """The name of the font of a run, None when only a theme names it."""
        own = _font(run)
        for style in (None, _style_name(run, "rStyle"), _style_name(paragraph, "pStyle") or self._default):
            if own is not None:
                return own
            own = self._style(style).font
        return self._base_font if own is None else own

    def is_hidden(self, paragraph: Any | None, run: Any | None) -> bool:
        """Whether a run is hidden text."""
        own = _switch(run, "vanish")
        if own is not None:
            return own
        styles = (_style_name(run, "rStyle"), _style_name(paragraph, "pStyle") or self._default)
        return any(self._style(style).hidden for style in styles)

    def is_centred(self, paragraph: Any | None) -> bool:
        """Whether a paragraph is centred."""
        own = _alignment(paragraph)
        return (own or self._style(_style_name(paragraph, "pStyle") or self._default).alignment) == "center"

    def list_place(self, paragraph: Any | None) -> tuple[str, int | None, str | None] | None:
        """List id, level and the style that names the list; the level None when only the list itself knows it."""
        style = _style_name(paragraph, "pStyle") or self._default
        identity, level = _list(paragraph)
        if identity is not None:
            return identity, level, None
        known = self._style(style)
        if known.list is None:
            return None
        return known.list, known.level if level is None else level, style

    def list_of(self, style: str) -> str | None:
        """The list id that a numbering style stands for."""
        return self._style(style).list

    def _style(self, name: str | None) -> _Style:
        """What a style and those it is based on say, the nearest first."""
        chain: dict[str | None, None] = {}
        while name in self._styles and name not in self._known and name not in chain:
            chain[name] = None
            name = _style_name(self._styles[name], "basedOn")
        found = self._known.get(name, _Style())
        for one in reversed(chain):
            found = self._known[one] = _stated(self._styles[one]).over(found)
        return found


@dataclass(frozen=True, slots=True)
class _Style:
    """What is known of a style; None where nothing on the way up said it."""

    font: str | None = None
    hidden: bool | None = None
    alignment: str | None = None
    list: str | None = None
    level: int | None = None

    def over(self, above: _Style) -> _Style:
        """With what the style above says of what is still unknown."""
        return _Style(
            font=above.font if self.font is None else self.font,
            hidden=above.hidden if self.hidden is None else self.hidden,
            alignment=self.alignment or above.alignment,
            list=above.list if self.list is None else self.list,
            level=above.level if self.level is None else self.level,
        )


def _stated(style: Any) -> _Style:
    paragraph, run = style.find(w("pPr")), style.find(w("rPr"))
    identity, level = _list(paragraph)
    return _Style(_font(run), _switch(run, "vanish"), _alignment(paragraph), identity, level)


def is_picture_font(name: str | None) -> bool:
    """Whether the letters of a font are signs (bullets, ticks), not words."""
    return name is not None and name.lower().startswith(_PICTURE_FONTS)


def _style_name(properties: Any | None, tag: str) -> str | None:
    """The style that ``w:pPr``, ``w:rPr`` or a style itself names under a tag."""
    named = properties.find(w(tag)) if properties is not None else None
    return None if named is None else named.get(w("val"))


def _font(properties: Any | None) -> str | None:
    fonts = properties.find(w("rFonts")) if properties is not None else None
    if fonts is None:
        return None
    if fonts.get(w("hAnsiTheme")) or fonts.get(w("asciiTheme")):
        return ""
    name: str | None = fonts.get(w("hAnsi")) or fonts.get(w("ascii"))
    return name


def _alignment(properties: Any | None) -> str | None:
    found = properties.find(w("jc")) if properties is not None else None
    return None if found is None else found.get(w("val"))


def _list(properties: Any | None) -> tuple[str | None, int | None]:
    """List id and level as printed in ``w:numPr``."""
    own = properties.find(w("numPr")) if properties is not None else None
    if own is None:
        return None, None
    identity, level = own.find(w("numId")), own.find(w("ilvl"))
    return (
        None if identity is None else identity.get(w("val")),
        None if level is None else int(level.get(w("val"), "0")),
    )


def _switch(properties: Any | None, tag: str) -> bool | None:
    found = properties.find(w(tag)) if properties is not None else None
    return None if found is None else _is_on(found.get(w("val"), "1"))


def _is_on(value: str) -> bool:
    return value.lower() not in _OFF
