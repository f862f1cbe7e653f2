"""Rules of the number line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.check import words
from vanban.check.components import Paper, Role
from vanban.check.measures import text_departure
from vanban.check.registry import PARTY_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import Line

_PARTY_NUMBER = re.compile(
    r"(?P<digits>\d*[a-zđ]?)(?P<gap>[\s.…_]*)(?P<first>[-–/])\s*(?P<kind>\w+)\s*(?P<second>[-–/])\s*(?P<body>.+)"
)
_LOWER_INSIDE = {code for code in (*words.STATE_CODES.values(), *words.PARTY_CODES.values()) if not code.isupper()} | {
    "TrS",
    "QyC",
    "QTr",
}


def _number(paper: Paper) -> tuple[Line, re.Match[str]] | None:
    line = paper.first(Role.NUMBER)
    match = words.NUMBER.fullmatch(line.text) if line else None
    return (line, match) if line and match else None


@rule("number.word", f"{STATE_SOURCE}II.3.c", forms=("state",))
def state_number_word(paper: Paper) -> Iterator[Departure]:
    """ "Số" in small letters, a colon after it."""
    found = _number(paper)
    if found is None:
        return
    line, match = found
    if match["word"] != "Số" or not match["colon"] or match["colon"] != ":":
        rest = line.text[match.end("colon") if match["colon"] else match.end("word") :].lstrip()
        blank = (
            " "
            if match["digits"] or not match["blank"]
            else line.text[match.end("colon") : match.start("blank")] or " "
        )
        wrong = "sau chữ “Số” thiếu dấu hai chấm" if not match["colon"] else f"viết “{line.text[: match.end('colon')]}”"
        yield text_departure(line, Role.NUMBER, f"Số, ký hiệu: {wrong}, cần “Số:”.", f"Số:{blank}{rest}")


@rule("number.word", f"{PARTY_SOURCE}II.1.3.1 (các ví dụ) và Phụ lục 3, số 3", forms=("party",))
def party_number_word(paper: Paper) -> Iterator[Departure]:
    """ "Số 12-HD/TU": no colon."""
    found = _number(paper)
    if found is None:
        return
    line, match = found
    if match["word"] != "Số" or match["colon"]:
        rest = line.text[match.end("colon") if match["colon"] else match.end("word") :].lstrip()
        yield text_departure(
            line, Role.NUMBER, "Số, ký hiệu: văn bản của Đảng ghi “Số” không có dấu hai chấm.", f"Số {rest}"
        )


@rule("number.zero", f"{STATE_SOURCE}II.3.c; {PARTY_SOURCE}II.1.3.2")
def number_zero(paper: Paper) -> Iterator[Departure]:
    """Numbers below 10 have a zero in front."""
    found = _number(paper)
    if found is None:
        return
    line, match = found
    digits = match["digits"]
    figures = digits.rstrip("abcdefghijklmnopqrstuvwxyzđ")
    if len(figures) == 1:
        wanted = f"{line.text[: match.start('digits')]}0{line.text[match.start('digits') :]}"
        yield text_departure(line, Role.NUMBER, f"Số {figures} nhỏ hơn 10 thiếu số 0 phía trước.", wanted)


@rule("number.separators", f"{STATE_SOURCE}II.3.c", forms=("state",))
def state_separators(paper: Paper) -> Iterator[Departure]:
    """A slash between number and symbol, hyphens between the groups, no blanks."""
    found = _number(paper)
    if found is None:
        return
    line, match = found
    parts = re.split(r"\s*[-–/]\s*", match["code"])
    groups = parts[1:] if parts[0].isdigit() and len(parts[0]) == 4 else parts
    year = f"{parts[0]}/" if groups is not parts else ""
    code = f"{year}{'-'.join(groups)}"
    before = (
        line.text[: match.start("separator")].rstrip() if match["digits"] else line.text[: match.start("separator")]
    )
    wanted = f"{before}/{code}"
    if wanted != line.text:
        yield text_departure(
            line,
            Role.NUMBER,
            f"Số, ký hiệu “{line.text}” sai dấu phân cách; cần gạch chéo sau số, gạch nối giữa các nhóm.",
            wanted,
        )


@rule("number.separators", f"{PARTY_SOURCE}II.1.3.2", forms=("party",))
def party_separators(paper: Paper) -> Iterator[Departure]:
    """A hyphen between number and symbol, a slash between kind and body."""
    found = _number(paper)
    if found is None:
        return
    line, match = found
    rest = line.text[match.start("digits") :]
    inner = _PARTY_NUMBER.fullmatch(rest)
    if inner is None:
        yield Departure(
            f"Số, ký hiệu “{line.text}” không đúng dạng “Số 12-HD/TU”.",
            "Ghi số, dấu gạch nối, ký hiệu tên loại, dấu gạch chéo, ký hiệu cơ quan ban hành.",
            line,
            Role.NUMBER,
        )
        return
    gap = "" if inner["digits"] else inner["gap"]
    body = re.sub(r"\s*[-–]\s*", "-", inner["body"].strip())
    wanted = f"{line.text[: match.start('digits')]}{inner['digits']}{gap}-{inner['kind']}/{body}"
    if wanted != line.text:
        yield text_departure(
            line,
            Role.NUMBER,
            f"Số, ký hiệu “{line.text}” sai dấu phân cách; cần gạch nối sau số, gạch chéo sau ký hiệu tên loại.",
            wanted,
        )


@rule("number.case", f"{STATE_SOURCE}II.3.c và Phụ lục III, mục I; {PARTY_SOURCE}II.1.3.1.b")
def symbol_case(paper: Paper) -> Iterator[Departure]:
    """The symbol is in capitals, save the codes that the table itself writes with small letters (QyĐ, CTr, TTr)."""
    found = _number(paper)
    if found is None:
        return
    line, match = found
    code = match["code"]
    groups = re.split(r"([-–/\s]+)", code)
    by_caps = {known.upper(): known for known in _LOWER_INSIDE}
    codes = words.PARTY_CODES if paper.form == "party" else words.STATE_CODES
    wanted_kind = codes.get(paper.kind or "")
    made = [_cased(group, by_caps, wanted_kind if at == 0 else None) for at, group in enumerate(groups)]
    if "".join(made) != code and "".join(made).upper() == code.upper():
        wanted = f"{line.text[: match.start('code')]}{''.join(made)}{line.text[match.end('code') :]}"
        yield text_departure(line, Role.NUMBER, f"Ký hiệu “{code}” chưa in hoa đúng quy định.", wanted)


def _cased(group: str, special: dict[str, str], wanted: str | None) -> str:
    if wanted is not None and group.upper() == wanted.upper():
        return wanted
    if group in special.values() or not any(char.islower() for char in group):
        return group
    return group.upper()


@rule("number.code", "NĐ 30/2020/NĐ-CP, Phụ lục III, mục I", forms=("state",))
def state_code(paper: Paper) -> Iterator[Departure]:
    """The abbreviation of the kind is that of the table, and a letter has none."""
    found = _number(paper)
    if found is None:
        return
    line, match = found
    groups = [group for group in re.split(r"\s*[-–/]\s*", match["code"]) if not group.isdigit()]
    first = groups[0] if groups else ""
    if paper.kind is None:
        if paper.lines(Role.LETTER_SUBJECT) and first in ("CV", "Cv", "CVa", "Cva"):
            yield Departure(
                "Công văn không ghi chữ viết tắt tên loại trong ký hiệu.",
                f"Bỏ “{first}” khỏi ký hiệu: ghi chữ viết tắt cơ quan ban hành và đơn vị soạn thảo.",
                line,
                Role.NUMBER,
            )
        return
    wanted = words.STATE_CODES.get(paper.kind)
    if wanted and first.upper() != wanted.upper():
        yield Departure(
            f"Ký hiệu “{first}” không khớp tên loại {paper.kind}, cần “{wanted}”.",
            f"Sửa ký hiệu hoặc tên loại để khớp nhau; chữ viết tắt của {paper.kind} là {wanted}.",
            line,
            Role.NUMBER,
        )


@rule("number.code", f"{PARTY_SOURCE}II.1.3.1.b", forms=("party",))
def party_code(paper: Paper) -> Iterator[Departure]:
    """The abbreviation of the kind; a letter has CV."""
    found = _number(paper)
    if found is None:
        return
    line, match = found
    first = re.split(r"\s*[-–/]\s*", match["code"])[0]
    wanted = "CV" if paper.kind is None else words.PARTY_CODES.get(paper.kind)
    if wanted and first.upper() != wanted.upper():
        name = paper.kind or "công văn"
        yield Departure(
            f"Ký hiệu “{first}” không khớp tên loại {name}, cần “{wanted}”.",
            f"Sửa ký hiệu hoặc tên loại để khớp nhau; chữ viết tắt của {name} là {wanted}.",
            line,
            Role.NUMBER,
        )
