"""A paper is never guessed: every value has its place in the text, unknown stays empty, and a person confirms first."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import vanban
from hypothesis import given, settings
from hypothesis import strategies as st

from nguontin.directives.models import Assignment, Directive, Observance, ReportDemand, Task
from nguontin.directives.services import confirm_directive, read_paper, receive_paper
from nguontin.directives.states import DIRECTIVE, DirectiveState
from nguontin.directives.tests.papers import LETTER, PLAN, arrived
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.kernel.machine import advance
from tests.support.world import World

TODAY = date(2026, 11, 21)
DEMO = Path(__file__).resolve().parents[2] / "src/nguontin/demo/papers"
OWN_PAPERS = sorted(path for path in DEMO.rglob("*") if path.suffix in {".txt", ".docx", ".pdf"})
LINES = [line for text in (PLAN, LETTER) for line in text.splitlines()]


def read(text: str) -> vanban.Document:
    return vanban.read(text.encode(), filename="a.txt", today=TODAY)


def values_in(thing: object) -> Iterator[vanban.Value]:
    """Every value with a place, however deep it lies."""
    if isinstance(thing, vanban.Value):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from values_in(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for one in thing:
            yield from values_in(one)


def plain(text: str) -> str:
    """Without what a reader may leave out: white space, emphasis marks, and the way letters are composed."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if not sign.isspace() and sign not in "*_#|")


def in_order(value: str, here: str) -> bool:
    """Whether the words of a value stand in a text in their order, perhaps with others between them."""
    words = iter(plain(word).lower() for word in here.split())
    return all(plain(word).lower() in words for word in value.split())


def printed_symbol(paper: vanban.Document) -> str:
    """E.g. KH-UBND; empty when the paper prints none."""
    return paper.symbol.value if paper.symbol else ""


def codes_of(symbol: str) -> set[str]:
    """What in a symbol may tell the kind: one of its parts, or all of it (a letter's has no code of a kind)."""
    return {symbol, *re.split(r"[-/]", symbol)} - {""}


def unsupported(paper: vanban.Document, *, torn: bool = False) -> list[str]:
    """Values that do not stand where the reader says that they stand; of *torn* papers, values with words of its own.

    Two are told by a code in the text rather than by words: a date by its numbers, the kind of a paper without a
    headline by the code of its number ("KH" is a kế hoạch, "CV" or "V/v" a letter). Channels and fields are codes from
    lists of the law; what stands in the text are the words that say so.
    """
    wrong = []
    coded = {id(value) for item in paper.items for value in (*item.channels, item.field)} | {id(paper.field)}
    for value in values_in(paper):
        here = paper.text[value.start : value.end]
        inside = 0 <= value.start < value.end <= len(paper.text)
        as_date = value is paper.date and digits(value.value) <= digits(here)
        by_code = value is paper.kind and (here.lower() == "v/v" or here in codes_of(printed_symbol(paper)))
        said = plain(value.value).lower() in plain(here).lower() or (torn and in_order(value.value, here))
        if not inside or not (said or as_date or by_code or id(value) in coded):
            wrong.append(f"{value} not in {here!r}")
    for part in (*paper.references, *paper.items, *paper.report_deadlines, *paper.anniversaries):
        if not 0 <= part.start < part.end <= len(paper.text):
            wrong.append(f"{part} has no place")
    for reference in paper.references:
        here = plain(paper.text[reference.start : reference.end])
        if reference.number and plain(reference.number) not in here:
            wrong.append(f"{reference.number} not in {here!r}")
    return wrong


def digits(text: str) -> set[int]:
    """The numbers in a text."""
    return {int(part) for part in "".join(sign if sign.isdigit() else " " for sign in text).split()}


# The reader


@pytest.mark.parametrize("text", [PLAN, LETTER], ids=["plan", "letter"])
def test_every_value_stands_in_the_text_where_it_is_said_to_stand(text: str) -> None:
    paper = read(text)
    assert unsupported(paper) == []
    assert len(list(values_in(paper))) > 10


