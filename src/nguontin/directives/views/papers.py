"""One paper: its page and what can be done with it as a whole."""

from __future__ import annotations

from functools import partial

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from nguontin.directives import selectors, services
from nguontin.directives.reading import STAMPS
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import Missing
from nguontin.units.abilities import Ability

from .acting import button, stored_file


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
        "stamps": directive.field_values.filter(name__in=STAMPS),
        "brought": selectors.brought(viewer, directive),
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
    file = stored_file("papers", directive.file_sha256)
    return FileResponse(file, as_attachment=True, filename=directive.file_name)


_button = partial(button, selectors.directive_for, page="directives:paper")
reread = _button(services.reread_paper, said=gettext_lazy("Đang đọc lại văn bản."))
close = _button(services.close_directive, said=gettext_lazy("Đã kết thúc văn bản."))
reopen = _button(services.reopen_directive, said=gettext_lazy("Đã mở lại văn bản."))
