"""Rules of the labels of parts, sections, articles, clauses and points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vanban.check.components import Paper, Role
from vanban.check.edits import set_head, set_type
from vanban.check.measures import Type, text_departure, type_departures
from vanban.check.registry import PARTY_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import Line
from vanban.labels import Label, Rank, label_of
from vanban.letters import is_caps

_SOURCE = f"{STATE_SOURCE}II.6.d; {PARTY_SOURCE}II.1.6.2"
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10}
_TITLE = 160  # characters; a longer line after a Roman number is running text
_WRONG = (
    (
        re.compile(r"(?P<name>[a-zđ])\s?(?:\.\s*|/\s+)(?=\S)"),
        "{name}) ",
        "Thứ tự điểm “{found}”, cần chữ cái và dấu đóng ngoặc đơn “{wanted}”.",
    ),
    (
        re.compile(r"(?P<name>\d{1,2})\s?(?:\)|/|-)\s+(?=\S)"),
        "{name}. ",
        "Thứ tự “{found}”, cần chữ số và dấu chấm “{wanted}”.",
    ),
    (
        re.compile(r"(?P<name>Điều\s+\d{1,3}[a-zđ]?)\s?[:)/-]\s*(?=\S)"),
        "{name}. ",
        "“{found}”, sau số thứ tự của điều cần dấu chấm “{wanted}”.",
    ),
)
_ARTICLE = re.compile(r"Điều\s+\d{1,3}[a-zđ]?\s*[.:]?")
_WRONG_ROMAN = re.compile(r"(?P<name>[IVX]{1,5})\s?[-–)/]\s*(?=\S)")


@rule("heading.label", _SOURCE)
def label_form(paper: Paper) -> Iterator[Departure]:
    """ "Điều 1.", "1.", "a)"; the state's sections "I.", where the Party also prints "I-"."""
    wrong = list(_WRONG)
    articles = any(line.text.startswith("Điều ") for line in paper.lines(Role.BODY, Role.HEADING))
    if paper.form == "party" and not articles:  # the guidance rules the clauses of articles; sections may be "I-", "1-"
        wrong = [entry for entry in _WRONG if not entry[1].startswith("{name}. ")]
    if paper.form == "state":
        wrong.append((_WRONG_ROMAN, "{name}. ", "Thứ tự mục “{found}”, cần chữ số La Mã và dấu chấm “{wanted}”."))
    for line in paper.lines(Role.BODY, Role.HEADING):
        for pattern, form, message in wrong:
            match = pattern.match(line.text)
            if match:
                wanted = form.format(name=match["name"])
                told = message.format(found=match.group().strip(), wanted=wanted.strip())
                yield text_departure(
                    line,
                    Role.HEADING,
                    told,
                    f"{wanted}{line.text[match.end() :]}",
                    advice=f"Sửa thành “{wanted.strip()}”.",
                )
                break


@rule("heading.section", f"{STATE_SOURCE}V, số 6", forms=("state",), layout=True)
def section_type(paper: Paper) -> Iterator[Departure]:
    """A section's number and title ("I. …") are bold and in capitals, 13-14."""
    lines = paper.lines(Role.HEADING)
    labels = [label_of(line.text) for line in lines]
    lettered = any(label is not None and label.rank is Rank.LETTER for label in labels)
    for line in () if lettered else lines:  # the decree knows no "A." above "I.", so it rules nothing below it
        label = label_of(line.text)
        if (
            label is None
            or label.rank is not Rank.ROMAN
            or len(line.text) > _TITLE
            or line.text.endswith((".", ";", ":"))
        ):
            continue
        worded = [piece for piece in line.pieces if piece.text.strip(" .")]
        if any(not piece.format.bold for piece in worded):
            yield Departure(
                "Số thứ tự và tiêu đề của mục chưa đậm.",
                "Chọn dòng này và bật chữ đậm (Ctrl+B).",
                line,
                Role.HEADING,
                _bold(line),
            )
        if not is_caps(line.text[label.end :]):
            wanted = f"{line.text[: label.end]}{line.text[label.end :].upper()}"
            yield text_departure(line, Role.HEADING, "Tiêu đề của mục chưa in hoa.", wanted)


