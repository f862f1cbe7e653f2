"""Addresses of the room `alarms`."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "alarms"
urlpatterns: list[URLPattern] = []
