"""States of an alarm."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nguontin.kernel.machine import machine


class AlarmState(models.TextChoices):
    """Prepared by one, on air by a second (or by breaking glass), then ended; or cancelled before it aired."""

    PREPARED = "prepared", _("Chờ người thứ hai")
    ON_AIR = "on_air", _("Đang phát")
    ENDED = "ended", _("Đã kết thúc")
    CANCELLED = "cancelled", _("Đã hủy")


class Cause(models.TextChoices):
    """The causes for which Circular 39/2020 lets a bulletin be urgent."""

    DISASTER = "disaster", _("Thiên tai")
    FIRE = "fire", _("Cháy, nổ")
    EPIDEMIC = "epidemic", _("Dịch bệnh")
    RESCUE = "rescue", _("Cứu nạn, cứu hộ")


ALARM = machine(
    "alarm",
    {"prepared": ["on_air", "cancelled"], "on_air": ["ended"]},
    needs_reason=["cancelled"],
)
