"""What the commune answered, to the asker; and, redacted, to everybody when both agree."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Answer(models.Model):
    """``public_*`` are the redacted words an officer prepared; publishing needs the asker's consent too (service)."""

    question = models.ForeignKey("residents.Question", on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    by = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    public_question = models.TextField(blank=True)
    public_answer = models.TextField(blank=True)
    published_by = models.ForeignKey("units.Person", null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(public_answer=""), name="published_answer_is_redacted_by_hand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.at:%d/%m/%Y}"
