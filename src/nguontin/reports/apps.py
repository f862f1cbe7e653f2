"""Django app of the room `reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Báo cáo."""

    name = "nguontin.reports"
    label = "reports"
    verbose_name = "Báo cáo"
