"""The calendar: deadlines of tasks, reports to make, days to be marked (solar and lunar)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from lunar_vn import LunarDate, lunar_to_solar

from nguontin.directives.models import Assignment, Observance, ReportDemand
from nguontin.directives.states import TaskState
from nguontin.units.scope import Viewer

from .inbox import standing, visible_papers


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One line of one day. ``kind`` is "task", "report" or "observance"; ``target`` the id of the task or paper."""

    day: date
    kind: str
    title: str
    target: int | None
    number: int = 0
    detail: str = ""


def calendar(viewer: Viewer, first: date, last: date) -> list[CalendarEntry]:
    """What falls on the days from *first* to *last*, by day. ``number`` counts the units that still have to do a task,
    or the years of an observance (0: not known)."""
    entries = [*_tasks(viewer, first, last), *_reports(viewer, first, last), *_observances(viewer, first, last)]
    return sorted(entries, key=lambda entry: (entry.day, entry.kind, entry.title))


def _tasks(viewer: Viewer, first: date, last: date) -> Iterator[CalendarEntry]:
    rows = (
        viewer.narrow(Assignment.objects.filter(due__range=(first, last)).exclude(task__state=TaskState.CANCELLED))
        .values("task_id", "task__title", "due")
        .annotate(left=Count("pk", filter=standing()))
        .order_by("due", "task_id")
    )
    for row in rows:
        if row["due"]:
            yield CalendarEntry(row["due"], "task", row["task__title"], row["task_id"], row["left"])


def _reports(viewer: Viewer, first: date, last: date) -> Iterator[CalendarEntry]:
    rows = ReportDemand.objects.filter(due__range=(first, last), directive__in=visible_papers(viewer).values("pk"))
    for row in rows:
        if row.due:
            yield CalendarEntry(row.due, "report", row.text, row.directive_id, detail=row.recipient)


def _observances(viewer: Viewer, first: date, last: date) -> Iterator[CalendarEntry]:
    """Days of the subtree, and of papers that reached it. A lunar day is looked for in the years it may fall into."""
    own = viewer.narrow(Observance.objects.all()).values("pk")
    papers = visible_papers(viewer).values("pk")
    seen: set[tuple[date, str]] = set()
    for row in Observance.objects.filter(Q(pk__in=own) | Q(directive__in=papers)):
        for year in range(first.year - row.lunar, last.year + 1):
            day = _day_in(row, year)
            if day is None or not first <= day <= last or (row.year and row.year != year) or (day, row.title) in seen:
                continue
            seen.add((day, row.title))
            years = year - row.first_year if row.first_year else 0
            detail = f"{row.day}/{row.month}" if row.lunar else ""
            yield CalendarEntry(day, "observance", row.title, row.directive_id, years, detail)


def _day_in(row: Observance, year: int) -> date | None:
    """The solar day of an observance in a (lunar) year; None when the year has no such day."""
    try:
        if row.lunar:
            return lunar_to_solar(LunarDate(row.day, row.month, year))
        return date(year, row.month, row.day)
    except ValueError:
        return None
