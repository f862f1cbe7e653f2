"""Django app of the room `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Trang."""

    name = "nguontin.web"
    label = "web"
    verbose_name = "Trang"
