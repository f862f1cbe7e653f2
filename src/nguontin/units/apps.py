"""Django app of the room `units`."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Đơn vị và con người."""

    name = "nguontin.units"
    label = "units"
    verbose_name = "Đơn vị và con người"
