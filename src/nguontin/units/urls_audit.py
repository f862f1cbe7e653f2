"""Addresses of the audit log. The page stands here because the log itself knows neither people nor units."""

from __future__ import annotations

from django.urls import path

from .views import audit_log

app_name = "audit"
urlpatterns = [path("", audit_log.log, name="log")]
