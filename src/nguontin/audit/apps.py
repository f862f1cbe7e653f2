"""Django app of the room `audit`."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Nhật ký."""

    name = "nguontin.audit"
    label = "audit"
    verbose_name = "Nhật ký"
