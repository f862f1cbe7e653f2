"""Addresses of the room `broadcast`."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "broadcast"
urlpatterns: list[URLPattern] = []
