"""The foot of a paper: "Nơi nhận" and the signature, in either order, side by side or flattened."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.labels import label_of
from vanban.letters import LOWER, PERSON_NAME, is_caps
from vanban.lexicon import OFFICE_TITLES, alternatives
from vanban.lines import Line
from vanban.model import Signer, Value
from vanban.parties import is_recipients_mark, recipient_values, recipients_after_mark, split_entries
from vanban.titles import TITLE
from vanban.views import View, join

_OFFICE = alternatives(OFFICE_TITLES)
_MARK = r"(?:KT|TL|TUQ|TM|Q|K/T|T/L|T/M|K\.T|T\.M|T\.L)"
_BEHALF = rf"(?:(?:TM|T/M|T\.M)[.\s]\s*\S[^.]*?|{_MARK}[.\s]\s*{_OFFICE}(?:\s*,\s*{_OFFICE})*)"
_FLAT = re.compile(rf"(?P<behalf>(?:{_BEHALF}\s+){{0,3}}?)(?P<title>{_OFFICE}(?![,\w]).*)")
_SIGNS = re.compile(rf"(?:{_MARK}[.\s]\s*\S|{_MARK}\.$|{_OFFICE}(?!\w))")
_INSIDE = re.compile(rf"(?<=\s)(?:{_MARK}\.\s*)?{_OFFICE}[^{LOWER}]{{0,80}}\s+{PERSON_NAME.pattern}$")
_ACADEMIC = re.compile(r"^(?:(?:GS|PGS|TS|ThS|BS|KS|CN|LS)\.?\s*)+|^\((?:[Đđ]ã ký)\)\s*")
_ANNEX = re.compile(r"PHỤ LỤC|Phụ lục|DANH MỤC|DANH SÁCH|BIỂU")
_METADATA_SIGNER = re.compile(
    rf"(?P<behalf>K\.?T\.?\s?B\.?T|KT\.? BỘ TRƯỞNG)\s*,?\s*(?P<title>TT|THỨ TRƯỞNG|Thứ trưởng)\s+"
    rf"(?P<name>{PERSON_NAME.pattern}?)"
    r"(?=\s+(?:Theo|theo|ký|đã)|$)"
)
_LONGEST_FOOT = 70  # lines
_MOST_MARKS = 12  # a guide to forms quotes "Nơi nhận" many times


@dataclass(frozen=True, slots=True)
class Footer:
    """Recipients, signer, and the lines ``[start, stop)`` that the foot takes up."""

    recipients: tuple[Value, ...]
    signer: Signer | None
    start: int
    stop: int


def read_footer(lines: list[Line], first: int) -> Footer:
    """Find and read the foot after line ``first``; a paper without one ends at its last line."""
    marks = [at for at in range(first, len(lines)) if is_recipients_mark(lines[at])][:_MOST_MARKS]
    if not marks:
        return _lone_signature(lines, first)
    feet = [_foot_at(lines, first, mark) for mark in marks]
    return next((foot for foot in feet if foot.recipients and foot.signer), feet[0])


def _foot_at(lines: list[Line], first: int, mark: int) -> Footer:
    signature, signed_at = _signature_before(lines, first, mark)
    entries = recipients_after_mark(lines[mark])
    above: list[Line] = []
    stop, ended = mark + 1, False
    for at in range(mark + 1, min(len(lines), mark + _LONGEST_FOOT)):
        line = lines[at]
        if line.footnote is not None:
            continue
        if _ends_foot(line):
            break
        if signature is None and (_SIGNS.match(line.text) or (above and is_caps(line.text))) and _is_signing(line):
            above.append(line)
            signature = _signature([*above]) if _named(line.text) else None
        elif signature is None and above and _name_of(line.text):
            signature = _signature([*above, line])
        elif re.match(r"[-–+•]\s*\S", line.text):
            entries.extend(split_entries(line.view))
            ended = line.text.lstrip("-– ").startswith("Lưu")
        elif entries and not ended and not line.blank_before and not line.table and line.column == 0:
            entries[-1] = join([entries[-1], line.view])
        elif signature is not None and entries:
            break
        elif not entries and not is_caps(line.text) and not above:
            entries.append(line.view)
        stop = at + 1
        if signature is not None and ended:
            break
    if signature is None and entries:
        entries[-1], signature = _signature_inside(entries[-1])
    if signature is None and above:
        signature = _signature(above)
    start = mark if signed_at is None else signed_at
    return Footer(recipient_values(entries), signature, start, max(stop, mark + 1))


def _ends_foot(line: Line) -> bool:
    caps_title = TITLE.match(line.text) and is_caps(line.text)
    label = label_of(line.text)
    return bool(caps_title or _ANNEX.match(line.text) or (label and label.name.startswith(("Điều", "Phần"))))


def _is_signing(line: Line) -> bool:
    name = _named(line.text)
    return is_caps(line.text[: name.start()] if name else line.text) and len(line.text) < 200


def _named(text: str) -> re.Match[str] | None:
    """A person's name after capitals, at the end of the same line."""
    match = re.search(rf"(?<=\s)({PERSON_NAME.pattern})$", text)
    return match if match and is_caps(text[: match.start()]) else None


