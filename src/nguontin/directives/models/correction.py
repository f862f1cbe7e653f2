"""What people corrected: kept so that readers can be scored and mended."""

from __future__ import annotations

from django.db import models


class Correction(models.Model):
    """One value that a person confirmed otherwise than it was read; names, numbers and addresses of people are masked.

    ``field`` is a header field ("number"), "item.3.due" (of the fourth item that was read), "item.+0.title" (of the
    first one that was added), "reference.2", "report.0" or "observance.1". ``confidence`` and ``rule`` are those of the
    value that was read, empty where nothing was; ``reader`` is the version of vanban that read the paper.
    """

    directive = models.ForeignKey("directives.Directive", on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=40)
    read = models.TextField(blank=True)
    confirmed = models.TextField(blank=True)
    rule = models.CharField(max_length=80, blank=True)
    confidence = models.FloatField(null=True)
    reader = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "field"], name="correction_once")]

    def __str__(self) -> str:
        return f"{self.field}: {self.read} → {self.confirmed}"
