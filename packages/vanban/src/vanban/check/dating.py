"""Rules of the line of place and date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from vanban.check import words
from vanban.check.components import Paper, Role
from vanban.check.measures import text_departure
from vanban.check.registry import PARTY_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import Line


def _date(paper: Paper) -> tuple[Line, re.Match[str]] | None:
    line = paper.first(Role.DATE)
    match = words.DATE_LINE.fullmatch(line.text) if line else None
    return (line, match) if line and match else None


@rule("date.comma", f"{STATE_SOURCE}II.4.d; {PARTY_SOURCE}II.1.4.2")
def date_comma(paper: Paper) -> Iterator[Departure]:
    """A comma after the place."""
    found = _date(paper)
    if found and found[1]["place"].strip() and found[1]["comma"] != ",":
        line, match = found
        wanted = f"{match['place'].strip()}, {line.text[match.start('word') :]}"
        wrong = "thừa dấu cách trước dấu phẩy" if match["comma"] else "thiếu dấu phẩy"
        yield text_departure(line, Role.DATE, f"Địa danh, thời gian: {wrong} sau địa danh.", wanted)


@rule("date.place", f"{STATE_SOURCE}II.4.d; {PARTY_SOURCE}II.1.4.1")
def date_place(paper: Paper) -> Iterator[Departure]:
    """A place stands before the date; its names begin with capitals."""
    found = _date(paper)
    if found is None:
        return
    line, match = found
    place = match["place"].strip()
    if not place:
        yield Departure(
            "Thiếu địa danh trước ngày, tháng, năm.",
            "Ghi tên đơn vị hành chính nơi cơ quan đóng trụ sở, rồi dấu phẩy.",
            line,
            Role.DATE,
        )
        return
    named = re.sub(r"(?<!\w)[^\W\d_](?=\w*)", lambda letter: letter.group().upper(), place)
    if place.islower() or (named != place and place.split()[0][0].islower()):
        yield text_departure(
            line,
            Role.DATE,
            f"Địa danh “{place}” chưa viết hoa chữ cái đầu.",
            f"{named}{line.text[match.end('place') :]}",
        )


@rule("date.zero", f"{STATE_SOURCE}II.4.c; {PARTY_SOURCE}II.1.4.2")
def date_zero(paper: Paper) -> Iterator[Departure]:
    """Days below 10 and the months 1 and 2 have a zero in front."""
    found = _date(paper)
    if found is None:
        return
    line, match = found
    text = line.text
    wanted = text
    month, day = match["month"] or "", match["day"] or ""
    if month in ("1", "2"):
        wanted = f"{wanted[: match.start('month')]}0{wanted[match.start('month') :]}"
    if len(day) == 1:
        wanted = f"{wanted[: match.start('day')]}0{wanted[match.start('day') :]}"
    if wanted != text:
        yield text_departure(line, Role.DATE, "Ngày nhỏ hơn 10 hoặc tháng 1, 2 thiếu số 0 phía trước.", wanted)


@rule("date.month-zero", f"{STATE_SOURCE}II.4.c; {PARTY_SOURCE}II.1.4.2", severity="advice")
def date_month_zero(paper: Paper) -> Iterator[Departure]:
    """Only the months 1 and 2 are given a zero; from March on none is asked for."""
    found = _date(paper)
    if found and re.fullmatch(r"0[3-9]", found[1]["month"] or ""):
        line, match = found
        wanted = f"{line.text[: match.start('month')]}{line.text[match.start('month') + 1 :]}"
        yield text_departure(
            line, Role.DATE, f"Tháng {match['month']}: quy định chỉ thêm số 0 cho tháng 1 và tháng 2.", wanted
        )


@rule("date.words", f"{STATE_SOURCE}II.4.c-d; {PARTY_SOURCE}II.1.4.2")
def date_words(paper: Paper) -> Iterator[Departure]:
    """ "ngày … tháng … năm …" in words and small letters, nothing after the year."""
    found = _date(paper)
    if found is None:
        return
    line, match = found
    day, month, year = match["short_day"], match["short_month"], match["short_year"]
    if year:
        wanted = f"{line.text[: match.start('word')]}ngày {day} tháng {month} năm {year}"
        yield text_departure(line, Role.DATE, "Thời gian ban hành chưa ghi đủ chữ ngày, tháng, năm.", wanted)
    elif match["word"] != "ngày":
        wanted = f"{line.text[: match.start('word')]}ngày{line.text[match.end('word') :]}"
        yield text_departure(line, Role.DATE, "Chữ “ngày” trong thời gian ban hành cần viết thường.", wanted)
    elif match["year"] and line.text.endswith("."):
        yield text_departure(line, Role.DATE, "Thừa dấu chấm sau năm.", line.text.rstrip(". "))


@rule("date.real", f"{STATE_SOURCE}II.4.b; {PARTY_SOURCE}II.1.4.1.b")
def date_real(paper: Paper) -> Iterator[Departure]:
    """The date is one of the calendar."""
    found = _date(paper)
    if found is None:
        return
    line, match = found
    parts = [match[name] or match[f"short_{name}"] for name in ("year", "month", "day")]
    if all(parts):
        try:
            datetime.date(*(int(part) for part in parts if part))
        except ValueError:
            yield Departure(
                f"Ngày {parts[2]} tháng {parts[1]} năm {parts[0]} không có trong lịch.",
                "Kiểm tra và ghi lại ngày, tháng, năm ban hành.",
                line,
                Role.DATE,
            )
