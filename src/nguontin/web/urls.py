"""Addresses of the site: each room's own under its prefix."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.today, name="today"),
    path("health", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("i18n/setlang/", views.set_language, name="set_language"),
    path("papers/", include("nguontin.directives.urls")),
    path("bulletins/", include("nguontin.bulletins.urls")),
    path("air/", include("nguontin.broadcast.urls")),
    path("equipment/", include("nguontin.devices.urls")),
    path("loa/v1/", include("nguontin.devices.urls_loa")),
    path("alarms/", include("nguontin.alarms.urls")),
    path("questions/", include("nguontin.residents.urls")),
    path("reports/", include("nguontin.reports.urls")),
    path("audit/", include("nguontin.units.urls_audit")),
    path("", include("nguontin.residents.urls_public")),
    path("", include("nguontin.units.urls")),
]
