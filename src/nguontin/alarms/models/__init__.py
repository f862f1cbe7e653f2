"""Alarm and Notice."""

from .alarm import Alarm
from .notice import Notice

__all__ = ["Alarm", "Notice"]
