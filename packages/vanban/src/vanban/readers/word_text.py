"""The words of a Word paragraph: fields, revisions, hidden text, fonts from before Unicode, notes, text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from vanban.readers.legacy import charset_of_font, decode_runs
from vanban.readers.word_names import ALTERNATIVES, BRANCHES, MATH_TEXT, w
from vanban.readers.word_styles import Styles, is_picture_font

_SKIPPED = {
    w(name)
    for name in (
        "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rt",
        "rubyPr", "delText", "delInstrText", "instrText",
    )
}  # fmt: skip
_BREAKS = {w("br"), w("cr")}
_TABS = {w("tab"), w("ptab")}
_DRAWN = {w("drawing"), w("pict"), w("object")}
_BOX = w("txbxContent")
_MUTE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "FILENAME", "PRINTDATE", "SAVEDATE", "ADVANCE"}
"""Fields whose result is no text of the paper: page numbers, tables of contents, names of files."""


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shows: bool = False  # its result follows, no longer its instruction


@dataclass(slots=True)
class Words:
    """Takes the words out of one document's paragraphs, one after the other.

    ``notes`` collects the notes in the order of their marks: ("footnote" or "endnote", id), numbered from 1.
    """

    styles: Styles
    notes: list[tuple[str, str]] = field(default_factory=list)
    fields_close: bool = True
    """False for a broken document whose fields do not end; then each ends with its paragraph."""
    _fields: list[_Field] = field(default_factory=list)
    _runs: list[tuple[str, str | None]] = field(default_factory=list)
    _boxes: list[Any] = field(default_factory=list)

    def paragraph(self, element: Any) -> tuple[str, list[Any]]:
        """The text of a ``w:p``, lines parted by ``\\n``, notes as ``<sup>n</sup>``; and its text boxes' contents."""
        self._runs, self._boxes = [], []
        self._walk(element, element.find(w("pPr")))
        if not self.fields_close:
            self._fields.clear()
        return decode_runs(self._runs), self._boxes

    def _walk(self, element: Any, paragraph: Any | None) -> None:
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == w("r"):
                self._run(child, paragraph)
            elif child.tag == w("fldSimple"):
                words = (child.get(w("instr")) or "").split()
                if not words or words[0].upper() not in _MUTE_FIELDS:
                    self._walk(child, paragraph)
            elif child.tag == ALTERNATIVES:
                self._walk(alternative(child), paragraph)
            elif child.tag == w("sdt") and _is_placeholder(child):
                continue
            elif child.tag == MATH_TEXT:
                self._say(child.text or "", None)
            else:
                self._walk(child, paragraph)

    def _run(self, run: Any, paragraph: Any | None) -> None:
        properties = run.find(w("rPr"))
        if self.styles.is_hidden(paragraph, properties):
            return
        font = self.styles.font(paragraph, properties)
        self._content(run, font, paragraph)

    def _content(self, run: Any, font: str | None, paragraph: Any | None) -> None:
        for child in run:
            tag = child.tag
            if tag == w("t"):
                self._say(_signs(child.text or "", font), charset_of_font(font))
            elif tag in _TABS:
                self._say("\t", charset_of_font(font))
            elif tag in _BREAKS:
                self._say("\n", charset_of_font(font))
            elif tag == w("noBreakHyphen"):
                self._say("-", charset_of_font(font))
            elif tag == w("softHyphen"):
                self._say("\u00ad", charset_of_font(font))  # the letter "ư" in TCVN3
            elif tag == w("sym"):
                self._symbol(child)
            elif tag == w("fldChar"):
                self._field_mark(child.get(w("fldCharType")))
            elif tag == w("instrText"):
                self._instruct(child.text or "")
            elif tag in (w("footnoteReference"), w("endnoteReference")):
                self._note(child)
            elif tag in _DRAWN:
                self._boxes.extend(_outermost_boxes(child))
            elif tag == ALTERNATIVES:
                self._content(alternative(child), font, paragraph)
            elif tag in (w("ruby"), w("rubyBase")):
                self._walk(child, paragraph)

    def _say(self, text: str, charset: str | None) -> None:
        if not any(not one.shows or _is_mute(one) for one in self._fields):
            self._runs.append((text, charset))

    def _symbol(self, element: Any) -> None:
        font, code = element.get(w("font")), element.get(w("char")) or ""
        try:
            char = chr(int(code, 16))
        except (ValueError, OverflowError):
            return
        charset = charset_of_font(font)
        if charset is not None:
            self._say(chr(ord(char) & 0xFF), charset)
        else:
            self._say(_signs(char, font), None)

    def _field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruct(self, text: str) -> None:
        if self._fields and not self._fields[-1].shows:
            self._fields[-1].instruction += text

    def _note(self, reference: Any) -> None:
        kind = "footnote" if reference.tag == w("footnoteReference") else "endnote"
        self.notes.append((kind, reference.get(w("id")) or ""))
        if reference.get(w("customMarkFollows")) in (None, "0", "false"):
            self._say(f"<sup>{len(self.notes)}</sup>", None)


def alternative(element: Any) -> Any:
    """Of ``mc:AlternateContent`` the branch for today's Word, or the one for older programs when it alone has text."""
    branches = [child for child in element if child.tag in BRANCHES]
    for branch in branches:
        if any(True for _ in branch.iter(w("t"), _BOX)):
            return branch
    return branches[0] if branches else ()


def _outermost_boxes(drawing: Any) -> list[Any]:
    """Contents of text boxes, those inside others and second versions for older programs left out."""
    boxes: list[Any] = []
    open_elements = [drawing]
    while open_elements:
        element = open_elements.pop()
        if element.tag == _BOX:
            boxes.append(element)
        elif element.tag == ALTERNATIVES:
            open_elements.extend(reversed(list(alternative(element))))
        else:
            open_elements.extend(reversed(list(element)))
    return boxes


def _is_mute(one: _Field) -> bool:
    words = one.instruction.split(None, 1)
    return bool(words) and words[0].upper() in _MUTE_FIELDS


def _is_placeholder(control: Any) -> bool:
    return control.find(w("sdtPr/showingPlcHdr")) is not None


def _signs(text: str, font: str | None) -> str:
    """Text in a font of signs is a bullet, printed as a bullet; signs of the private area likewise."""
    if is_picture_font(font):
        return " • " if text.strip() else text
    return "".join(" • " if "\uf000" <= char <= "\uf0ff" else char for char in text)
