"""The subject of a paper: under its title, after "V/v", or under the number of a Party letter."""

from __future__ import annotations

import re

from vanban.forms import BODY_HEAD, OFFICES
from vanban.headlines import ABOUT, ADDRESSED, MOTTO, OPENING, date_in, may_be_subject, number_in
from vanban.letters import LOWER, is_caps
from vanban.lexicon import alternatives
from vanban.lines import Line
from vanban.titles import TITLE
from vanban.views import View, join

_AUTHORITY = re.compile(rf"(?:{alternatives(OFFICES)}|HỘI ĐỒNG NHÂN DÂN|BAN THƯỜNG VỤ|BAN CHẤP HÀNH)(?!\w)")
_AUTHORITY_RUNS_ON = re.compile(rf"(?<=[{LOWER}\d])\s+(?=(?:{_AUTHORITY.pattern}|{BODY_HEAD.pattern}\s)[^{LOWER}]*$)")
_OF_WHOM = re.compile(r"(?:CỦA|Của|của)\s")
_OPEN_END = re.compile(
    r"(?:^|\s)(?:của|và|tại|do|cho|với|về|trong|theo|giữa|các|năm|ngày|số|đến|từ|trên|địa|trên địa)$", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"(?:TRÊN ĐỊA BÀN|BÀN TỈNH|GIAI ĐOẠN|NĂM (?:HỌC )?\d|CỦA|VÀ|VỀ|TẠI|ĐỐI VỚI|THEO|TRONG|NHIỆM KỲ|ĐẾN NĂM|CHO"
    r"|NHÂN DỊP)\b"
)
_SHORT = 3  # words in capitals that begin a subject set in small letters: "LIÊN NGÀNH / giữa Sở A và Sở B"


def read_subject(top: list[Line], number_at: int | None, title_at: int | None, issuer: str) -> tuple[View | None, int]:
    """The subject and the index of the last piece it took (-1 when there is none)."""
    if title_at is not None:
        subject, last = _title_subject(top, title_at)
        return (_without_authority(subject, issuer) if subject and issuer else subject), last
    after = number_at if number_at is not None else -1
    starts = [at for at, piece in enumerate(top) if ABOUT.search(piece.text) and not _inside_sentence(top, at)]
    start = next((at for at in starts if at > after), starts[0] if starts else None)
    if start is None:
        return _unmarked_subject(top, number_at)
    return _about_subject(top, start)


def _inside_sentence(top: list[Line], at: int) -> bool:
    """Whether "V/v" stands in a sentence of the body, which cites another paper's subject."""
    return at > 0 and top[at - 1].row == top[at].row and bool(OPENING.match(top[at - 1].text))


def _unmarked_subject(top: list[Line], number_at: int | None) -> tuple[View | None, int]:
    """The Party's letters print the subject below the number without "V/v"."""
    if number_at is None or "CV/" not in top[number_at].text:
        return None, -1
    number = top[number_at]
    spread = all(piece.blank_before for piece in top[number_at:])  # an empty line before each line says nothing
    parts, last = [], -1
    for at in range(number_at + 1, len(top)):
        piece = top[at]
        if piece.column > number.column and (date_in(piece) or MOTTO.match(piece.text)):
            continue
        if is_caps(piece.text) or date_in(piece) or piece.column != number.column or ADDRESSED.match(piece.text):
            break
        if piece.blank_before and not (spread and number.blank_before):
            break
        parts.append(piece.view)
        last = at
    return (_ended(parts), last) if parts else (None, -1)


def _about_subject(top: list[Line], start: int) -> tuple[View | None, int]:
    first = top[start]
    match = ABOUT.search(first.text)
    parts = [first.view.cut(match.end() if match else 0)]
    last = start
    for at in range(start + 1, len(top)):
        piece = top[at]
        if (date_in(piece) or MOTTO.match(piece.text)) and piece.column > first.column:
            continue
        if first.table or date_in(piece) or MOTTO.match(piece.text) or number_in(piece):
            break
        if TITLE.match(piece.text) or piece.column > first.column or _ends_subject(piece, parts):
            break
        parts.append(piece.view)
        last = at
    return _ended(parts), last


def _title_subject(top: list[Line], title_at: int) -> tuple[View | None, int]:
    title = top[title_at].view
    match = TITLE.match(title.text)
    rest = _without_about(title.cut(match.end() if match else len(title)).strip(":"))
    parts = [rest] if rest.text else []
    last = title_at
    for at in range(title_at + 1, len(top)):
        piece = top[at]
        if date_in(piece) or number_in(piece) or MOTTO.match(piece.text):
            break
        if _ends_subject(piece, parts) or (OPENING.match(piece.text) and not may_be_subject(piece)):
            break
        if parts and _is_authority(piece.text, parts):
            break
        caps_only = parts and is_caps(parts[0].text) and len(parts[0].text.split()) > _SHORT
        if caps_only and not is_caps(piece.text) and not _OF_WHOM.match(parts[0].text):
            break
        if len(parts) == 1 and _OF_WHOM.match(parts[0].text) and piece.text.lower().startswith("về "):
            parts.clear()  # under the title the Party first prints whose directive it is
        parts.append(_without_about(piece.view))
        last = at
    return _ended(parts), last


def _ends_subject(piece: Line, parts: list[View]) -> bool:
    """Whether the subject stood above: a blank line before a new sentence, or the first sentence of the body."""
    if not parts or not parts[-1].text:
        return False
    text = piece.text
    if text[0].islower() or _OPEN_END.search(parts[-1].text) or _GOES_ON.match(text):
        return False
    if piece.blank_before or OPENING.match(text):
        return True
    return text[-1] in ":;" and not is_caps(text)


def _is_authority(text: str, parts: list[View]) -> bool:
    """Whether a line in capitals under the subject names who decides ("GIÁM ĐỐC SỞ Y TẾ")."""
    if not is_caps(text) or _OPEN_END.search(parts[-1].text):
        return False
    return not is_caps(parts[0].text) or bool(_AUTHORITY.match(text))


def _without_about(view: View) -> View:
    about = ABOUT.match(view.text)
    return view.cut(about.end()) if about else view


def _ended(parts: list[View]) -> View | None:
    whole = join(parts)
    authority = _AUTHORITY_RUNS_ON.search(whole.text)
    subject = whole.cut(0, authority.start() if authority else None).strip(" .;,:-–")
    return subject if subject.text else None


def _without_authority(subject: View, issuer: str) -> View:
    """A flattened title may end with the line of the authority ("CHỦ TỊCH ỦY BAN …") that follows it."""
    if is_caps(subject.text) and subject.text.endswith(issuer) and len(subject.text) > len(issuer) + 10:
        before = subject.cut(0, len(subject.text) - len(issuer)).strip(" .;,:")
        return subject if _OPEN_END.search(before.text) else before
    return subject