@pytest.mark.parametrize("path", OWN_PAPERS, ids=lambda path: path.name)
def test_every_value_of_the_demos_papers_too(path: Path) -> None:
    paper = vanban.read(path.read_bytes(), filename=path.name, today=TODAY)
    assert unsupported(paper) == []
    assert len(list(values_in(paper))) > 10


def test_the_demo_has_papers() -> None:
    assert len(OWN_PAPERS) >= 5


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(LINES) | st.text(max_size=60), max_size=40).map("\n".join))
def test_no_mangled_paper_makes_the_reader_invent_a_value(text: str) -> None:
    try:
        paper = read(text)
    except vanban.UnreadableError:
        return
    assert unsupported(paper, torn=True) == []


@pytest.mark.parametrize(
    ("gone", "field"),
    [
        ("Số: 214/KH-UBND", "number"),
        ("Cao Bằng, ngày 26 tháng 01 năm 2026", "date"),
        ("ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", "issuer"),
    ],
)
def test_what_the_paper_does_not_say_stays_empty(gone: str, field: str) -> None:
    whole = read(PLAN)
    assert getattr(whole, field) is not None
    torn = read(PLAN.replace(gone, "", 1))
    value = getattr(torn, field)
    assert value is None or plain(value.value).lower() in plain(torn.text).lower()
    if field != "issuer":  # the signature block may still name the issuer
        assert value is None


def test_an_empty_paper_says_nothing() -> None:
    paper = read("Kính gửi bà con.")
    assert list(values_in((paper.kind, paper.issuer, paper.number, paper.date, paper.items))) == []


# The server

SOME_DB = pytest.mark.django_db


def nothing_made() -> bool:
    return not any(model.objects.exists() for model in (Task, Assignment, Observance, ReportDemand))


@SOME_DB
def test_reading_makes_no_task_and_only_a_person_with_the_right_confirms(world: World) -> None:
    paper = receive_paper(PLAN.encode(), "a.txt", unit=world.province, by=world.editor, at=world.at)
    with pytest.raises(DomainError, match="state"):
        confirm_directive(paper, by=world.editor, at=world.at)
    paper = read_paper(paper, at=world.at)
    assert paper.state == DirectiveState.READ
    assert nothing_made()
    for stranger in (world.officer_a, world.leader_a, world.technician, world.auditor):
        with pytest.raises(Forbidden):
            confirm_directive(paper, by=stranger, at=world.at)
    assert nothing_made()
    confirm_directive(paper, by=world.editor, at=world.at)
    assert Task.objects.count() == 3
    assert Directive.objects.get(pk=paper.pk).state_by == world.editor.person


@SOME_DB
@pytest.mark.parametrize("start", ["stub", "received", "unreadable"])
def test_no_way_leads_to_confirmed_but_through_read(world: World, start: str) -> None:
    paper = arrived(world)
    Directive.objects.filter(pk=paper.pk).update(state=start)
    paper.refresh_from_db()
    with pytest.raises(DomainError):
        confirm_directive(paper, by=world.editor, at=world.at)
    with pytest.raises(DomainError):
        advance(paper, DIRECTIVE, DirectiveState.CONFIRMED, by=world.editor.person, at=world.at)
    assert nothing_made()


@SOME_DB
def test_each_field_is_kept_with_its_place_and_the_unread_stay_empty(world: World) -> None:
    paper = arrived(world, PLAN.replace("Số: 214/KH-UBND", ""))
    fields: dict[str, Any] = {one.name: one for one in paper.field_values.all()}
    assert (fields["number"].read, fields["number"].start) == ("", None)
    for one in fields.values():
        assert bool(one.read) == (one.start is not None), one
        if one.read and one.name not in {"date", "addressees", "recipients"}:
            assert plain(one.read).lower() in plain(paper.text[one.start : one.end]).lower()
    confirmed = confirm_directive(paper, by=world.editor, at=world.at)
    for task in confirmed.tasks.all():
        assert plain(task.title[:20]) in plain(paper.text[task.start : task.end])
