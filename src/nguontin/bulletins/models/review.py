"""Submission and decision on one frozen revision: nothing airs that one person alone wished."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Review(models.Model):
    """The decider is neither the submitter (check constraint) nor an author of the revision (migration 0009)."""

    class Decision(models.TextChoices):
        """How it ended."""

        APPROVED = "approved", _("Duyệt")
        RETURNED = "returned", _("Trả lại")
        TAKEN_BACK = "taken_back", _("Người soạn rút về")

    revision = models.ForeignKey("bulletins.Revision", on_delete=models.PROTECT, related_name="reviews")
    submitted_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey("units.Person", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision__in=["approved", "returned"]) | ~Q(decided_by=F("submitted_by")), name="four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decision_is_signed",
            ),
            models.UniqueConstraint(fields=["revision"], condition=Q(decision=""), name="one_open_review"),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.decision or 'open'}"
