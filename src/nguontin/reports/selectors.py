"""Reports a person may see, and the rows behind a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nguontin.directives.models import Directive, ReportDemand
from nguontin.kernel.errors import Missing
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer

from .models import Figure, Report
from .rules import RULES, Rule
from .scope import ReportScope


def reports(viewer: Viewer) -> QuerySet[Report]:
    """Reports of the person's subtree, newest first."""
    rows = Report.objects.select_related("directive", "unit", "made_by", "demand")
    return viewer.narrow(rows, "unit", ability=Ability.REPORT).order_by("-made_at", "-pk")


def report_for(viewer: Viewer, pk: int) -> Report:
    """One report; raises Missing."""
    found = reports(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing("report", _("Không có báo cáo này trong phạm vi của bạn."))
    return found


def demands(viewer: Viewer, *, today: date) -> QuerySet[ReportDemand]:
    """Reports that papers ask of the person's units and that lie ahead or are late, the nearest first."""
    del today
    rows = ReportDemand.objects.filter(directive__in=directives_for(viewer).values("pk"), reports=None).select_related(
        "directive"
    )
    return rows.order_by("due", "pk")


def directives_for(viewer: Viewer) -> QuerySet[Directive]:
    """Papers the person may report on: received by, or with tasks for, units of the subtree."""
    own = viewer.narrow(Directive.objects.all(), "unit", ability=Ability.REPORT)
    given = viewer.narrow(Directive.objects.all(), "tasks__assignments__unit", ability=Ability.REPORT)
    return Directive.objects.filter(pk__in=own.values("pk")) | Directive.objects.filter(pk__in=given.values("pk"))


def units_for(viewer: Viewer) -> QuerySet[Unit]:
    """Units the person may report for: the roots of the subtree, and what stands right below."""
    return viewer.narrow(Unit.objects.exclude(kind="hamlet"), "", ability=Ability.REPORT).order_by("path")


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows of a figure as they count now; ``still`` is whether they still give the stated number."""

    rule: Rule
    rows: QuerySet[Any]
    now: Any
    still: bool


def rows_behind(viewer: Viewer, figure: Figure) -> Behind:
    """The rows behind a figure, of the reporting unit's subtree, which lies in the person's own. Raises Missing."""
    report = report_for(viewer, figure.report_id)
    rule = RULES[figure.key]
    scope = ReportScope(report.directive, report.unit, report.period_from, report.period_to)
    rows = rule.rows(scope, figure.arguments)
    now = rule.add(rows)
    return Behind(rule, rows, now, now == figure.value)
