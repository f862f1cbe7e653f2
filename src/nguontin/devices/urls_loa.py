"""Addresses of the room `devices` that need no sign-in."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "devices_loa"
urlpatterns: list[URLPattern] = []
