"""One paper: its page and what can be done with it as a whole."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nguontin.directives import selectors, services
from nguontin.kernel import filestore
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import Missing
from nguontin.units.abilities import Ability

from .acting import act, who


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Header, lineage, tasks with how far they have got, reports asked for, days, the text."""
    viewer, today = request.viewer, request.at.astimezone(LOCAL).date()  # type: ignore[attr-defined]
    directive = selectors.directive_for(viewer, pk)
    context = {
        "paper": directive,
        "lineage": selectors.lineage(viewer, directive),
        "citations": directive.citations.filter(target=None),
        "tasks": selectors.task_grid(viewer, directive, today=today),
        "demands": directive.report_demands.order_by("due"),
        "observances": directive.observances.order_by("month", "day"),
        "same": selectors.same_number(directive),
        "field_values": directive.field_values.exclude(name__startswith="item.") if directive.confirmed_at else [],
        "may_edit": viewer.may(Ability.PAPERS, directive.unit),
        "may_report": viewer.may(Ability.REPORT),
        "today": today,
    }
    return render(request, "directives/paper.html", context)


@require_safe
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it came."""
    directive = selectors.directive_for(request.viewer, pk)  # type: ignore[attr-defined]
    if not directive.file_sha256:
        raise Missing("no_file", _("Văn bản này chưa có tệp."), _("Tải tệp lên khi nhận được văn bản."))
    file = filestore.path_of("papers", directive.file_sha256).open("rb")
    return FileResponse(file, as_attachment=True, filename=directive.file_name)


@require_POST
def reread(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file once more."""
    directive = selectors.directive_for(request.viewer, pk)  # type: ignore[attr-defined]
    return act(
        request,
        "directives:paper",
        pk,
        lambda: services.reread_paper(directive, **who(request)),
        _("Đang đọc lại văn bản."),
    )


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper is carried out."""
    directive = selectors.directive_for(request.viewer, pk)  # type: ignore[attr-defined]
    return act(
        request,
        "directives:paper",
        pk,
        lambda: services.close_directive(directive, **who(request)),
        _("Đã kết thúc văn bản."),
    )


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo closing."""
    directive = selectors.directive_for(request.viewer, pk)  # type: ignore[attr-defined]
    return act(
        request,
        "directives:paper",
        pk,
        lambda: services.reopen_directive(directive, **who(request)),
        _("Đã mở lại văn bản."),
    )
