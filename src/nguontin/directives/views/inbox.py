"""The list of papers, and taking in new ones."""

from __future__ import annotations

from dataclasses import dataclass
from tempfile import TemporaryFile

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nguontin.directives import selectors, services
from nguontin.directives.forms import UploadForm
from nguontin.directives.models import Directive
from nguontin.directives.services import receive_paper
from nguontin.directives.services.receive import check_size
from nguontin.directives.states import DirectiveState
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.kernel.pages import is_htmx, page_of
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer

from .acting import who


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one uploaded file: the paper (new or known), or the error."""

    file_name: str
    paper: Directive | None = None
    known: bool = False
    error: DomainError | None = None


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Papers with how far they have got; search, filters, paging."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    query, state = request.GET.get("q", "")[:200], request.GET.get("state", "")
    overdue = request.GET.get("late") == "1"
    today = request.at.astimezone(LOCAL).date()  # type: ignore[attr-defined]
    state = state if state in DirectiveState.values else ""
    rows = selectors.inbox(viewer, query, state=state, overdue=overdue, today=today)
    context = {
        "page": page_of(rows, request, size=25),
        "query": query,
        "state": state,
        "overdue": overdue,
        "states": DirectiveState.choices,
        "may_upload": viewer.may(Ability.PAPERS),
        "may_export": viewer.may(Ability.AUDIT),
    }
    return render(request, "directives/inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take in files, each with an outcome of its own. The page's script sends them one by one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    unit = receiving_unit(viewer)
    form = UploadForm(request.POST or None, request.FILES or None)
    outcomes: list[Outcome] = []
    if request.method == "POST" and form.is_valid():
        outcomes = [_take_in(file, unit, request) for file in form.cleaned_data["papers"]]
        if is_htmx(request):
            return render(request, "directives/_outcomes.html", {"outcomes": outcomes})
    return render(request, "directives/upload.html", {"form": form, "outcomes": outcomes, "unit": unit})


@require_safe
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper's line in the list of outcomes; asks again by itself while the paper is being read."""
    paper = selectors.directive_for(request.viewer, pk)  # type: ignore[attr-defined]
    return render(request, "directives/_outcome.html", {"outcome": Outcome(paper.file_name, paper)})


@require_POST
def take_annotations(request: HttpRequest) -> FileResponse:
    """What people confirmed, as annotations for the reader, without people. For administrators and auditors."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        services.export_annotations(file, **who(request))
    except BaseException:
        file.close()
        raise
    file.seek(0)
    day = request.at.astimezone(LOCAL).date()  # type: ignore[attr-defined]
    return FileResponse(file, as_attachment=True, filename=f"vanban-{day:%Y%m%d}.zip")


def receiving_unit(viewer: Viewer) -> Unit:
    """The highest unit for which the person takes in papers. Raises Forbidden."""
    paths = viewer.paths(Ability.PAPERS)
    if not paths:
        raise Forbidden(
            "forbidden",
            _("Tài khoản của bạn không nhận văn bản cho đơn vị nào."),
            _("Nhờ cán bộ văn hóa xã hoặc biên tập viên tỉnh tải lên."),
        )
    return Unit.objects.get(path=min(paths, key=len))


def _take_in(file: UploadedFile[bytes], unit: Unit, request: HttpRequest) -> Outcome:
    name = file.name or ""
    try:
        check_size(file.size or 0)
        at, by = request.at, request.viewer  # type: ignore[attr-defined]
        paper = receive_paper(file.read(), name, unit=unit, by=by, at=at)
    except DomainError as error:
        return Outcome(name, error=error)
    return Outcome(name, paper, known=paper.created_at != at)
