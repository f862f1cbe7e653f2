"""Django app of the room `bulletins`."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Bản tin."""

    name = "nguontin.bulletins"
    label = "bulletins"
    verbose_name = "Bản tin"
