"""Second factor of a person: a TOTP seed, encrypted at rest (RFC 6238)."""

from __future__ import annotations

from django.db import models


class SecondFactor(models.Model):
    """``last_step`` is the newest time step already used: a code works once."""

    person = models.OneToOneField("units.Person", on_delete=models.CASCADE, related_name="second_factor")
    locked_seed = models.TextField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.person_id}"
