"""The head of a paper: issuer, number and symbol, place and date, kind, subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.header_bodies import read_bodies
from vanban.header_subject import read_subject
from vanban.headlines import ABOUT, ADDRESSED, ANNOUNCED, DATE_LINE, NUMBER, NUMBER_MARK, PLACE_WORD, date_in, number_in
from vanban.letters import is_caps
from vanban.lines import Line
from vanban.model import Value
from vanban.symbols import kind_of
from vanban.titles import TITLE, lone_kind
from vanban.views import View, join

_HEADINGS = 3  # lines of a web page among which its heading stands


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of the head; ``last`` is the index of the last piece that gave one (-1 when none did)."""

    kind: Value | None
    issuer: Value | None
    issuer_parent: Value | None
    number: Value | None
    symbol: Value | None
    place: Value | None
    date: Value | None
    subject: Value | None
    last: int


def read_header(pieces: list[Line]) -> Header:
    """Read the head from its pieces (see :func:`vanban.headlines.header_pieces`)."""
    addressed = next((at for at, piece in enumerate(pieces) if ADDRESSED.match(piece.text)), len(pieces))
    top = pieces[:addressed]
    numbered = [at for at, piece in enumerate(top) if number_in(piece)]
    number_at = next((at for at in numbered if NUMBER_MARK.match(top[at].text)), numbered[0] if numbered else None)
    date_at = next((at for at, piece in enumerate(top) if date_in(piece)), None)
    title_at = _title_at(top, number_at)
    number, symbol = _number_values(top[number_at].view) if number_at is not None else (None, None)
    marks = [at for at in (number_at, date_at, title_at) if at is not None]
    parent, issuer = read_bodies(top[: min(marks)] if marks else top[:6], fallback=top)
    announced = None if marks else _announced(top)
    kind = _kind(top, title_at, symbol, addressed < len(pieces))
    subject, last = read_subject(top, number_at, title_at, issuer.value if issuer else "")
    if announced is not None:
        kind, subject, last = announced
    return Header(
        kind=kind,
        issuer=issuer,
        issuer_parent=parent,
        number=number,
        symbol=symbol.value("header.symbol", 0.97, text=_squeezed(symbol)) if symbol else None,
        place=_place(top, date_at),
        date=_date(top[date_at].view) if date_at is not None else None,
        subject=subject.value("header.subject", 0.9) if subject else None,
        last=max([last, *marks]),
    )


def _number_values(view: View) -> tuple[Value | None, View | None]:
    """The number, and where its symbol stands."""
    mark = NUMBER_MARK.match(view.text)
    match = NUMBER.match(view.text, mark.end() if mark else 0)
    if match is None:
        return None, None
    symbol = view.cut(match.start("code"), match.end("code")).rstrip(".")
    if not match["digits"]:
        return None, symbol
    digits = re.sub(r"[\s.…_]", "", match["digits"] + (match["year"] or ""))
    number = digits + match["separator"].replace("–", "-") + _squeezed(symbol)
    printed = view.cut(match.start(), match.end()).rstrip(".")
    return printed.value("header.number", 0.97, text=number), symbol


def _squeezed(view: View) -> str:
    return re.sub(r"\s", "", view.text)


def _date(view: View) -> Value | None:
    match = DATE_LINE.search(view.text)
    if match is None:
        return None
    digits = [re.sub(r"\D", "", match[name] or "") for name in ("year", "month", "day", "short_month", "short_day")]
    if not digits[0]:
        return None
    year, month, day = digits[0], digits[1] or digits[3], digits[2] or digits[4]
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return None
    iso = year
    if month:
        iso += f"-{int(month):02}"
        if day:
            iso += f"-{int(day):02}"
    return view.cut(match.start()).strip(",.").value("header.date", 0.97 if day else 0.9, text=iso)


def _place(top: list[Line], date_at: int | None) -> Value | None:
    if date_at is None:
        return None
    piece = top[date_at]
    match = date_in(piece)
    before = piece.view.cut(0, match.start() if match else 0)
    words = list(re.finditer(r"\S+", before.text))
    first = len(words)
    while first > 0 and PLACE_WORD.fullmatch(words[first - 1].group()):
        first -= 1
    if first == len(words):
        return None
    place = before.cut(words[first].start())
    above = top[date_at - 1] if date_at else None
    wrapped = first == 0 and above is not None and above.row == piece.row - 1 and not piece.blank_before
    if wrapped and above and not is_caps(above.text) and all(map(PLACE_WORD.fullmatch, above.text.split())):
        place = join([above.view, place])
    return place.value("header.place", 0.95)


def _announced(top: list[Line]) -> tuple[Value, View, int] | None:
    """Kind, subject and line of a web page that has only a heading: "Thông báo về việc …"."""
    for at, piece in enumerate(top[:_HEADINGS]):
        match = ANNOUNCED.match(piece.text)
        if match:
            printed = piece.view.cut(*match.span("kind"))
            kind = printed.value("header.kind.heading", 0.7, text=" ".join(printed.text.lower().split()))
            return kind, piece.view.cut(match.end()).strip(" .;:"), at
    return None


def _title_at(top: list[Line], number_at: int | None) -> int | None:
    """The title in capitals; else, below the number, one that has its line for itself in small or spaced letters."""
    after = range(0 if number_at is None else number_at + 1, len(top))
    title = next((at for at in after if TITLE.match(top[at].text)), None)
    if title is None and number_at is not None:
        title = next((at for at in after if lone_kind(top[at].text)), None)
    return title


def _kind(top: list[Line], title_at: int | None, symbol: View | None, addressed: bool) -> Value | None:
    if title_at is not None:
        view = top[title_at].view
        match = TITLE.match(view.text)
        printed = view.cut(0, match.end() if match else None).rstrip(":.")
        kind = " ".join(printed.text.lower().split()) if match else lone_kind(view.text)
        return printed.value("header.kind.title", 0.98, text=kind)
    marks = ((piece.view, ABOUT.search(piece.text)) for piece in top)
    letter = next((view.cut(*mark.span()) for view, mark in marks if mark), None)
    if symbol is not None:
        named = kind_of(symbol.text)
        if named:
            code = re.split(r"[-/\s]", symbol.text)[0]
            return symbol.cut(0, len(code)).value("header.kind.symbol", 0.9, text=named)
        return (letter or symbol).value("header.kind.symbol", 0.9, text="công văn")
    return letter.value("header.kind.letter", 0.6, text="công văn") if letter and addressed else None
