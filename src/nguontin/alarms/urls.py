"""Addresses of the room `alarms`."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "alarms"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("reach/", views.reach, name="reach"),
    path("<int:pk>/", views.alarm, name="alarm"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/glass/", views.glass_break, name="break"),
    path("<int:pk>/end/", views.end, name="end"),
    path("glass/<int:pk>/", views.glass, name="glass"),
]
