"""Addresses of the room `bulletins`."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "bulletins"
urlpatterns: list[URLPattern] = []
