"""Addresses of the room `broadcast`."""

from __future__ import annotations

from django.urls import path

from .views import acceptance, approval, broadcasts, importing, stations

app_name = "broadcast"
urlpatterns = [
    path("", stations.index, name="index"),
    path("approve/<int:pk>/", approval.approve, name="approve"),
    path("approve/<int:pk>/return/", approval.give_back, name="return"),
    path("acceptances/", acceptance.waiting, name="acceptances"),
    path("acceptances/<int:pk>/", acceptance.place, name="acceptance"),
    path("acceptances/<int:pk>/accept/", acceptance.accept, name="accept"),
    path("acceptances/<int:pk>/decline/", acceptance.decline, name="decline"),
    path("broadcasts/", broadcasts.broadcasts, name="broadcasts"),
    path("broadcasts/<uuid:pk>/", broadcasts.broadcast, name="broadcast"),
    path("broadcasts/<uuid:pk>/occurrences/", broadcasts.occurrences, name="occurrences"),
    path("broadcasts/<uuid:pk>/withdraw/", broadcasts.withdraw, name="withdraw"),
    path("of-bulletin/<int:pk>/", broadcasts.of_bulletin, name="of_bulletin"),
    path("audio/<str:sha256>", broadcasts.audio_file, name="audio"),
    path("stations/import/", importing.upload, name="import"),
    path("stations/import/confirm/", importing.confirm, name="import_confirm"),
    path("stations/import/template.xlsx", importing.template, name="import_template"),
    path("stations/new/", stations.new, name="new_station"),
    path("stations/<int:pk>/", stations.week, name="week"),
    path("stations/<int:pk>/rules/", stations.rules, name="rules"),
    path("stations/<int:pk>/outlets/", stations.outlets, name="outlets"),
]
