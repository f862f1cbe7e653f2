"""The head of a paper: issuer, number and symbol, place and date, kind, subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.headlines import ABOUT, ADDRESSED, DATE_LINE, MOTTO, NUMBER, NUMBER_MARK, OPENING, TITLE
from vanban.letters import LOWER, UPPER, is_caps
from vanban.lexicon import ISSUER_HEAD, KIND_OF_CODE
from vanban.lines import Line
from vanban.model import Value
from vanban.views import View, join

_PLACE_WORD = re.compile(rf"[{UPPER}]{{1,2}}[{LOWER}]*\.?|[-–]")
_STRONG_BODY = re.compile(
    r"(?<=\S)\s+(?=(?:SỞ|BAN (?:TUYÊN GIÁO|DÂN VẬN|TỔ CHỨC|NỘI CHÍNH|QUẢN LÝ|DÂN TỘC)|TRUNG TÂM|CHI CỤC|TRƯỜNG"
    r"|(?<!VĂN )(?<!QUỐC )PHÒNG|VĂN PHÒNG|(?<!TỔNG )(?<!CHI )CỤC)\s)"
)
_PARENT_BODY = re.compile(
    r"(?:[ỦU][ỶY]? ?BAN NHÂN DÂN|UBND|BỘ|SỞ|(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) [ỦU]|BAN CHẤP HÀNH)"
)
_TIGHT_BODY = re.compile(r"[ỦU][ỶY]BAN|UBND|BỘ|SỞ|PHÒNG|VĂNPHÒNG|BAN|CỤC|TỔNGCỤC|HỘIĐỒNG|TỈNHỦY|ĐẢNGỦY")
_METADATA_BODY = re.compile(rf"(?<!\S)(?=[{UPPER}]{{2}})(?:[{UPPER}]+,?(?:\s+[-–]\s+|\s+|$)){{3,}}")


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
    number_at = next((at for at, piece in enumerate(top) if _number(piece)), None)
    date_at = next((at for at, piece in enumerate(top) if _dated(piece)), None)
    title_at = _title_at(top, number_at)
    number, symbol = _number_values(top[number_at].view) if number_at is not None else (None, None)
    marks = [at for at in (number_at, date_at, title_at) if at is not None]
    parent, issuer = _issuers(top[: min(marks)] if marks else top[:6], fallback=top)
    subject, last = _subject(top, number_at, title_at)
    if subject and issuer:
        subject = _without_authority(subject, issuer.value)
    return Header(
        kind=_kind(top, title_at, symbol, addressed < len(pieces)),
        issuer=issuer,
        issuer_parent=parent,
        number=number,
        symbol=symbol,
        place=_place(top, date_at),
        date=_date(top[date_at].view) if date_at is not None else None,
        subject=subject.value("header.subject", 0.9) if subject else None,
        last=max([last, *marks]),
    )


def _number(piece: Line) -> re.Match[str] | None:
    mark = NUMBER_MARK.match(piece.text)
    if mark:
        return NUMBER.match(piece.text, mark.end())
    bare = NUMBER.fullmatch(piece.text)
    return bare if bare and (bare["digits"] or bare["separator"] == "/") else None


def _number_values(view: View) -> tuple[Value | None, Value | None]:
    mark = NUMBER_MARK.match(view.text)
    match = NUMBER.match(view.text, mark.end() if mark else 0)
    if match is None:
        return None, None
    code = re.sub(r"\s", "", match["code"]).rstrip(".")
    symbol = view.cut(match.start("code"), match.end("code")).value("header.symbol", 0.97, text=code)
    if not match["digits"]:
        return None, symbol
    printed = view.cut(match.start(), match.end())
    number = (
        re.sub(r"[\s.…_]", "", match["digits"] + (match["year"] or "")) + match["separator"].replace("–", "-") + code
    )
    return printed.value("header.number", 0.97, text=number), symbol


def _dated(piece: Line) -> re.Match[str] | None:
    match = DATE_LINE.search(piece.text)
    if match is None or len(piece.text) - match.end() > 3:
        return None
    before = piece.text[: match.start()].split()
    return match if len(before) <= 6 and all(map(_PLACE_WORD.fullmatch, before)) else None


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
    match = _dated(piece)
    before = piece.view.cut(0, match.start() if match else 0)
    words = list(re.finditer(r"\S+", before.text))
    first = len(words)
    while first > 0 and _PLACE_WORD.fullmatch(words[first - 1].group()):
        first -= 1
    if first == len(words):
        return None
    place = before.cut(words[first].start())
    above = top[date_at - 1] if date_at else None
    wrapped = first == 0 and above is not None and above.row == piece.row - 1 and not piece.blank_before
    if wrapped and above and not is_caps(above.text) and all(map(_PLACE_WORD.fullmatch, above.text.split())):
        place = join([above.view, place])
    return place.value("header.place", 0.95)


def _title_at(top: list[Line], number_at: int | None) -> int | None:
    for at, piece in enumerate(top):
        match = TITLE.match(piece.text)
        if match and (number_at is None or at > number_at) and not (ABOUT.match(piece.text)):
            return at
    return None


def _kind(top: list[Line], title_at: int | None, symbol: Value | None, addressed: bool) -> Value | None:
    if title_at is not None:
        view = top[title_at].view
        match = TITLE.match(view.text)
        if match:
            printed = view.cut(0, match.end())
            return printed.value("header.kind.title", 0.98, text=" ".join(printed.text.lower().split()))
    if symbol is not None:
        code = re.split(r"[-/]", symbol.value)[0]
        named = KIND_OF_CODE.get(code) if "-" in symbol.value or "/" in symbol.value else None
        return Value(named or "công văn", symbol.start, symbol.end, 0.9, "header.kind.symbol")
    if addressed:
        about = next((piece for piece in top if ABOUT.search(piece.text)), None)
        if about:
            return about.view.value("header.kind.letter", 0.6, text="công văn")
    return None


def _issuers(lines: list[Line], fallback: list[Line]) -> tuple[Value | None, Value | None]:
    bodies: list[list[View]] = []
    for line in lines:
        if MOTTO.match(line.text) or not is_caps(line.text) or ABOUT.match(line.text):
            continue
        for part in _split_bodies(line.view):
            if _heads_body(part.text) or not bodies:
                bodies.append([part])
            else:
                bodies[-1].append(part)
    names = [join(body).strip("-–*.:") for body in bodies if _heads_body(body[0].text)]
    if not names:
        return None, _metadata_issuer(fallback)
    parent = names[-2].value("header.parent", 0.9) if len(names) > 1 else None
    return parent, names[-1].value("header.issuer", 0.95)


def _heads_body(text: str) -> bool:
    """Whether a line in capitals begins a body; letters may be torn apart ("B Ộ LAO ĐỘNG")."""
    torn = sum(len(word) == 1 and word.isalpha() for word in text.split())
    return bool(ISSUER_HEAD.match(text)) or (torn >= 2 and bool(_TIGHT_BODY.match("".join(text.split()))))


def _split_bodies(view: View) -> list[View]:
    if not _PARENT_BODY.match(view.text):
        return [view]
    seam = _STRONG_BODY.search(view.text)
    return [view.cut(0, seam.start()), view.cut(seam.end())] if seam else [view]


def _metadata_issuer(lines: list[Line]) -> Value | None:
    """A web page's line about the paper may carry the issuer in capitals among other words."""
    for line in lines:
        if is_caps(line.text) or ABOUT.match(line.text):
            continue
        for run in _METADATA_BODY.finditer(line.text):
            name = line.view.cut(run.start(), run.end()).strip("-–,")
            if ISSUER_HEAD.match(name.text) and not MOTTO.search(name.text):
                return name.value("header.issuer.metadata", 0.6)
    return None


def _subject(top: list[Line], number_at: int | None, title_at: int | None) -> tuple[View | None, int]:
    """The subject and the index of the last piece it took (-1 when there is none)."""
    if title_at is not None:
        return _title_subject(top, title_at)
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
        if piece.column > number.column and (_dated(piece) or MOTTO.match(piece.text)):
            continue
        if piece.blank_before or is_caps(piece.text) or _dated(piece) or piece.column != number.column:
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
        if (_dated(piece) or MOTTO.match(piece.text)) and piece.column > first.column:
            continue
        if piece.blank_before or first.table or _dated(piece) or MOTTO.match(piece.text) or _number(piece):
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
        if (parts and piece.blank_before) or OPENING.match(piece.text) or _dated(piece) or _number(piece):
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
