"""Django app of the room `broadcast`."""

from django.apps import AppConfig


class BroadcastConfig(AppConfig):
    """Phát thanh."""

    name = "nguontin.broadcast"
    label = "broadcast"
    verbose_name = "Phát thanh"
