"""Pages of the equipment: which clusters speak, which are silent since when, and enrolment in minutes."""

from __future__ import annotations

from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nguontin.broadcast.models import Outlet
from nguontin.broadcast.words import in_words
from nguontin.devices import selectors, services, words
from nguontin.devices.forms import RevokeForm
from nguontin.devices.models import EnrolCode
from nguontin.kernel.errors import DomainError, Missing
from nguontin.kernel.pages import page_of
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer, demand

EVIDENCE_ROWS = 20


def _viewer(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined,no-any-return]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Clusters with their state; the figures above open the list behind them."""
    viewer = _viewer(request)
    query, state, commune = (request.GET.get(name, "") for name in ("q", "state", "commune"))
    rows = selectors.clusters(viewer, query=query, state=state, commune=commune)
    context = {
        "page": page_of(rows, request),
        "health": selectors.health(viewer),
        "states": selectors.STATES.items(),
        "query": query,
        "state": state,
        "commune": commune,
    }
    return render(request, "devices/index.html", context)


@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One cluster: is it heard, does it stand on what was sent, what did it play."""
    return _page(request, selectors.cluster_for(_viewer(request), pk), RevokeForm())


def _page(request: HttpRequest, outlet: Outlet, form: RevokeForm) -> HttpResponse:
    viewer, at = _viewer(request), request.at  # type: ignore[attr-defined]
    open_code, device = selectors.open_code(outlet, at=at), selectors.live_device(outlet)
    evidence = selectors.newest_evidence(outlet)[:EVIDENCE_ROWS]
    context = {
        "outlet": outlet,
        "device": device,
        "refusals": words.refusals_in_words(device.refusals) if device else [],
        "faults": words.faults_in_words(device.telemetry.get("faults", [])) if device else [],
        "past": selectors.past_devices(outlet)[:5],
        "code": open_code,
        "coming": selectors.coming(outlet, at=at),
        "evidence": [(row, in_words(row.reason) if row.reason else "") for row in evidence],
        "may": viewer.may(Ability.DEVICES, outlet.area),
        "may_agree": bool(open_code and open_code.replaces_live and open_code.made_by_id != viewer.person.pk),
        "form": form,
    }
    return render(request, "devices/cluster.html", context, status=422 if form.errors else 200)


@require_POST
def make_code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A fresh enrolment code."""
    viewer = _viewer(request)
    outlet = selectors.cluster_for(viewer, pk)
    code, _text = services.make_enrol_code(outlet, by=viewer, at=request.at)  # type: ignore[attr-defined]
    return redirect("devices:code", pk, code.pk)


@require_safe
@never_cache
def code(request: HttpRequest, pk: UUID, code: UUID) -> HttpResponse:
    """The code as text and picture, to be printed or scanned; gone once it is used or over."""
    viewer, at = _viewer(request), request.at  # type: ignore[attr-defined]
    outlet = selectors.cluster_for(viewer, pk)
    demand(viewer, Ability.DEVICES, outlet.area)
    row = selectors.open_code(outlet, at=at)
    if row is None or row.pk != code:
        raise Missing("code", _("Mã này đã dùng hoặc đã hết hạn."), _("Quay lại trang cụm loa và tạo mã mới."))
    text = services.printed(row)
    picture = segno.make(text, error="m", micro=False).svg_inline(scale=4, border=2, lineclass=None, svgclass="qr")
    return render(request, "devices/code.html", {"outlet": outlet, "code": row, "text": text, "picture": picture})


@require_POST
def agree(request: HttpRequest, pk: UUID, code: UUID) -> HttpResponse:
    """A second person agrees that the live box is replaced."""
    viewer = _viewer(request)
    outlet = selectors.cluster_for(viewer, pk)
    row = get_object_or_404(EnrolCode, pk=code, outlet=outlet)
    services.agree_enrol_code(row, by=viewer, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("Đã đồng ý thay hộp của cụm này."))
    return redirect("devices:cluster", pk)


@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the box out of the network."""
    viewer = _viewer(request)
    outlet = selectors.cluster_for(viewer, pk)
    device, form = selectors.live_device(outlet), RevokeForm(request.POST)
    if device is None:
        raise Missing("device", _("Cụm này không có hộp nào đang hoạt động."), _("Quay lại trang cụm loa."))
    if form.is_valid():
        try:
            services.revoke_device(device, reason=form.cleaned_data["reason"], by=viewer, at=request.at)  # type: ignore[attr-defined]
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}".strip())
        else:
            messages.success(request, _("Đã thu hồi hộp."))
            return redirect("devices:cluster", pk)
    return _page(request, outlet, form)
