"""A link of the hash chain: one per committed entry, made by the worker in the order of ids."""

from __future__ import annotations

from django.db import models


class Seal(models.Model):
    """``digest`` = SHA-256(previous digest + canonical JSON of the entry)."""

    entry = models.OneToOneField("audit.Entry", on_delete=models.PROTECT, primary_key=True)
    position = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"
