"""The calendar page: one month of deadlines and days to be marked."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nguontin.directives import selectors
from nguontin.kernel.clock import LOCAL


@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The month of ``?month=2026-11``, else the present one."""
    today: date = request.at.astimezone(LOCAL).date()  # type: ignore[attr-defined]
    first = _month(request.GET.get("month", ""), today)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    entries = selectors.calendar(request.viewer, first, last)  # type: ignore[attr-defined]
    days = [(day, list(rows)) for day, rows in groupby(entries, key=lambda entry: entry.day)]
    context = {
        "first": first,
        "days": days,
        "today": today,
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{last + timedelta(days=1):%Y-%m}",
    }
    return render(request, "directives/calendar.html", context)


def _month(words: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{words}-01")
    except ValueError:
        return today.replace(day=1)
