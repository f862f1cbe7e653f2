"""Reports: what is asked, making one, its figures, the rows behind each, the files."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nguontin.kernel import filestore
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError, Missing
from nguontin.kernel.pages import page_of

from .. import selectors, services
from ..forms import ReportForm
from ..models import Figure, Report

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Reports made, and reports that papers still ask for."""
    viewer = request.viewer  # type: ignore[attr-defined]
    today = request.at.astimezone(LOCAL).date()  # type: ignore[attr-defined]
    context = {
        "page": page_of(selectors.reports(viewer), request),
        "demands": selectors.demands(viewer, today=today)[:20],
        "today": today,
    }
    return render(request, "reports/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, directive_pk: int) -> HttpResponse:
    """Choose unit and period, and make the report."""
    viewer, at = request.viewer, request.at  # type: ignore[attr-defined]
    directive = get_object_or_404(selectors.directives_for(viewer), pk=directive_pk)
    form = ReportForm(request.POST or None, viewer=viewer, directive=directive, today=at.astimezone(LOCAL).date())
    if request.method == "POST" and form.is_valid():
        try:
            report = services.make_report(
                directive,
                unit=form.cleaned_data["unit"],
                period_from=form.cleaned_data["period_from"],
                period_to=form.cleaned_data["period_to"],
                demand_row=form.cleaned_data["demand"],
                by=viewer,
                at=at,
            )
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            messages.success(request, _("Đã lập báo cáo. Bấm vào từng số để xem căn cứ."))
            return redirect("reports:report", report.pk)
    context = {"form": form, "directive": directive}
    return render(request, "reports/make.html", context, status=422 if form.errors else 200)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report: each number opens its rows."""
    found = selectors.report_for(request.viewer, pk)  # type: ignore[attr-defined]
    return render(request, "reports/report.html", {"report": found, "figures": found.figures.all()})


@require_safe
def figure(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """The rows behind one number."""
    found = selectors.report_for(request.viewer, pk)  # type: ignore[attr-defined]
    one = get_object_or_404(Figure, report=found, position=position)
    behind = selectors.rows_behind(request.viewer, one)  # type: ignore[attr-defined]
    page = page_of(behind.rows, request)
    lines = [[(head, fill(row)) for head, fill in behind.rule.columns] for row in page]
    heads = [head for head, _fill in behind.rule.columns]
    context = {"report": found, "figure": one, "behind": behind, "page": page, "heads": heads, "lines": lines}
    return render(request, "reports/figure.html", context)


@require_safe
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The .docx or the .xlsx."""
    found: Report = selectors.report_for(request.viewer, pk)  # type: ignore[attr-defined]
    sha256 = {"docx": found.docx_sha256, "xlsx": found.xlsx_sha256}.get(kind)
    if not sha256:
        raise Missing("file", _("Báo cáo này không có tệp như vậy."))
    response = HttpResponse(filestore.fetch("reports", sha256), content_type=_TYPES[kind])
    name = f"bao-cao-{found.pk}-{found.period_to:%Y%m%d}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
