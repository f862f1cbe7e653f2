"""Pages that belong to no room: Today, health, robots, language."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.i18n import set_language as django_set_language

from nguontin.units.abilities import Ability
from nguontin.units.middleware import public

from .today import today_of

ROBOTS = "User-agent: *\nAllow: /xa/\nDisallow: /\n"


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What airs today, what waits, what is late, what broke: for this person."""
    viewer = request.viewer  # type: ignore[attr-defined]
    context = {"today": today_of(viewer, request.at), "may_write": viewer.may(Ability.WRITE)}  # type: ignore[attr-defined]
    return render(request, "web/today.html", context)


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the process answers and its database does (for a load balancer)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"ok": True})


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the communes' public pages and nothing else."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@public
@csrf_exempt
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages. Asks no token: it changes no data, and strangers' pages offer it too."""
    return django_set_language(request)