def _bold(line: Line) -> Callable[[], None]:
    return lambda: set_type(line, bold=True)


@rule("heading.article", f"{STATE_SOURCE}II.6.đ; HD 36-HD/VPTW, Phụ lục 3, số 6", layout=True)
def article_type(paper: Paper) -> Iterator[Departure]:
    """ "Điều" and its number are bold."""
    for line in paper.lines(Role.BODY, Role.HEADING):
        match = _ARTICLE.match(line.text)
        first = next((piece for piece in line.pieces if piece.text.strip()), None)
        if match and first is not None and not first.format.bold:
            yield Departure(
                "Từ “Điều” và số thứ tự của điều chưa đậm.",
                "Chọn từ “Điều” và số thứ tự, bật chữ đậm (Ctrl+B).",
                line,
                Role.HEADING,
                _bold_head(line, match.end()),
            )


def _bold_head(line: Line, length: int) -> Callable[[], None]:
    return lambda: set_head(line, length, bold=True)


@rule("heading.part", f"{STATE_SOURCE}II.6.đ; {PARTY_SOURCE}II.1.6.2", layout=True)
def part_place(paper: Paper) -> Iterator[Departure]:
    """ "Phần", "Chương" and their number stand on a line of their own, centred and bold."""
    for line in paper.lines(Role.HEADING):
        label = label_of(line.text)
        if label is None or label.rank > Rank.CHAPTER or label.end < len(line.text):
            continue
        yield from type_departures(paper, Role.HEADING, Type(bold=True, alignment="center"), [line])


@rule("heading.size", f"{STATE_SOURCE}II.6.đ", forms=("state",), layout=True)
def heading_size(paper: Paper) -> Iterator[Departure]:
    """Headings: 13-14."""
    for line in paper.lines(Role.HEADING):
        wrong = sorted(
            {piece.format.size for piece in line.pieces if piece.text.strip() and not 13 <= piece.format.size <= 14}
        )
        if wrong:
            yield Departure(
                f"Đề mục: cỡ chữ {wrong[0]:g}, cần cỡ 13-14.",
                "Chọn dòng này và đặt cỡ chữ 13-14.",
                line,
                Role.HEADING,
                _sized(line),
            )


def _sized(line: Line) -> Callable[[], None]:
    return lambda: set_type(line, sizes=(13, 14))


@rule("heading.order", _SOURCE)
def label_order(paper: Paper) -> Iterator[Departure]:
    """Labels of one rank follow each other without gap; points follow the Vietnamese alphabet (…, c, d, đ, e, g, …)."""
    last: dict[Rank, int] = {}
    for line in paper.lines(Role.BODY, Role.HEADING):
        label = label_of(line.text)
        place = _place(label)
        if label is None or place is None:
            continue
        before = last.get(label.rank)
        for deeper in [rank for rank in last if rank > label.rank]:
            del last[deeper]
        if before is not None and place not in (before + 1, 1):
            what = "lặp lại" if place == before else "không liền"
            yield Departure(
                f"Thứ tự “{label.name}” {what} với thứ tự đứng trước ({_name(label.rank, before)}).",
                f"Đánh lại thứ tự; sau {_name(label.rank, before)} là {_name(label.rank, before + 1)}.",
                line,
                Role.HEADING,
            )
        last[label.rank] = place


def _place(label: Label | None) -> int | None:
    """The place of a label among its like, from 1."""
    if label is None:
        return None
    name = label.name
    if label.rank is Rank.ROMAN:
        return _from_roman(name)
    if label.rank is Rank.ARTICLE:
        digits = re.sub(r"\D", "", name)
        return int(digits) if name.endswith(digits) else None
    if label.rank is Rank.NUMBER:
        return int(name)
    if label.rank is Rank.POINT and name in _ALPHABET:
        return _ALPHABET.index(name) + 1
    return None


def _name(rank: Rank, place: int) -> str:
    if rank is Rank.POINT:
        return f"{_ALPHABET[min(place, len(_ALPHABET)) - 1]})"
    if rank is Rank.ARTICLE:
        return f"Điều {place}"
    return f"{_to_roman(place)}." if rank is Rank.ROMAN else f"{place}."


def _from_roman(name: str) -> int:
    values = [_ROMAN[char] for char in name]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _to_roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
