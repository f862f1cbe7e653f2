"""Importing hamlets and people: the table is read, the plan is shown, the plan is done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nguontin.kernel.errors import DomainError
from nguontin.kernel.importing import Importer, check_import, do_import
from nguontin.kernel.spreadsheet import write_xlsx
from nguontin.units import services
from nguontin.units.abilities import Ability
from nguontin.units.forms import TableForm
from nguontin.units.scope import Viewer, demand_anywhere

SHOWN = 200  # rows of each kind in a preview; the rest is counted
_KINDS: dict[str, Any] = {
    "xom": (gettext_lazy("Nhập xóm, thôn, tổ dân phố"), services.hamlet_importer, "units:tree"),
    "nguoi": (gettext_lazy("Nhập người dùng"), services.people_importer, "units:people"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose the table; see what it would do."""
    title, importer, _done = _kind(request, kind)
    form = TableForm(request.POST or None, request.FILES or None)
    context = {"form": form, "kind": kind, "title": title, "columns": importer.columns}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            plan = check_import(file.read(), file.name, importer)
        except DomainError as error:
            form.add_error("file", f"{error.message} {error.next_step}")
        else:
            return render(
                request, "units/import_plan.html", {**context, "plan": plan, "name": file.name, "shown": SHOWN}
            )
    return render(request, "units/import.html", context, status=422 if form.errors else 200)


@require_POST
def confirm(request: HttpRequest, kind: str) -> HttpResponse:
    """Do what was shown."""
    _title, importer, done = _kind(request, kind)
    plan = do_import(
        request.POST.get("file", ""), request.POST.get("name", ""), importer, digest=request.POST.get("digest", "")
    )
    messages.success(
        request,
        _("Đã nhập: %(new)d mới, %(changed)d thay đổi, %(same)d giữ nguyên.")
        % {"new": len(plan.new), "changed": len(plan.changed), "same": plan.unchanged},
    )
    return redirect(done)


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty table with the right headings."""
    _title, importer, _done = _kind(request, kind)
    data = write_xlsx([names[0] for names in importer.columns.values()], [], title=_("Danh sách"))
    response = HttpResponse(data, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response.headers["Content-Disposition"] = f'attachment; filename="mau-{kind}.xlsx"'
    return response


def _kind(request: HttpRequest, kind: str) -> tuple[str, Importer, str]:
    if kind not in _KINDS:
        raise Http404
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    at: datetime = request.at  # type: ignore[attr-defined]
    demand_anywhere(viewer, Ability.PEOPLE)
    title, make, done = _KINDS[kind]
    return title, make(by=viewer, at=at), done
