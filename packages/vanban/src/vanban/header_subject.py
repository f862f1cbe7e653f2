"""The subject of a paper: under its title, after "V/v", or under the number of a Party letter."""

from __future__ import annotations

from vanban.headlines import ABOUT, MOTTO, OPENING, TITLE, date_in, number_in
from vanban.letters import is_caps
from vanban.lines import Line
from vanban.views import View, join


def read_subject(top: list[Line], number_at: int | None, title_at: int | None, issuer: str) -> tuple[View | None, int]:
    """The subject and the index of the last piece it took (-1 when there is none)."""
    if title_at is not None:
        subject, last = _title_subject(top, title_at)
        return (_without_authority(subject, issuer) if subject and issuer else subject), last
    after = number_at if number_at is not None else -1
    starts = [at for at, piece in enumerate(top) if ABOUT.search(piece.text)]
    start = next((at for at in starts if at > after), starts[0] if starts else None)
    if start is None:
        return _unmarked_subject(top, number_at)
    return _about_subject(top, start)


def _unmarked_subject(top: list[Line], number_at: int | None) -> tuple[View | None, int]:
    """The Party's letters print the subject below the number without "V/v"."""
    if number_at is None or "CV/" not in top[number_at].text:
        return None, -1
    number = top[number_at]
    parts, last = [], -1
    for at in range(number_at + 1, len(top)):
        piece = top[at]
        if piece.column > number.column and (date_in(piece) or MOTTO.match(piece.text)):
            continue
        if piece.blank_before or is_caps(piece.text) or date_in(piece) or piece.column != number.column:
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
        if piece.blank_before or first.table or date_in(piece) or MOTTO.match(piece.text) or number_in(piece):
            break
        if TITLE.match(piece.text) or piece.column > first.column:
            break
        parts.append(piece.view)
        last = at
    return _ended(parts), last


def _title_subject(top: list[Line], title_at: int) -> tuple[View | None, int]:
    title = top[title_at].view
    match = TITLE.match(title.text)
    rest = title.cut(match.end() if match else 0).strip(":")
    parts = [rest] if rest.text else []
    last = title_at
    for at in range(title_at + 1, len(top)):
        piece = top[at]
        if (parts and piece.blank_before) or OPENING.match(piece.text) or date_in(piece) or number_in(piece):
            break
        if parts and is_caps(parts[0].text) and not is_caps(piece.text):
            break
        if parts and piece.text.startswith(("CHỦ TỊCH", "BỘ TRƯỞNG", "GIÁM ĐỐC", "THỦ TƯỚNG", "HỘI ĐỒNG NHÂN DÂN")):
            break
        about = ABOUT.match(piece.text)
        parts.append(piece.view.cut(about.end()) if about else piece.view)
        last = at
    return _ended(parts), last


def _ended(parts: list[View]) -> View | None:
    subject = join(parts).strip(" .;,:-–")
    return subject if subject.text else None


def _without_authority(subject: View, issuer: str) -> View:
    """A flattened title may end with the line of the authority ("CHỦ TỊCH ỦY BAN …") that follows it."""
    if is_caps(subject.text) and subject.text.endswith(issuer) and len(subject.text) > len(issuer) + 10:
        return subject.cut(0, len(subject.text) - len(issuer)).strip(" .;,:")
    return subject
