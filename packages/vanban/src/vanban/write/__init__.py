"""Writes papers as .docx in the form of NĐ 30/2020/NĐ-CP (state) or HD 36-HD/VPTW (Party)."""

from __future__ import annotations

import datetime
import io
import math
from typing import Any

import docx as python_docx
from docx.shared import Mm, Pt, Twips

from vanban.write.body import BodyWriter
from vanban.write.elements import CENTRE, element, name_font, page_number, shape, writable
from vanban.write.foot import write_circulation, write_contact, write_foot
from vanban.write.heading import write_heading
from vanban.write.load import DataError, load
from vanban.write.model import (
    Annex,
    Article,
    Block,
    Centred,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    SignatureBlock,
    Table,
)
from vanban.write.notes import Notes
from vanban.write.rules import PAGE, PARTY, STATE, Rules

__all__ = [
    "Annex",
    "Article",
    "Block",
    "Centred",
    "DataError",
    "Heading",
    "PageBreak",
    "Paper",
    "Paragraph",
    "SignatureBlock",
    "Table",
    "docx",
    "load",
]

LONGEST_PROPERTY = 255  # characters that Word takes for a title or an author
_UNDATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def docx(doc: Paper) -> bytes:
    """The paper as the bytes of a .docx file.

    The same paper gives the same document parts: no clock is read, the file's dates come from the paper.
    Raises ``ValueError`` when a table row has not as many cells as its header.
    """
    rules = PARTY if doc.form == "party" else STATE
    document = python_docx.Document()
    _clear(document)
    _base_style(document, rules)
    _page(document, rules)
    write_heading(document, doc, rules)
    notes = Notes()
    body = BodyWriter(document, rules, notes)
    body.write_body([block for block in doc.body if not isinstance(block, Annex)])
    write_foot(document, doc, rules)
    if doc.circulation and doc.form == "party":
        write_circulation(document.sections[0], doc.circulation, rules)
    if doc.contact:
        write_contact(document.sections[0], doc.contact, rules)
    body.write_annexes([block for block in doc.body if isinstance(block, Annex)])
    notes.attach(document)
    _properties(document, doc)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _clear(document: Any) -> None:
    for paragraph in document.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)


def _base_style(document: Any, rules: Rules) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(rules.body)
    name_font(normal.element.get_or_add_rPr())
    defaults = document.styles.element.find(element("docDefaults").tag)
    for properties in () if defaults is None else defaults.iter(element("rPr").tag):
        name_font(properties)


def _at_least(millimetres: float) -> Twips:
    """Whole twips, which the file counts in, rounded up: 14.99 mm would break a rule of 15 mm."""
    return Twips(math.ceil(millimetres / 25.4 * 1440))


def _page(document: Any, rules: Rules) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    top, bottom, left, right = rules.margins
    section.top_margin, section.bottom_margin = _at_least(top), _at_least(bottom)
    section.left_margin, section.right_margin = _at_least(left), _at_least(right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    page_number(shape(section.header.paragraphs[0], CENTRE), size=rules.page_number)


def _properties(document: Any, paper: Paper) -> None:
    stamp = datetime.datetime.combine(paper.date, datetime.time(), datetime.UTC) if paper.date else _UNDATED
    properties = document.core_properties
    properties.title = writable(paper.subject)[:LONGEST_PROPERTY]
    properties.author = writable(paper.issuer)[:LONGEST_PROPERTY]
    properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = stamp