def _name_of(text: str) -> str | None:
    name = _ACADEMIC.sub("", text).strip(" .;")
    return name if PERSON_NAME.fullmatch(name) else None


def _signature(lines: list[Line]) -> Signer | None:
    """The signature from its lines: capitals, then perhaps a name."""
    caps = [line.view for line in lines]
    name: View | None = None
    if _name_of(lines[-1].text):
        printed = caps.pop()
        academic = _ACADEMIC.match(printed.text)
        name = printed.cut(academic.end() if academic else 0).strip(" .;")
    elif match := _named(lines[-1].text):
        name = caps[-1].cut(match.start())
        caps[-1] = caps[-1].cut(0, match.start())
    behalf, title = _capacity(caps)
    if name is None and behalf is None:
        return None
    return Signer(
        name=name.value("signer.name", 0.95) if name else None,
        title=title.value("signer.title", 0.95) if title else None,
        on_behalf=behalf.value("signer.on_behalf", 0.95) if behalf else None,
    )


def _capacity(caps: list[View]) -> tuple[View | None, View | None]:
    whole = join(caps)
    flat = _FLAT.fullmatch(whole.text[:300])
    if flat:
        behalf = whole.cut(0, flat.end("behalf"))
        return (behalf if behalf.text else None), whole.cut(flat.start("title"))
    marked = [view for view in caps if re.match(rf"{_MARK}[.\s]", view.text)]
    plain = [view for view in caps if view not in marked]
    behalf, title = join(marked), join(plain)
    return (behalf if behalf.text else None), (title if title.text else None)


def _signature_inside(entry: View) -> tuple[View, Signer | None]:
    """A flattened foot: the signature follows the last recipient on one line."""
    match = _INSIDE.search(entry.text)
    if match is None:
        return entry, None
    signed = Line(entry.cut(match.start()), 0, 0, False, True)
    before = entry.cut(0, match.start())
    sentence = before.text.rfind(". ")
    return (before.cut(0, sentence) if sentence > 0 else before), _signature([signed])


def _signature_before(lines: list[Line], first: int, mark: int) -> tuple[Signer | None, int | None]:
    for at in range(max(first, mark - 14), mark):
        if _SIGNS.match(lines[at].text) and _is_signing(lines[at]):
            block = [lines[at]]
            for line in lines[at + 1 : mark]:
                if is_caps(line.text) or _name_of(line.text):
                    block.append(line)
                if _name_of(line.text):
                    break
            if _named(block[-1].text) or _name_of(block[-1].text):
                return _signature(block), at
    return None, None


def _lone_signature(lines: list[Line], first: int) -> Footer:
    """Without "Nơi nhận": the last line of capitals with an office that a name follows."""
    for at in range(len(lines) - 1, first - 1, -1):
        line = lines[at]
        if not _SIGNS.match(line.text) or not _is_signing(line):
            continue
        block = [line]
        for later in lines[at + 1 : at + 12]:
            if _named(block[-1].text) or _name_of(block[-1].text):
                break
            if is_caps(later.text) or _name_of(later.text):
                block.append(later)
        if _named(block[-1].text) or _name_of(block[-1].text):
            start = at
            while start > first and _SIGNS.match(lines[start - 1].text) and _is_signing(lines[start - 1]):
                start -= 1
            return Footer((), _signature([*lines[start:at], *block]), start, at + len(block))
    return Footer((), None, len(lines), len(lines))


def metadata_signer(pieces: list[Line]) -> Signer | None:
    """A web page's line about the paper may say who signed, before the body ("KTBT, TT <name>")."""
    for piece in pieces:
        match = _METADATA_SIGNER.search(piece.text)
        if match:
            behalf, title, name = (piece.view.cut(*match.span(part)) for part in ("behalf", "title", "name"))
            rule = "signer.metadata"
            return Signer(name.value(rule, 0.6), title.value(rule, 0.6), behalf.value(rule, 0.6))
    return None
