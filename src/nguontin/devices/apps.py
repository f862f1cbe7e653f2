"""Django app of the room `devices`."""

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    """Cụm loa."""

    name = "nguontin.devices"
    label = "devices"
    verbose_name = "Cụm loa"
