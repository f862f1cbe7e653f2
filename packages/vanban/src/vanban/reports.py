"""What the paper wants reported or submitted, by when and to whom."""

from __future__ import annotations

import re

from vanban.dates import iso
from vanban.issuers import name_end
from vanban.lexicon import AGENCY_HEAD
from vanban.model import ReportDeadline
from vanban.paragraphs import Paragraph
from vanban.times import DEADLINE, MONTHLY_DEADLINE
from vanban.views import View

_VERB = re.compile(
    r"(?<!\w)(?:[Bb]áo cáo|[Gg]ửi|[Nn]ộp|[Đđ]ăng ký|[Pp]hản hồi"
    r"|(?<!chương )(?<!Chương )(?<!quy )(?<!Quy )(?<!quá )(?<!công )(?<!lịch )(?<!lộ )(?<!Lộ )(?<!tờ )(?<!Tờ )"
    r"(?<!giáo )(?<!tiến )(?<!hành )[Tt]rình)(?!\w)"
)
_TO = re.compile(r"(?<!\w)(?:về|với|cho|đến|tới|gửi|báo cáo|trình)\s+(?:cho\s+|về\s+)?", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]\s|\.\s+(?=\S)")
_LONGEST = 500  # characters of one clause


def find_report_deadlines(paragraphs: list[Paragraph]) -> tuple[ReportDeadline, ...]:
    """Deadlines whose clause reports, sends or submits something."""
    found: list[ReportDeadline] = []
    for paragraph in paragraphs:
        for pattern in (DEADLINE, MONTHLY_DEADLINE):
            for match in pattern.finditer(paragraph.text):
                deadline = _deadline(paragraph.view, match)
                if deadline is not None:
                    found.append(deadline)
    return tuple(sorted(found, key=lambda one: one.start))


def _deadline(view: View, match: re.Match[str]) -> ReportDeadline | None:
    begin = max(0, match.start() - _LONGEST)
    clause_start = begin
    for mark in _CLAUSE.finditer(view.text, begin, match.start()):
        clause_start = mark.end()
    verb = _VERB.search(view.text, clause_start, match.start())
    if verb is None:
        return None
    monthly = match.groupdict().get("day")
    date = None if monthly else iso(match["date"])
    if monthly is None and date is None:
        return None
    joined = view.text[clause_start : verb.start()].endswith("và ")
    part = view.cut(clause_start if joined else verb.start(), match.end())
    return ReportDeadline(
        text=part.text,
        date=date,
        to=_receiver(view.text, verb.start(), match.start()),
        recurrence=f"monthly:{int(monthly)}" if monthly else None,
        spans=part.spans,
        confidence=0.9,
        rule="report.monthly" if monthly else "report.deadline",
    )


def _receiver(text: str, start: int, stop: int) -> str | None:
    for to in _TO.finditer(text, start, stop):
        if not AGENCY_HEAD.match(text, to.end()):
            continue
        end = min(name_end(text, to.end()), stop)
        while (more := re.match(r",\s+", text[end:stop])) and AGENCY_HEAD.match(text, end + more.end()):
            end = min(name_end(text, end + more.end()), stop)
        through = re.match(r"\s*\(qua [^()]{3,120}\)", text[end:stop])
        return text[to.end() : end + (through.end() if through else 0)].strip(" ,.;")
    return None
