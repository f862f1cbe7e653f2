"""Rules of the fixed words of the head: state name, motto, "V/v"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.check import words
from vanban.check.components import Paper, Role
from vanban.check.measures import text_departure
from vanban.check.registry import STATE_SOURCE, Departure, rule
from vanban.letters import fold


@rule("letter-subject.form", f"{STATE_SOURCE}II.5.b", forms=("state",))
def letter_subject_form(paper: Paper) -> Iterator[Departure]:
    """A letter's subject begins with "V/v" and nothing between it and the words."""
    line = paper.first(Role.LETTER_SUBJECT)
    if line is None or paper.kind is not None:
        return
    match = re.match(r"(V\s*/\s*v|Về việc|Vv)(\s*[:.])?\s*", line.text, re.IGNORECASE)
    if match and match.group() != "V/v ":
        wanted = f"V/v {line.text[match.end() :]}"
        yield text_departure(
            line, Role.LETTER_SUBJECT, f"Trích yếu công văn mở đầu “{match.group().strip()}”, cần “V/v”.", wanted
        )


@rule("motto.words", f"{STATE_SOURCE}II.1.b", forms=("state",))
def motto_words(paper: Paper) -> Iterator[Departure]:
    """ "Độc lập - Tự do - Hạnh phúc": capitals at the beginning of each phrase, hyphens with blanks."""
    line = paper.first(Role.MOTTO)
    if line is not None and line.text != words.MOTTO:
        yield text_departure(line, Role.MOTTO, f"Tiêu ngữ viết “{line.text}”.", words.MOTTO)


@rule("state-name.words", f"{STATE_SOURCE}II.1.a", forms=("state",))
def state_name_words(paper: Paper) -> Iterator[Departure]:
    """ "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", letter by letter, also the place of the tone."""
    lines = paper.lines(Role.STATE_NAME)
    text = " ".join(line.text for line in lines)
    if not paper.sheet.layout and words.STATE_NAME.startswith(text):  # a converter broke the line
        return
    if lines and text != words.STATE_NAME and not (len(lines) == 1 and text.upper() == words.STATE_NAME):
        message = f"Quốc hiệu viết “{text}”, cần “{words.STATE_NAME}”."
        if len(lines) == 1 and len(fold(text)) > 20:
            yield text_departure(lines[0], Role.STATE_NAME, message, words.STATE_NAME)
        else:
            yield Departure(message, "Ghi lại Quốc hiệu đúng từng chữ.", lines[0], Role.STATE_NAME)
