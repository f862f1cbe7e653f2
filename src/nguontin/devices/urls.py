"""Addresses of the room `devices`."""

from __future__ import annotations

from django.urls import path

from .views import equipment

app_name = "devices"
urlpatterns = [
    path("", equipment.index, name="index"),
    path("<uuid:pk>/", equipment.cluster, name="cluster"),
    path("<uuid:pk>/code/", equipment.make_code, name="make_code"),
    path("<uuid:pk>/code/<uuid:code>/", equipment.code, name="code"),
    path("<uuid:pk>/code/<uuid:code>/agree/", equipment.agree, name="agree"),
    path("<uuid:pk>/revoke/", equipment.revoke, name="revoke"),
]
