"""Any place a broadcast can go; a cluster of loudspeakers is one kind."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outlet(models.Model):
    """``id`` is the cluster's name on the wire. ``area`` is the commune or hamlet it speaks to.

    ``programme_changed_at`` moves forward with every change of what the outlet is to play or by which rules.
    """

    class Kind(models.TextChoices):
        """Kinds known so far; boards, pages and accounts come with their own issue."""

        CLUSTER = "cluster", _("Cụm loa")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    station = models.ForeignKey("broadcast.Station", on_delete=models.PROTECT, related_name="outlets")
    area = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="outlets")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CLUSTER)
    name = models.CharField(_("tên"), max_length=120)
    active = models.BooleanField(_("đang dùng"), default=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    programme_changed_at = models.DateTimeField(null=True, editable=False, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "name"], name="outlet_once")]

    def __str__(self) -> str:
        return self.name
