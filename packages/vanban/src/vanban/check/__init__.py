"""Checks the form of a paper against NĐ 30/2020/NĐ-CP (state) or HD 36-HD/VPTW (Party), and mends what it can.

>>> import datetime, vanban.check
>>> findings = vanban.check.check(b"So 5", filename="a.txt", today=datetime.date(2026, 11, 21))
>>> findings[0].severity
'error'
"""

from __future__ import annotations

import datetime
import io
from typing import Any

from vanban.check.assign import read_paper
from vanban.check.build import build_sheet, open_document, refusing_corrupt
from vanban.check.components import Form, Paper
from vanban.check.edits import split_runs
from vanban.check.model import Finding, Fixed, Place, Severity
from vanban.check.plain import plain_sheet, read_components
from vanban.check.registry import Departure, departures, merged
from vanban.check.rules import RULES
from vanban.errors import UnreadableError
from vanban.readers import extract_text

__all__ = ["Finding", "Fixed", "Place", "Severity", "check", "fix", "form_of", "has_layout"]

_MOST_PASSES = 8  # mends of one paragraph's words follow each other, one a pass


def has_layout(data: bytes, *, filename: str) -> bool:
    """Whether the file's layout can be checked, not only its words: it is a .docx."""
    return data.startswith(b"PK\x03\x04") and (filename.lower().endswith(".docx") or b"word/" in data[-65536:])


def check(data: bytes, *, filename: str, today: datetime.date) -> tuple[Finding, ...]:
    """Each departure of a paper from the form it has to follow, in the order of the components.

    A .docx is checked in full, any other readable file by its words (``today`` is then the date of reading). Raises
    :class:`UnreadableError`.
    """
    paper = _paper(data, filename=filename, today=today)
    return merged(departures(RULES, paper), paper.form, fixing=paper.sheet.layout)


def form_of(data: bytes, *, filename: str, today: datetime.date) -> Form:
    """By which form a paper is checked: ``state`` (NĐ 30) or ``party`` (HD 36), told by its head and number."""
    return _paper(data, filename=filename, today=today).form


def _paper(data: bytes, *, filename: str, today: datetime.date) -> Paper:
    if not has_layout(data, filename=filename):
        text = extract_text(data, filename=filename)
        return read_paper(plain_sheet(text), read=read_components(text, today=today))
    document = open_document(data)
    with refusing_corrupt():
        sheet = build_sheet(document)
    if not sheet.lines:
        raise UnreadableError("no_text", "Tệp không có chữ (có thể là ảnh quét); không kiểm tra thể thức được.")
    return read_paper(sheet)


def fix(data: bytes, *, filename: str, today: datetime.date) -> Fixed:
    """Mend what can be mended without inventing or losing words; a second run changes nothing.

    Only .docx can be written back; any other file raises :class:`UnreadableError` with the code ``not_docx``.
    """
    if not has_layout(data, filename=filename):
        raise UnreadableError("not_docx", "Chỉ sửa được tệp .docx. Hãy mở văn bản bằng Word và lưu dưới dạng .docx.")
    before = check(data, filename=filename, today=today)
    if not any(finding.fixable for finding in before):
        return Fixed(data, (), before)
    document = open_document(data)
    with refusing_corrupt():
        made = _mended(document)
    left = check(made, filename=filename, today=today)
    still = {(finding.rule, finding.message_vi) for finding in left}
    mended = tuple(one for one in before if (one.rule, one.message_vi) not in still)
    return Fixed(made, mended, left)


def _mended(document: Any) -> bytes:
    """The bytes of a document after as many rounds of mends as it needs."""
    split_runs(document.element.body)
    for _ in range(_MOST_PASSES):
        found = departures(RULES, read_paper(build_sheet(document)))
        if not _mend([departure for _, departure in found]):
            break
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _mend(found: list[Departure]) -> int:
    """Apply the mends, at most one rewriting for each paragraph; gives how many there were."""
    rewritten: set[int] = set()
    done = 0
    for departure in found:
        if departure.mend is None:
            continue
        if departure.rewrites and departure.line is not None:
            if departure.line.paragraph in rewritten:
                continue
            rewritten.add(departure.line.paragraph)
        departure.mend()
        done += 1
    return done
