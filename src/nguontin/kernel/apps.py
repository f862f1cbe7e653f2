"""Django app of the kernel."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Rate-limit counters and shared page helpers."""

    name = "nguontin.kernel"
    label = "kernel"
