"""What the paper wants reported or submitted, by when and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.dates import iso
from vanban.issuers import name_end
from vanban.lexicon import AGENCY_HEAD
from vanban.model import ReportDeadline
from vanban.paragraphs import Paragraph
from vanban.times import DEADLINE, MONTHLY_DEADLINE
from vanban.views import View

_VERB = re.compile(
    r"(?<!\w)(?:[Bb]áo cáo(?!\s+viên)|[Gg]ửi(?!\s*\(?(?:tin|bài)(?!\w))|[Nn]ộp|[Đđ]ăng ký|[Pp]hản hồi|[Gg]óp ý"
    r"|(?:[Cc]ó|[Cc]ho|[Tt]ham gia|[Gg]ửi) ý kiến"
    r"|(?<!chương )(?<!Chương )(?<!quy )(?<!Quy )(?<!quá )(?<!công )(?<!lịch )(?<!lộ )(?<!Lộ )(?<!tờ )(?<!Tờ )"
    r"(?<!giáo )(?<!tiến )(?<!hành )[Tt]rình)(?!\w)"
)
_YEARLY_DEADLINE = re.compile(
    r"(?<!\w)[Tt]rước\s+ngày\s+(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})\s+(?:hàng|hằng|mỗi)\s+năm"
)
_PERIODIC = re.compile(r"(?<!\w)(?:[Đđ]ịnh\s+kỳ\s+)?(?:[Hh]àng|[Hh]ằng|[Mm]ỗi)\s+(?P<period>năm|qu[ýí]|tháng)(?!\w)")
_PERIODS = {"năm": "yearly", "quý": "quarterly", "quí": "quarterly", "tháng": "monthly"}
_TO = re.compile(r"(?<!\w)(?:về|với|cho|đến|tới|gửi|báo cáo|trình)\s+(?:cho\s+|về\s+)?", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]\s|\.\s+(?=\S)")
_DONE_BY_THEN = re.compile(r"hoàn thành|xong|kết thúc|thực hiện|tổ chức|triển khai", re.IGNORECASE)
_LONGEST = 500  # characters of one clause
_OF_ONE_DEMAND = 60  # characters between two verbs of one demand: "tổng hợp báo cáo, gửi về …"
_OPENING = 25  # characters before a deadline that opens its clause


def find_report_deadlines(paragraphs: list[Paragraph]) -> tuple[ReportDeadline, ...]:
    """Deadlines whose clause reports, sends or submits something; with recurring ones the date is ``None``."""
    found: list[ReportDeadline] = []
    for paragraph in paragraphs:
        dated = list(_in_paragraph(paragraph.view))
        found.extend(dated)
        found.extend(_periodic(paragraph.view, dated))
    return tuple(sorted(found, key=lambda one: one.start))


def _in_paragraph(view: View) -> Iterator[ReportDeadline]:
    for match in DEADLINE.finditer(view.text):
        date = iso(match["date"])
        if date is not None and (part := _demand(view, match)):
            yield _make(view, part, date=date, recurrence=None, rule="report.deadline")
    for match in MONTHLY_DEADLINE.finditer(view.text):
        if part := _demand(view, match):
            yield _make(view, part, date=None, recurrence=f"monthly:{int(match['day'])}", rule="report.monthly")
    for match in _YEARLY_DEADLINE.finditer(view.text):
        if part := _demand(view, match):
            day = f"{int(match['month']):02}-{int(match['day']):02}"
            yield _make(view, part, date=None, recurrence=f"yearly:{day}", rule="report.yearly")


def _periodic(view: View, dated: list[ReportDeadline]) -> Iterator[ReportDeadline]:
    """ "Định kỳ hằng năm báo cáo … về X": a period without a day, where no deadline says more."""
    for match in _PERIODIC.finditer(view.text):
        start, stop = _clause_start(view.text, match.start()), _clause_stop(view.text, match.end())
        verb = _VERB.search(view.text, match.end(), stop)
        if verb is None or _receiver(view.text, verb.start(), stop) is None:
            continue
        if any(view.offsets[start] <= one.start < view.offsets[stop - 1] for one in dated):
            continue
        part = (match.start(), stop)
        yield _make(view, part, date=None, recurrence=_PERIODS[match["period"]], rule="report.periodic")


def _clause_start(text: str, position: int) -> int:
    start = max(0, position - _LONGEST)
    begin = start
    for mark in _CLAUSE.finditer(text, start, position):
        if text.count("(", begin, mark.start()) <= text.count(")", begin, mark.start()):
            start = mark.end()  # "(email: …)" parts no clause
    return start


def _clause_stop(text: str, position: int) -> int:
    mark = _CLAUSE.search(text, position, position + _LONGEST)
    return mark.start() if mark else min(len(text), position + _LONGEST)


def _demand(view: View, deadline: re.Match[str]) -> tuple[int, int] | None:
    """From the verb that wants something sent to the end of the deadline; or, where the deadline opens its clause
    ("Trước ngày …, báo cáo …"), from the deadline to the end of the clause. ``None`` when nothing is to be sent."""
    text = view.text
    start = _clause_start(text, deadline.start())
    verbs = list(_VERB.finditer(text, start, deadline.start()))
    if verbs:
        first = verbs[-1].start()
        for verb in reversed(verbs[:-1]):
            if first - verb.end() <= _OF_ONE_DEMAND:
                first = verb.start()
        joined = text[start:first].endswith("và ") and len(text[start:first]) <= _OF_ONE_DEMAND
        return (start if joined else first), deadline.end()
    opens = deadline.start() - start <= _OPENING and not _DONE_BY_THEN.search(text, start, deadline.start())
    stop = _clause_stop(text, deadline.end())
    after = _VERB.search(text, deadline.end(), stop) if opens else None
    return (deadline.start(), stop) if after and _receiver(text, after.start(), stop) else None


def _make(view: View, span: tuple[int, int], *, date: str | None, recurrence: str | None, rule: str) -> ReportDeadline:
    part = view.cut(*span).rstrip(".;,/")
    verb = _VERB.search(view.text, *span)
    return ReportDeadline(
        text=part.text,
        date=date,
        to=_receiver(view.text, verb.start() if verb else span[0], span[1]),
        recurrence=recurrence,
        spans=part.spans,
        confidence=0.9 if date else 0.8,
        rule=rule,
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
