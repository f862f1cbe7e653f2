"""Units at work: states, results, lateness, and tasks that come again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from nguontin.directives import selectors
from nguontin.directives.dates import due_of, iso_of, period_of
from nguontin.directives.models import Assignment, Directive, Task
from nguontin.directives.services import (
    add_result,
    cancel_task,
    close_assignment,
    confirm_directive,
    decline_assignment,
    draft_tasks,
    make_recurring,
    note_progress,
    reopen_assignment,
)
from nguontin.directives.states import AssignmentState, TaskState
from nguontin.kernel.errors import DomainError, Forbidden, Missing
from tests.support.world import World

from .papers import arrived

TODAY = date(2026, 11, 20)


@pytest.fixture
def plan(world: World) -> Directive:
    """The plan, confirmed."""
    return confirm_directive(arrived(world), header=None, tasks=None, by=world.editor, at=world.at)


def once(plan: Directive) -> Task:
    """The task with a day, for three communes and a department."""
    return plan.tasks.get(due=date(2026, 10, 31))


def finish(assignment: Assignment, world: World) -> None:
    """A result, then done, by the provincial editor (who may work for the whole province)."""
    add_result(assignment, channel="banner", on=TODAY, by=world.editor, at=world.at)
    close_assignment(assignment, by=world.editor, at=world.at)


def test_a_note_begins_the_work(world: World, plan: Directive) -> None:
    mine = once(plan).assignments.get(unit=world.a)
    note_progress(mine, text=" Đang viết ", by=world.officer_a, at=world.at)
    mine.refresh_from_db()
    assert mine.state == AssignmentState.WORKING
    assert mine.notes.get().text == "Đang viết"


def test_another_commune_may_not_touch_it(world: World, plan: Directive) -> None:
    mine = once(plan).assignments.get(unit=world.a)
    with pytest.raises(Forbidden):
        note_progress(mine, text="x", by=world.officer_b, at=world.at)
    with pytest.raises(Forbidden):
        add_result(mine, channel="banner", on=TODAY, by=world.officer_b, at=world.at)
    with pytest.raises(Missing):
        selectors.assignment_for(world.officer_b, mine.pk)


def test_closing_needs_a_result(world: World, plan: Directive) -> None:
    mine = once(plan).assignments.get(unit=world.a)
    with pytest.raises(DomainError) as refused:
        close_assignment(mine, by=world.officer_a, at=world.at)
    assert refused.value.code == "result"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"channel": "telepathy"}, "channel"),
        ({"on": TODAY + timedelta(days=1)}, "future"),
        ({"figures": [("Băng rôn", Decimal(-1), "chiếc")]}, "figure"),
        ({"figures": [("", Decimal(1), "chiếc")]}, "figure"),
        ({"files": [("a.jpg", b"GIF89a")]}, "file_type"),
        ({"files": [("a.jpg", b"")]}, "empty"),
    ],
)
def test_wrong_results_are_refused_whole(world: World, plan: Directive, change: dict[str, object], code: str) -> None:
    mine = once(plan).assignments.get(unit=world.a)
    values: dict[str, object] = {"channel": "banner", "on": TODAY, "by": world.officer_a, "at": world.at}
    with pytest.raises(DomainError) as refused:
        add_result(mine, **(values | change))  # type: ignore[arg-type]
    assert refused.value.code == code
    mine.refresh_from_db()
    assert mine.state == AssignmentState.OPEN


def test_the_task_is_done_when_its_last_unit_is_and_open_again_when_one_comes_back(
    world: World, plan: Directive
) -> None:
    task = once(plan)
    *first, last = task.assignments.order_by("pk")
    for assignment in first:
        finish(assignment, world)
    task.refresh_from_db()
    assert task.state == TaskState.OPEN
    decline_assignment(last, reason="Không có địa bàn", by=world.editor, at=world.at)
    task.refresh_from_db()
    assert task.state == TaskState.DONE
    reopen_assignment(last, by=world.editor, at=world.at)
    task.refresh_from_db()
    assert (task.state, last.state) == (TaskState.OPEN, AssignmentState.OPEN)


def test_what_is_done_takes_no_more_results_until_reopened(world: World, plan: Directive) -> None:
    mine = once(plan).assignments.get(unit=world.a)
    finish(mine, world)
    with pytest.raises(DomainError) as refused:
        add_result(mine, channel="banner", on=TODAY, by=world.officer_a, at=world.at)
    assert refused.value.code == "state"


def test_lateness_counts_unfinished_work_only(world: World, plan: Directive) -> None:
    task = once(plan)
    finish(task.assignments.get(unit=world.a), world)
    rows = selectors.assignments_for(world.editor, overdue=True, today=TODAY)
    assert {row.unit_id for row in rows} == {world.b.pk, world.c.pk, world.culture.pk}
    worst = selectors.late_by_unit(world.editor, today=TODAY)
    assert {unit.name: vars(unit)["late"] for unit in worst} == {
        world.b.name: 1,
        world.c.name: 1,
        world.culture.name: 1,
    }
    on_the_day = selectors.assignments_for(world.editor, overdue=True, today=date(2026, 10, 31))
    assert not on_the_day


def test_a_cancelled_task_is_neither_late_nor_taken_up(world: World, plan: Directive) -> None:
    task = once(plan)
    mine = task.assignments.get(unit=world.a)
    cancel_task(task, reason="Hoãn", by=world.editor, at=world.at)
    assert not selectors.assignments_for(world.editor, overdue=True, today=TODAY)
    assert not selectors.late_by_unit(world.editor, today=TODAY)
    mine = selectors.assignment_for(world.officer_a, mine.pk)
    with pytest.raises(DomainError) as refused:
        note_progress(mine, text="x", by=world.officer_a, at=world.at)
    assert refused.value.code == "cancelled"


def test_progress_adds_up_to_the_rows(world: World, plan: Directive) -> None:
    task = once(plan)
    finish(task.assignments.get(unit=world.a), world)
    whole = selectors.progress_of_task(world.editor, task, today=TODAY)
    assert (whole.total, whole.done, whole.waiting, whole.late) == (4, 1, 3, 3)
    grid = selectors.task_grid(world.editor, plan, today=TODAY).get(pk=task.pk)
    assert [getattr(grid, name) for name in ("total", "done", "waiting", "late")] == [4, 1, 3, 3]
    own = selectors.progress_of_task(world.officer_b, task, today=TODAY)
    assert (own.total, own.done) == (1, 0)


def test_recurring_tasks_come_again_once_each_period(world: World, plan: Directive) -> None:
    monthly = plan.tasks.get(recurrence="monthly")
    decline_assignment(monthly.assignments.get(unit=world.c), reason="Chưa có đài", by=world.editor, at=world.at)
    assert make_recurring(at=world.at) == 0
    december = world.at + timedelta(days=20)
    assert make_recurring(at=december) == 2
    assert make_recurring(at=december) == 0
    again = monthly.assignments.get(unit=world.a, period="2026-12")
    assert (again.state, again.due) == (AssignmentState.OPEN, date(2026, 12, 31))
    assert not monthly.assignments.filter(unit=world.c, period="2026-12").exists()
    assert selectors.periods_of_task(world.editor, monthly) == ["2026-12", "2026-11"]


def test_the_period_begins_at_midnight_in_vietnam(world: World, plan: Directive) -> None:
    before = datetime.fromisoformat("2026-11-30T16:59:00+00:00")
    assert make_recurring(at=before) == 0
    assert make_recurring(at=before + timedelta(minutes=1)) == 3


def test_a_recurring_task_is_not_done_by_one_period(world: World, plan: Directive) -> None:
    monthly = plan.tasks.get(recurrence="monthly")
    for assignment in monthly.assignments.all():
        finish(assignment, world)
    monthly.refresh_from_db()
    assert monthly.state == TaskState.OPEN


def test_a_named_day_of_the_month(world: World) -> None:
    paper = arrived(world)
    tasks = [replace(draft, recurrence="monthly:20") for draft in draft_tasks(paper)[:1]]
    paper = confirm_directive(paper, header=None, tasks=tasks, by=world.editor, at=world.at)
    assert set(paper.tasks.get().assignments.values_list("period", "due")) == {("2026-11", date(2026, 11, 20))}


@pytest.mark.parametrize(
    ("recurrence", "day", "period", "due"),
    [
        ("monthly", date(2026, 2, 3), "2026-02", date(2026, 2, 28)),
        ("monthly:31", date(2026, 4, 1), "2026-04", date(2026, 4, 30)),
        ("quarterly", date(2026, 10, 1), "2026-Q4", date(2026, 12, 31)),
        ("yearly", date(2026, 1, 1), "2026", date(2026, 12, 31)),
        ("standing", date(2026, 1, 1), "", None),
        ("", date(2026, 1, 1), "", None),
    ],
)
def test_periods(recurrence: str, day: date, period: str, due: date | None) -> None:
    assert period_of(recurrence, day) == period
    assert due_of(recurrence, day) == due


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("15/11/2026", "2026-11-15"),
        ("5-1-26", "2026-01-05"),
        ("15.11.2026", "2026-11-15"),
        ("11/2026", "2026-11"),
        ("2026-11-15", "2026-11-15"),
        ("2026-11", "2026-11"),
        ("  ", ""),
    ],
)
def test_days_as_people_write_them(words: str, iso: str) -> None:
    assert iso_of(words) == iso


@pytest.mark.parametrize("words", ["31/2/2026", "hôm nay", "15/13/2026", "2026", "1/1/202"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(DomainError) as refused:
        iso_of(words)
    assert refused.value.code == "date"
