"""Making a report."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.directives.models import Directive, ReportDemand
from nguontin.kernel import filestore
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer, demand

from . import annex, figures, paper
from .models import Figure, Report
from .scope import ReportScope


def make_report(
    directive: Directive,
    *,
    unit: Unit,
    period_from: date,
    period_to: date,
    demand_row: ReportDemand | None = None,
    by: Viewer,
    at: datetime,
) -> Report:
    """Count the figures, write .docx and .xlsx, keep all three. Raises DomainError("period"), Forbidden."""
    demand(by, Ability.REPORT, unit)
    if period_from > period_to:
        raise DomainError("period", _("Ngày đầu kỳ đứng sau ngày cuối kỳ."), _("Sửa lại kỳ báo cáo rồi bấm lại."))
    scope = ReportScope(directive, unit, period_from, period_to)
    day = at.astimezone(LOCAL).date()
    with translation.override(settings.LANGUAGE_CODE):  # papers are Vietnamese, whatever the maker reads
        counted = figures.count_all(scope)
        docx = filestore.keep("reports", paper.write(scope, counted, demand=demand_row, day=day))
        xlsx = filestore.keep("reports", annex.write(scope, counted))
    with transaction.atomic():
        report = Report.objects.create(
            directive=directive,
            demand=demand_row,
            unit=unit,
            period_from=period_from,
            period_to=period_to,
            made_by=by.person,
            made_at=at,
            docx_sha256=docx,
            xlsx_sha256=xlsx,
        )
        Figure.objects.bulk_create(
            Figure(
                report=report,
                position=position,
                key=one.key,
                arguments=one.arguments,
                label=one.label,
                value=one.value,
                measure=one.measure,
            )
            for position, one in enumerate(counted, start=1)
        )
        record(
            "report.made",
            by=by.person,
            at=at,
            object_type="reports.report",
            object_id=str(report.pk),
            unit_id=unit.pk,
            ids={"directive": directive.pk},
        )
    return report
