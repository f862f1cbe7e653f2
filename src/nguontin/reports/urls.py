"""Addresses of the reports."""

from django.urls import path

from .views import pages

app_name = "reports"
urlpatterns = [
    path("", pages.reports, name="reports"),
    path("make/<int:directive_pk>/", pages.make, name="make"),
    path("<int:pk>/", pages.report, name="report"),
    path("<int:pk>/figures/<int:position>/", pages.figure, name="figure"),
    path("<int:pk>/file.<str:kind>", pages.download, name="download"),
]
