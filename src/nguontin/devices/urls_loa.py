"""Addresses for loudspeakers; no sign-in (docs/protocol.md, section 7)."""

from __future__ import annotations

from django.urls import path

from .views import wire

app_name = "devices_loa"
urlpatterns = [
    path("enrol", wire.enrol, name="enrol"),
    path("audio/<str:sha256>", wire.audio, name="audio"),
]
