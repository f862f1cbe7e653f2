"""The case: what was asked, of which commune, and how far it is. No name, no contact here."""

from __future__ import annotations

from django.db import models

from nguontin.kernel.machine import StatefulModel
from nguontin.residents.states import QuestionState


class Question(StatefulModel):
    """``code_digest`` is a keyed digest of the tracking code (≥ 80 bits); the code itself is never stored."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="questions")
    state = models.CharField(max_length=10, choices=QuestionState.choices, default=QuestionState.RECEIVED)
    code_digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    asked_at = models.DateTimeField()
    due = models.DateField()
    publish_wished = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["unit", "state", "due"])]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
