"""Real Word footnotes: python-docx has none, so the part is made here.

Source: ECMA-376 part 1, section 17.11 (footnotes): ids -1 and 0 are the separators, notes count from 1.
"""

from __future__ import annotations

import re
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from vanban.write.elements import FONT, LANGUAGE, element, writable

NOTE = re.compile(r"\^\[([^\[\]]*)\]")
"""``^[words of the note]`` inside running text."""
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SIZE = 10  # points


class Notes:
    """The footnotes of one paper, in order; call :meth:`attach` once after the last one."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def mark(self, paragraph: Any, text: str, *, size: float) -> None:
        """Add a note and print its raised mark at the end of a paragraph's runs."""
        self._texts.append(text.strip())
        run = paragraph.add_run()
        _type(run._r.get_or_add_rPr(), size)
        run._r.append(element("footnoteReference", id=len(self._texts)))

    def attach(self, document: Any) -> None:
        """Make the part with the notes; without notes the paper gets none."""
        if not self._texts:
            return
        root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            root.append(_separator(number, kind))
        for number, text in enumerate(self._texts, start=1):
            root.append(_note(number, text))
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = document.part.package
        document.part.relate_to(Part(PackURI("/word/footnotes.xml"), _TYPE, blob, package), _RELATION)
        separators = element("footnotePr")
        for number in (-1, 0):
            separators.append(element("footnote", id=number))
        document.settings.element.find(qn("w:compat")).addprevious(separators)
        document.element.body.insert(0, _thread())


def _thread() -> Any:
    """An empty paragraph one point high: LibreOffice drops a leading table by two lines when its page has notes."""
    paragraph, properties = element("p"), element("pPr")
    properties.append(element("spacing", before=0, after=0, line=20, lineRule="exact"))
    paragraph.append(properties)
    return paragraph


def _type(properties: Any, size: float) -> None:
    fonts = element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    properties.append(fonts)
    properties.append(element("sz", val=int(size * 2)))
    properties.append(element("szCs", val=int(size * 2)))
    properties.append(element("vertAlign", val="superscript"))


def _separator(number: int, kind: str) -> Any:
    note = element("footnote", type=kind, id=number)
    run = element("r")
    run.append(element(kind))
    note.append(element("p"))
    note[0].append(run)
    return note


def _note(number: int, text: str) -> Any:
    note, paragraph, properties = element("footnote", id=number), element("p"), element("pPr")
    properties.append(element("spacing", before=0, after=0))
    properties.append(element("jc", val="both"))
    whole = element("rPr")  # LibreOffice sets the number in the paragraph's own type
    whole.append(element("sz", val=_SIZE * 2))
    whole.append(element("szCs", val=_SIZE * 2))
    properties.append(whole)
    mark, mark_type = element("r"), element("rPr")
    _type(mark_type, _SIZE)
    mark.append(mark_type)
    mark.append(element("footnoteRef"))
    words, words_type, content = element("r"), element("rPr"), element("t")
    words_type.append(element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT))
    words_type.append(element("sz", val=_SIZE * 2))
    words_type.append(element("szCs", val=_SIZE * 2))
    words_type.append(element("lang", val=LANGUAGE))
    content.text = f" {writable(text)}"
    content.set(qn("xml:space"), "preserve")
    words.append(words_type)
    words.append(content)
    for part in (properties, mark, words):
        paragraph.append(part)
    note.append(paragraph)
    return note
