"""Django app of the room `directives`."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    """Văn bản chỉ đạo và nhiệm vụ."""

    name = "nguontin.directives"
    label = "directives"
    verbose_name = "Văn bản chỉ đạo và nhiệm vụ"
