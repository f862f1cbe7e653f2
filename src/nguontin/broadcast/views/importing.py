"""Stations from a table: chosen, shown, done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nguontin.broadcast.services.importing import COLUMNS, station_importer
from nguontin.bulletins.requests import SignedIn
from nguontin.kernel.errors import DomainError
from nguontin.kernel.importing import check_import, do_import
from nguontin.kernel.spreadsheet import write_xlsx
from nguontin.units.abilities import Ability
from nguontin.units.forms import TableForm
from nguontin.units.scope import demand_anywhere

EXAMPLE = (
    "01477",
    "Đài truyền thanh xã Trùng Khánh",
    "Trung tâm; Nhà văn hóa (Xóm Nà Lòa)",
    "6:00 15 phút; 17:00 20 phút",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedIn) -> HttpResponse:
    """Choose the table; see what it would do."""
    demand_anywhere(request.viewer, Ability.PEOPLE)
    form, plan, name = TableForm(request.POST or None, request.FILES or None), None, ""
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        name = file.name
        try:
            plan = check_import(file.read(), name, station_importer(by=request.viewer, at=request.at))
        except DomainError as error:
            form.add_error("file", f"{error.message} {error.next_step}")
    context = {"form": form, "plan": plan, "name": name, "columns": COLUMNS, "example": EXAMPLE}
    return render(request, "broadcast/import.html", context, status=422 if form.errors else 200)


@require_POST
def confirm(request: SignedIn) -> HttpResponse:
    """Do what was shown."""
    demand_anywhere(request.viewer, Ability.PEOPLE)
    importer = station_importer(by=request.viewer, at=request.at)
    given = {name: request.POST.get(name, "") for name in ("file", "name", "digest")}
    plan = do_import(given["file"], given["name"], importer, digest=given["digest"])
    counts = {"new": len(plan.new), "changed": len(plan.changed)}
    messages.success(request, _("Đã nhập: %(new)d đài mới, %(changed)d đài thay đổi.") % counts)
    return redirect("broadcast:index")


@require_safe
def template(request: SignedIn) -> HttpResponse:
    """A table with the right headings and one example row."""
    demand_anywhere(request.viewer, Ability.PEOPLE)
    data = write_xlsx([names[0] for names in COLUMNS.values()], [EXAMPLE], title=_("Đài"))
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": 'attachment; filename="mau-dai.xlsx"'})
