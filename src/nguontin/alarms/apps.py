"""Django app of the room `alarms`."""

from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    """Tin khẩn cấp."""

    name = "nguontin.alarms"
    label = "alarms"
    verbose_name = "Tin khẩn cấp"
