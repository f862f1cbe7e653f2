"""From normalised text to a :class:`~vanban.model.Document`: the order in which the parts are taken."""

from __future__ import annotations

import datetime
import re

from vanban.anniversaries import find_anniversaries
from vanban.appeals import charged_with_all
from vanban.body import body_units
from vanban.bodyparts import is_outline
from vanban.fields import field_of
from vanban.footer import read_footer
from vanban.header import Header, read_header
from vanban.headlines import header_pieces
from vanban.items import find_items
from vanban.labels import label_of
from vanban.letters import is_caps, normalise
from vanban.lines import Line, split_lines
from vanban.links.relations import related
from vanban.model import Document, Value
from vanban.paragraphs import build_paragraphs
from vanban.parties import read_addressees
from vanban.references import find_references, printed_references
from vanban.reports import find_report_deadlines
from vanban.runons import part_run_on
from vanban.signatures import metadata_signer
from vanban.stamps import take_stamps
from vanban.titles import TITLE
from vanban.tree import build_forest
from vanban.views import View, clean

_YEAR = re.compile(r"năm\s+((?:19|20)\d{2})(?!\s*[-–]\s*\d)")
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:[IVX]+|\d+|SỐ|số)|$)|DANH MỤC(?:\s|$)")


def analyse(raw: str, *, today: datetime.date) -> Document:
    """Read a paper from its text. ``today`` is the reader's date, used when the paper itself prints no year."""
    text = normalise(raw)
    lines = part_run_on(split_lines(text))
    pieces, after = header_pieces(lines)
    stamps, pieces = take_stamps(pieces)
    header = read_header(pieces)
    addressees, body_first = read_addressees(pieces, lines, after)
    if not addressees:
        body_first = _after_header(pieces, lines, header)
    footer = read_footer(lines, body_first)
    body = build_paragraphs(lines[body_first : footer.start])
    annexes = build_paragraphs(_annexes(lines[footer.stop :]))
    paragraphs = [*body, *annexes]
    flow = [paragraph for paragraph in paragraphs if paragraph.footnote is None]
    own_date = header.date.value if header.date else None
    own_number = header.number.value if header.number else None
    printed = printed_references(paragraphs)
    forest = [*build_forest(body), *build_forest(annexes, attached=True)]
    document = Document(
        text=text,
        kind=header.kind,
        issuer=header.issuer,
        issuer_parent=header.issuer_parent,
        number=header.number,
        symbol=header.symbol,
        place=header.place,
        date=header.date,
        subject=header.subject,
        urgency=stamps.urgency,
        secrecy=stamps.secrecy,
        addressees=addressees,
        recipients=footer.recipients,
        signer=footer.signer or metadata_signer(pieces),
        references=find_references(printed, own_number=own_number, own_date=own_date),
        items=find_items(forest, written=own_date, year=_plan_year(header, today)),
        for_all=charged_with_all(body),
        field=field_of(_view_of(text, header.subject), [paragraph.view for paragraph in flow]),
        report_deadlines=find_report_deadlines(flow),
        anniversaries=find_anniversaries(flow, year=int(own_date[:4]) if own_date else today.year),
        body=body_units(forest),
    )
    return related(document, paragraphs, printed)


def _after_header(pieces: list[Line], lines: list[Line], header: Header) -> int:
    if header.last < 0:
        return 0
    stop = pieces[header.last].view.end
    return next((at for at, line in enumerate(lines) if line.view.start >= stop), len(lines))


def _view_of(text: str, value: Value | None) -> View | None:
    return clean(text, value.start, value.end) if value else None


def _plan_year(header: Header, today: datetime.date) -> int:
    """The year of days printed without one: that of the plan's subject, else of its date, else the reader's."""
    years = _YEAR.findall(header.subject.value) if header.subject else []
    if years:
        return int(years[-1])
    return int(header.date.value[:4]) if header.date else today.year


def _annexes(tail: list[Line]) -> list[Line]:
    """After the foot only footnotes and attached papers count: from a title in capitals or "Phụ lục" on."""
    kept: list[Line] = []
    attached = in_note = in_title = False
    for line in tail:
        if line.footnote is not None:
            kept.append(line)
            in_note = True
            continue
        in_note = in_note and not line.blank_before and not line.table
        opens = (TITLE.match(line.text) and is_caps(line.text[:40])) or _ANNEX.match(line.text)
        if opens:
            attached = in_title = True
        elif in_title and (label_of(line.text) or not is_caps(line.text[:40])):
            in_title = line.text.startswith("(")
        if in_note or (attached and (not in_title or is_outline(line.text))):
            kept.append(line)
    return kept
