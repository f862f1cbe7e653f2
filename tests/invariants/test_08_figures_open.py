"""A figure opens: each number of a report is its rows, on the page too; maintained totals equal recounted rows."""

from __future__ import annotations

import html
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import transaction
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from nguontin.broadcast.models import DayTotal, Occurrence
from nguontin.broadcast.services import (
    accept,
    air_bulletin,
    close_occurrence,
    close_overdue,
    decline,
    plan_station,
    recount_totals,
    withdraw_broadcast,
)
from nguontin.broadcast.states import Outcome
from nguontin.bulletins.tests.desk import submitted
from nguontin.directives.models import Assignment
from nguontin.directives.services import add_result, confirm_directive
from nguontin.directives.tests.papers import arrived
from nguontin.kernel import clock as kernel_clock
from nguontin.kernel import filestore
from nguontin.kernel.errors import DomainError
from nguontin.reports.models import Report
from nguontin.reports.selectors import rows_behind
from nguontin.reports.services import make_report
from nguontin.residents.services import answer, ask
from tests.support.walk import client_of
from tests.support.world import World

pytestmark = pytest.mark.django_db
LATER = timedelta(days=9)


@pytest.fixture
def told(on_air: World) -> World:
    """A plan of the province that commune a carried out on air and otherwise, and some of it not."""
    world = on_air
    paper = confirm_directive(arrived(world), by=world.editor, at=world.at)
    own = Assignment.objects.filter(task__directive=paper, unit=world.a).order_by("pk")[0]
    bulletin = submitted(world.officer_a, world.a, at=world.at, assignment=own)
    air_bulletin(bulletin, by=world.leader_a, at=world.at)
    for number, row in enumerate(Occurrence.objects.order_by("starts_at", "pk")):
        outcome = [Outcome.PLAYED, Outcome.PARTLY, Outcome.SKIPPED, None][number % 4]
        if outcome is not None:
            reason = "" if outcome == Outcome.PLAYED else "interrupted"
            ms = 60_000 if outcome == Outcome.PLAYED else 17_500 * (outcome == Outcome.PARTLY)
            end = row.starts_at + timedelta(minutes=1)
            close_occurrence(
                row.pk, outcome=outcome, reason=reason, began_at=row.starts_at, ended_at=end, played_ms=ms, at=end
            )
    close_overdue(at=world.at + LATER)
    for channel, number in (("banner", 3), ("banner", 4), ("film", 1)):
        add_result(
            own,
            channel=channel,
            on=world.at.date(),
            figures=[("Số lượng", Decimal(number), "chiếc")],
            by=world.officer_a,
            at=world.at,
        )
    question, _code = ask(unit=world.a, text="Bao giờ sửa loa đầu xóm?", source="192.0.2.1", at=world.at)
    answer(question, text="Tuần này.", by=world.officer_a, at=world.at)
    return world


def report_of(world: World) -> Report:
    """What the province states about the plan."""
    paper = Assignment.objects.order_by("pk")[0].task.directive
    at, last = world.at + LATER, (world.at + LATER).date()
    return make_report(
        paper, unit=world.province, period_from=date(2026, 11, 1), period_to=last, by=world.editor, at=at
    )


def test_each_figure_is_the_number_of_its_rows(told: World) -> None:
    figures = list(report_of(told).figures.all())
    assert sum(figure.value > 0 for figure in figures) >= 12, "a report of zeros would prove nothing"
    for figure in figures:
        behind = rows_behind(told.editor, figure)
        assert behind.still, figure
        rows = list(behind.rows)
        if figure.key == "minutes":
            counted = Decimal(sum(row.played_ms for row in rows)) / 60_000
            assert figure.value == counted.quantize(Decimal("0.1"))
        elif figure.key == "result_figures":
            assert figure.value == sum(row.value for row in rows) == 8
        else:
            assert figure.value == len(rows) == len({row.pk for row in rows})


def test_the_figures_of_outcomes_make_up_the_whole(told: World) -> None:
    values = {
        figure.arguments["outcome"]: figure.value
        for figure in report_of(told).figures.filter(key="occurrences")
        if "of" not in figure.arguments
    }
    assert sum(values.values()) == Occurrence.objects.count() == 26
    assert all(value > 0 for value in values.values())


