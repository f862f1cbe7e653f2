"""A commune's station with its rules, and the slots of its week."""

from __future__ import annotations

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Station(models.Model):
    """Quiet hours and limits are the commune's; both server and loudspeaker hold them."""

    class Interrupted(models.TextChoices):
        """What an item does after an urgent one broke in."""

        RESUME = "resume", _("phát tiếp")
        RESTART = "restart", _("phát lại từ đầu")

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="stations")
    name = models.CharField(_("tên đài"), max_length=120)
    quiet_from = models.TimeField(_("giờ yên lặng từ"), default=time(21, 0))
    quiet_to = models.TimeField(_("đến"), default=time(5, 0))
    max_session_minutes = models.PositiveSmallIntegerField(_("số phút tối đa mỗi buổi"), default=30)
    max_day_minutes = models.PositiveSmallIntegerField(_("số phút tối đa mỗi ngày"), default=90)
    late_cutoff_minutes = models.PositiveSmallIntegerField(_("trễ quá số phút này thì thôi"), default=10)
    interrupted = models.CharField(
        _("tin bị ngắt thì"), max_length=8, choices=Interrupted.choices, default=Interrupted.RESUME
    )
    volume = models.PositiveSmallIntegerField(_("âm lượng"), default=80, validators=[MaxValueValidator(100)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="station_once"),
            models.CheckConstraint(
                condition=~models.Q(quiet_from=models.F("quiet_to")), name="station_has_quiet_hours"
            ),
            models.CheckConstraint(condition=models.Q(volume__lte=100), name="station_volume"),
        ]

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """A time at which a programme begins, on some days of the week (bit 0 = Monday)."""

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="slots")
    name = models.CharField(_("tên khung giờ"), max_length=60)
    starts = models.TimeField(_("bắt đầu"))
    minutes = models.PositiveSmallIntegerField(
        _("số phút"), default=15, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    weekdays = models.PositiveSmallIntegerField(default=0b1111111, validators=[MaxValueValidator(127)])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "starts"], name="slot_once")]
        ordering = ["starts"]

    def __str__(self) -> str:
        return f"{self.name} {self.starts:%H:%M}"
