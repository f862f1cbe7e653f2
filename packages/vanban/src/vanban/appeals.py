"""Bodies that the sentence before the first item or after the last one charges with all items."""

from __future__ import annotations

import re

from vanban.labels import label_of
from vanban.lexicon import AGENCY_HEAD
from vanban.model import Value
from vanban.paragraphs import Paragraph
from vanban.units import split_units, until_verb

_CALLS = re.compile(r"(?<!\w)(?:đề\s+nghị|yêu\s+cầu|giao(?:\s+cho)?|chỉ\s+đạo)\s+(?=(?P<body>\S))", re.IGNORECASE)
_SHARED = re.compile(
    r"(?:như\s+sau|sau\s+đây|dưới\s+đây|sau)\s*:?$|:$|triển\s+khai|thực\s+hiện|nghiêm\s+túc|phối\s+hợp|tuyên\s+truyền"
)
_OWN_BRIEF = re.compile(r"theo\s+(?:đề\s+nghị|yêu\s+cầu)|(?:xét|được)\s+(?:đề\s+nghị|giao)\s", re.IGNORECASE)


def charged_with_all(body: list[Paragraph]) -> tuple[Value, ...]:
    """Bodies of the opening sentence ("… đề nghị X thực hiện một số nội dung sau:"), else of the closing one."""
    flow = [paragraph for paragraph in body if paragraph.footnote is None and not paragraph.table]
    labelled = [at for at, paragraph in enumerate(flow) if label_of(paragraph.text) is not None]
    if not labelled:
        return ()
    opening = flow[labelled[0] - 1] if labelled[0] else None
    found = _called(opening, "all.opening") if opening and opening.text.rstrip().endswith(":") else ()
    if found:
        return found
    for paragraph in flow[labelled[-1] + 1 :]:
        found = _called(paragraph, "all.closing")
        if found:
            return found
    return ()


def _called(paragraph: Paragraph, rule: str) -> tuple[Value, ...]:
    text = paragraph.text
    for call in _CALLS.finditer(text):
        before = text[max(0, call.start() - 12) : call.end()]
        if _OWN_BRIEF.search(before) or not AGENCY_HEAD.match(text, call.end()):
            continue
        bodies = until_verb(paragraph.view, call.end())
        if _SHARED.search(text, call.end() + len(bodies.text)):
            return tuple(unit.value(rule, 0.8) for unit in split_units(bodies))
    return ()