def test_each_figure_on_the_page_opens_into_as_many_rows(told: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_clock, "now", lambda: told.at + LATER)
    report, client = report_of(told), client_of(told.editor.person)
    page = client.get(f"/reports/{report.pk}/").content.decode()
    links = set(re.findall(rf'href="(/reports/{report.pk}/figures/\d+/)"', page))
    assert len(links) == report.figures.count(), "each number is a link"
    for figure in report.figures.all():
        rows, number = 0, 1
        while True:
            opened = client.get(f"/reports/{report.pk}/figures/{figure.position}/?page={number}")
            assert opened.status_code == 200
            body = opened.content.decode()
            assert html.escape(figure.label) in body
            rows += len(re.findall(r"<tr(?![^>]*>\s*<t[hd][^>]*colspan)", body)) - body.count("<thead")
            if f"page={number + 1}" not in body:
                break
            number += 1
        assert rows == rows_behind(told.editor, figure).rows.count(), figure


def test_the_files_state_the_same_numbers(told: World) -> None:
    report = report_of(told)
    paper = Document(BytesIO(filestore.fetch("reports", report.docx_sha256)))
    text = " ".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    text += " ".join(paragraph.text for paragraph in paper.paragraphs)
    book = load_workbook(BytesIO(filestore.fetch("reports", report.xlsx_sha256)), read_only=True)
    cells = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    for figure in report.figures.all():
        assert figure.label in text
        assert figure.label in cells
        assert any(isinstance(value, (int, float, Decimal)) and Decimal(str(value)) == figure.value for value in cells)


def test_nobody_opens_rows_outside_his_subtree(told: World) -> None:
    figure = report_of(told).figures.filter(value__gt=0)[0]
    with pytest.raises(DomainError):
        rows_behind(told.officer_b, figure)
    own = told.officer_a
    part = make_report(
        figure.report.directive,
        unit=told.a,
        period_from=figure.report.period_from,
        period_to=figure.report.period_to,
        by=own,
        at=told.at + LATER,
    )
    for one in part.figures.filter(key="assignments"):
        assert all(row.unit == told.a for row in rows_behind(own, one).rows)


STEPS = ("played", "partly", "skipped", "missed", "again", "overdue", "withdraw", "decline", "accept", "plan")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 60), st.integers(0, 90_000)), max_size=15))
def test_totals_equal_a_recount_after_anything(on_air: World, steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        world, at = on_air, on_air.at
        air_bulletin(submitted(world.officer_a, world.a, at=at), by=world.leader_a, at=at)
        above = submitted(world.editor, world.province, at=at, title="Của tỉnh")
        waiting = air_bulletin(above, by=world.leader, at=at).acceptances.get(station__unit=world.b)
        accept(waiting, by=world.officer_b, at=at)
        for number, (step, which, ms) in enumerate(steps):
            now = at + timedelta(hours=number)
            rows = list(Occurrence.objects.order_by("starts_at", "pk"))
            try:
                act(step, world, rows[which % len(rows)] if rows else None, ms, now)
            except DomainError:
                continue
            assert recount_totals() == {}
        assert sum(DayTotal.objects.values_list("count", flat=True)) == Occurrence.objects.count()
        transaction.set_rollback(True)


def act(step: str, world: World, row: Occurrence | None, ms: int, at: datetime) -> None:
    """One thing that moves occurrences."""
    waiting = row.broadcast.acceptances.filter(station__unit=world.b).first() if row else None
    if step in Outcome.values and row is not None:
        reason = "" if step == "played" else "late"
        for _twice in range(2):
            close_occurrence(row.pk, outcome=step, reason=reason, began_at=at, ended_at=at, played_ms=ms, at=at)
    elif step == "again" and row is not None:
        close_occurrence(
            row.pk, outcome="partly", reason="power_cut", began_at=at, ended_at=at, played_ms=ms + 1, at=at
        )
    elif step == "overdue":
        close_overdue(at=at + timedelta(days=ms // 20_000))
    elif step == "withdraw" and row is not None:
        withdraw_broadcast(row.broadcast, reason="Sai số liệu", by=world.leader, at=at)
    elif step in {"decline", "accept"} and waiting is not None:
        how = {"reason": "Trùng lịch"} if step == "decline" else {"position": ms % 7}
        (decline if step == "decline" else accept)(waiting, by=world.officer_b, at=at, **how)
    elif step == "plan" and row is not None:
        plan_station(row.outlet.station, at=at)
