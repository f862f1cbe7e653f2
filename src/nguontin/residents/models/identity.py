"""Who asked, when they chose to say; erasable without touching the case. And each consent, as evidence."""

from __future__ import annotations

from django.db import models


class Identity(models.Model):
    """Name and contact, encrypted at rest; erasing blanks them and keeps the instant."""

    question = models.OneToOneField("residents.Question", on_delete=models.CASCADE, related_name="identity")
    locked_name = models.TextField(blank=True)
    locked_contact = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.question_id}"


class Consent(models.Model):
    """A box ticked by the person: for what, under which text, when; and when it was taken back."""

    class Purpose(models.TextChoices):
        """What the consent is for."""

        CONTACT = "contact"
        PUBLISH = "publish"

    question = models.ForeignKey("residents.Question", on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    text_version = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, default="web")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "purpose", "given_at"], name="consent_once")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.purpose}"
