"""The sheet of a paper of which only the words are known (PDF, text, scans)."""

from __future__ import annotations

import datetime

from vanban.analysis import analyse
from vanban.check.components import Role
from vanban.check.sheet import Area, Column, Line, Sheet
from vanban.headlines import header_pieces
from vanban.labels import is_marked
from vanban.letters import is_caps, normalise
from vanban.lines import Line as ReadLine
from vanban.lines import split_lines
from vanban.runons import part_run_on

_ENDS = (".", ";", ":", ",")


def plain_sheet(text: str) -> Sheet:
    """Lines with their columns; hard-wrapped lines of the body are joined to paragraphs."""
    read = part_run_on(split_lines(normalise(text)))
    pieces, after = header_pieces(read)
    body = [line for line in read[after:] if line.footnote is None]
    columns = {line.row for line in read if line.column > 0}
    kept = [_line(line, columns) for line in pieces]
    for at, line in enumerate(body):
        above = body[at - 1] if at else None
        made = _line(line, columns)
        if above is not None and kept and _goes_on(line, above, columns):
            before = kept.pop()
            whole = f"{before.raw} {made.raw}"
            made = Line(whole, whole, before.paragraph, before.column, before.area, before.row)
        kept.append(made)
    return Sheet(tuple(kept))


def read_components(text: str, *, today: datetime.date) -> frozenset[Role]:
    """What the reader finds in a text: converters run lines together, so that a component may lack its own line."""
    read = analyse(text, today=today)
    signer = read.signer
    known = {
        Role.ISSUER: read.issuer, Role.NUMBER: read.symbol, Role.DATE: read.date, Role.SUBJECT: read.subject,
        Role.LETTER_SUBJECT: read.subject, Role.ADDRESS_LABEL: read.addressees, Role.RECIPIENT_LABEL: read.recipients,
        Role.CAPACITY: signer and (signer.title or signer.on_behalf), Role.SIGNER: signer and signer.name,
    }  # fmt: skip
    return frozenset(role for role, value in known.items() if value)


def _line(line: ReadLine, columns: set[int]) -> Line:
    side = Column.FULL if line.row not in columns else Column.RIGHT if line.column else Column.LEFT
    data = line.table and line.column > 2
    return Line(line.text, line.text.strip(), line.row, side, Area.TABLE if data else Area.PAGE, (line.row,))


def _goes_on(line: ReadLine, above: ReadLine, columns: set[int]) -> bool:
    """Whether a line is the rest of the paragraph above it."""
    if line.blank_before or line.table or line.row in columns or above.row in columns or line.row != above.row + 1:
        return False
    return not (is_marked(line.text) or is_caps(line.text) or is_caps(above.text) or above.text.endswith(_ENDS[:3]))
