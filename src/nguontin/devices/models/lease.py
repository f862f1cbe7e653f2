"""Who of several equal processes does a piece of work that only one may do at a time."""

from __future__ import annotations

from django.db import models


class Lease(models.Model):
    """Held by ``holder`` until ``until``; a holder that died loses it by the clock alone."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder} until {self.until:%H:%M:%S}"
