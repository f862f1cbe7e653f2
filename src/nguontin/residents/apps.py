"""Django app of the room `residents`."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """Người dân."""

    name = "nguontin.residents"
    label = "residents"
    verbose_name = "Người dân"
