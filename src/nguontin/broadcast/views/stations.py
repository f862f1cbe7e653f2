"""Stations: the list, the week, rules and slots with their preview, outlets."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nguontin.broadcast import selectors, services
from nguontin.broadcast.forms import OutletForm, StationForm, WeekForm
from nguontin.broadcast.models import Acceptance, Station
from nguontin.broadcast.states import AcceptanceState
from nguontin.broadcast.words import in_words
from nguontin.bulletins.requests import SignedIn
from nguontin.bulletins.selectors import waiting_count
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from nguontin.kernel.pages import page_of
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit, UnitKind
from nguontin.units.scope import demand


@require_safe
def index(request: SignedIn) -> HttpResponse:
    """What waits, what airs today, and the stations."""
    query = request.GET.get("q", "")
    page = page_of(selectors.stations(request.viewer, query=query), request, size=60)
    if len(page.object_list) == 1 and not query and page.paginator.count == 1 and request.GET.get("muc") != "dai":
        return redirect("broadcast:week", page.object_list[0].pk)
    context = {
        "page": page,
        "query": query,
        "to_approve": waiting_count(request.viewer) if request.viewer.may(Ability.APPROVE) else 0,
        "to_accept": selectors.waiting_acceptances(request.viewer, at=request.at).count(),
        "may_add": request.viewer.may(Ability.PEOPLE),
    }
    return render(request, "broadcast/index.html", context)


@require_safe
def week(request: SignedIn, pk: int) -> HttpResponse:
    """Seven days, planned beside heard, and the order of what is accepted."""
    station = selectors.station_for(request.viewer, pk)
    monday = _monday(request)
    days = selectors.week(request.viewer, station, monday)
    accepted = Acceptance.objects.filter(
        station=station,
        state=AcceptanceState.ACCEPTED,
        broadcast__state="live",
        broadcast__valid_to__gte=request.at.astimezone(LOCAL).date(),
    )
    context = {
        "station": station,
        "days": [
            (day, [(one, [in_words(code) for code in sorted(one.reasons)]) for one in rows]) for day, rows in days
        ],
        "today": request.at.astimezone(LOCAL).date(),
        "monday": monday,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "slots": station.slots.all(),
        "outlets": station.outlets.filter(active=True).count(),
        "accepted": accepted.select_related("broadcast").defer("broadcast__content").order_by("position", "pk"),
        "to_accept": selectors.waiting_acceptances(request.viewer, at=request.at).filter(station=station).count(),
        "may_accept": request.viewer.may(Ability.ACCEPT, station.unit),
        "may_add": _may_add(request, station),
    }
    return render(request, "broadcast/week.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: SignedIn, pk: int) -> HttpResponse:
    """Rules and slots: changed, seen for the next 24 hours, confirmed."""
    station = selectors.station_for(request.viewer, pk)
    demand(request.viewer, Ability.ACCEPT, station.unit)
    form = WeekForm(services.changes_of(station), request.POST or None)
    preview, wrong = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            seen, seen_at = request.POST.get("seen", ""), _moment(request)
            if seen and seen_at and "confirm" in request.POST:
                services.change_slots(
                    station, form.changes(), seen=seen, seen_at=seen_at, by=request.viewer, at=request.at
                )
                messages.success(request, _("Đã đổi lịch của đài."))
                return redirect("broadcast:week", pk)
            preview = services.check_slots(station, form.changes(), at=request.at)
        except DomainError as error:
            wrong = f"{error.message} {error.next_step}"
            preview = (
                services.check_slots(station, form.changes(), at=request.at) if error.code == "preview_stale" else None
            )
    left_out = (
        [(title, slot, date.fromisoformat(day), in_words(why)) for title, slot, day, why in preview.left_out]
        if preview
        else []
    )
    context = {"station": station, "form": form, "preview": preview, "wrong": wrong, "left_out": left_out}
    status = 422 if wrong or form.rules.errors or form.slots.total_error_count() else 200
    return render(request, "broadcast/rules.html", context, status=status if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def outlets(request: SignedIn, pk: int) -> HttpResponse:
    """The station's clusters of loudspeakers, and one more."""
    station = selectors.station_for(request.viewer, pk)
    areas = Unit.objects.filter(path__startswith=station.unit.path).order_by("path")
    may_add = _may_add(request, station)
    form = OutletForm(request.POST or None, areas=areas)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_outlet(station, **form.cleaned_data, by=request.viewer, at=request.at)
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            messages.success(request, _("Đã thêm cụm loa."))
            return redirect("broadcast:outlets", pk)
    rows = page_of(station.outlets.select_related("area").order_by("name"), request)
    context = {"station": station, "page": rows, "form": form if may_add else None}
    return render(request, "broadcast/outlets.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """A new station."""
    kinds = (UnitKind.COMMUNE, UnitKind.WARD)
    units = request.viewer.narrow(Unit.objects.filter(kind__in=kinds), "", ability=Ability.PEOPLE).order_by("folded")
    form = StationForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_station(**form.cleaned_data, by=request.viewer, at=request.at)
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            return redirect("broadcast:outlets", made.pk)
    return render(request, "broadcast/new_station.html", {"form": form}, status=422 if form.errors else 200)


def _monday(request: SignedIn) -> date:
    """Monday of the week asked for by ``?tuan=``, else of this one."""
    try:
        asked = date.fromisoformat(request.GET.get("tuan", ""))
        monday = asked - timedelta(days=asked.weekday())
        _beside = monday - timedelta(days=7), monday + timedelta(days=14)  # the weeks beside it are on the page too
        return monday
    except (ValueError, OverflowError):
        today = request.at.astimezone(LOCAL).date()
        return today - timedelta(days=today.weekday())


def _moment(request: SignedIn) -> datetime | None:
    try:
        found = parse_datetime(request.POST.get("seen_at", ""))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _may_add(request: SignedIn, station: Station) -> bool:
    return any(request.viewer.may(ability, station.unit) for ability in (Ability.PEOPLE, Ability.DEVICES))
