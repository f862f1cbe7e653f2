"""The counting rules: each figure is a rule, and a rule is its rows. What a report states is what its rows count.

A rule gives the rows (one queryset), how they add up, and how one row is shown when the figure is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Model, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from nguontin.broadcast.models import Broadcast, Occurrence, Outlet
from nguontin.broadcast.states import Outcome
from nguontin.directives.models import Assignment, Result, ResultFigure
from nguontin.directives.states import AssignmentState
from nguontin.kernel.clock import LOCAL
from nguontin.residents.models import Answer, Question

from .scope import ReportScope

Arguments = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """``columns`` are headings and how a row fills them; ``add`` makes the number of the rows."""

    key: str
    label: Any
    measure: Any
    rows: Callable[[ReportScope, Arguments], QuerySet[Any]]
    columns: tuple[tuple[Any, Callable[[Any], object]], ...]
    add: Callable[[QuerySet[Any]], Decimal] = lambda rows: Decimal(rows.count())


def _assignments(scope: ReportScope, arguments: Arguments) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(task__directive=scope.directive, unit__path__startswith=scope.unit.path)
    if state := arguments.get("state"):
        rows = rows.filter(state=state)
    if arguments.get("overdue"):
        rows = rows.filter(due__lt=scope.last).exclude(state__in=[AssignmentState.DONE, AssignmentState.NOT_HERE])
    return rows.select_related("task", "unit").order_by("task__path", "unit__folded")


def _results(scope: ReportScope, arguments: Arguments) -> QuerySet[Result]:
    rows = Result.objects.filter(
        assignment__task__directive=scope.directive,
        assignment__unit__path__startswith=scope.unit.path,
        on__range=(scope.first, scope.last),
    )
    if channel := arguments.get("channel"):
        rows = rows.filter(channel=channel)
    return rows.select_related("assignment__unit", "assignment__task").order_by("on", "pk")


def _result_figures(scope: ReportScope, arguments: Arguments) -> QuerySet[ResultFigure]:
    return (
        ResultFigure.objects.filter(result__in=_results(scope, {}).values("pk"))
        .filter(label=arguments["label"], measure=arguments["measure"])
        .select_related("result__assignment__unit")
        .order_by("result__on", "pk")
    )


def _broadcasts(scope: ReportScope, arguments: Arguments) -> QuerySet[Broadcast]:
    del arguments
    return (
        Broadcast.objects.filter(
            bulletin__assignment__task__directive=scope.directive,
            occurrences__unit__path__startswith=scope.unit.path,
            occurrences__local_day__range=(scope.first, scope.last),
        )
        .distinct()
        .select_related("unit")
        .order_by("approved_at", "pk")
    )


def _occurrences(scope: ReportScope, arguments: Arguments) -> QuerySet[Occurrence]:
    rows = Occurrence.objects.filter(unit__path__startswith=scope.unit.path, local_day__range=(scope.first, scope.last))
    if arguments.get("of") != "all":
        rows = rows.filter(broadcast__bulletin__assignment__task__directive=scope.directive)
    if outcome := arguments.get("outcome"):
        rows = rows.filter(outcome=outcome)
    return rows.select_related("broadcast", "outlet", "unit").order_by("starts_at", "pk")


def _sounded(scope: ReportScope, arguments: Arguments) -> QuerySet[Occurrence]:
    return _occurrences(scope, arguments).filter(outcome__in=[Outcome.PLAYED, Outcome.PARTLY])


def _outlets(scope: ReportScope, arguments: Arguments) -> QuerySet[Outlet]:
    return (
        Outlet.objects.filter(pk__in=_sounded(scope, arguments).order_by().values("outlet_id"))
        .select_related("station__unit")
        .order_by("station__unit__folded", "name")
    )


def _questions(scope: ReportScope, arguments: Arguments) -> QuerySet[Question]:
    del arguments
    return (
        Question.objects.filter(unit__path__startswith=scope.unit.path, asked_at__date__range=(scope.first, scope.last))
        .select_related("unit")
        .order_by("asked_at")
    )


def _answered(scope: ReportScope, arguments: Arguments) -> QuerySet[Question]:
    return _questions(scope, arguments).filter(pk__in=Answer.objects.values("question_id"))


def _minutes(rows: QuerySet[Model]) -> Decimal:
    total = rows.aggregate(total=Sum("played_ms"))["total"] or 0
    return (Decimal(total) / Decimal(timedelta(minutes=1) / timedelta(milliseconds=1))).quantize(Decimal("0.1"))


def _sum(rows: QuerySet[Model]) -> Decimal:
    return rows.aggregate(total=Sum("value"))["total"] or Decimal(0)


def _local(at: Any) -> str:
    return f"{at.astimezone(LOCAL):%H:%M %d/%m/%Y}" if at else ""


_ASSIGNMENT = (
    (_("Nhiệm vụ"), lambda row: row.task.title),
    (_("Đơn vị"), lambda row: row.unit.name),
    (_("Hạn"), lambda row: f"{row.due:%d/%m/%Y}" if row.due else _("không ghi hạn")),
    (_("Trạng thái"), lambda row: row.get_state_display()),
)
_RESULT = (
    (_("Ngày"), lambda row: f"{row.on:%d/%m/%Y}"),
    (_("Đơn vị"), lambda row: row.assignment.unit.name),
    (_("Hình thức"), lambda row: row.get_channel_display()),
    (_("Ghi chú"), lambda row: row.note),
)
_OCCURRENCE = (
    (_("Giờ phát"), lambda row: _local(row.starts_at)),
    (_("Bản tin"), lambda row: row.broadcast.title),
    (_("Cụm loa"), lambda row: row.outlet.name),
    (_("Xã, phường"), lambda row: row.unit.name),
    (_("Kết quả"), lambda row: row.get_outcome_display()),
    (_("Lý do"), lambda row: row.reason),
    (_("Số giây"), lambda row: round(row.played_ms / 1000)),
)
_QUESTION = (
    (_("Ngày hỏi"), lambda row: _local(row.asked_at)),
    (_("Xã, phường"), lambda row: row.unit.name),
    (_("Trạng thái"), lambda row: row.get_state_display()),
)

RULES: dict[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule("assignments", _("Nhiệm vụ giao cho các đơn vị"), _("lượt giao"), _assignments, _ASSIGNMENT),
        Rule("results", _("Việc đã làm"), _("lượt"), _results, _RESULT),
        Rule(
            "result_figures",
            _("Số liệu kết quả"),
            "",
            _result_figures,
            (
                (_("Ngày"), lambda row: f"{row.result.on:%d/%m/%Y}"),
                (_("Đơn vị"), lambda row: row.result.assignment.unit.name),
                (_("Nội dung"), lambda row: row.label),
                (_("Số lượng"), lambda row: row.value),
            ),
            _sum,
        ),
        Rule(
            "broadcasts",
            _("Bản tin đã duyệt phát"),
            _("bản tin"),
            _broadcasts,
            (
                (_("Duyệt lúc"), lambda row: _local(row.approved_at)),
                (_("Bản tin"), lambda row: row.title),
                (_("Đơn vị"), lambda row: row.unit.name),
                (_("Loại"), lambda row: row.get_klass_display()),
            ),
        ),
        Rule("occurrences", _("Lượt phát"), _("lượt"), _occurrences, _OCCURRENCE),
        Rule("minutes", _("Thời lượng đã phát"), _("phút"), _sounded, _OCCURRENCE, _minutes),
        Rule(
            "outlets",
            _("Cụm loa đã phát"),
            _("cụm"),
            _outlets,
            (
                (_("Cụm loa"), lambda row: row.name),
                (_("Đài"), lambda row: row.station.name),
                (_("Xã, phường"), lambda row: row.station.unit.name),
            ),
        ),
        Rule("questions", _("Câu hỏi, phản ánh nhận được"), _("câu"), _questions, _QUESTION),
        Rule("answered", _("Câu hỏi, phản ánh đã trả lời"), _("câu"), _answered, _QUESTION),
    )
}


def channels_used(scope: ReportScope) -> list[tuple[str, int]]:
    """Channels that occur in the results of the period, with how often."""
    rows = _results(scope, {}).order_by().values_list("channel").annotate(times=Count("pk")).order_by("channel")
    return [(channel, times) for channel, times in rows]


def figures_named(scope: ReportScope) -> list[tuple[str, str]]:
    """(label, measure) of the figures that units gave in the period."""
    rows = ResultFigure.objects.filter(result__in=_results(scope, {}).order_by().values("pk"))
    return list(rows.order_by("label", "measure").values_list("label", "measure").distinct())
