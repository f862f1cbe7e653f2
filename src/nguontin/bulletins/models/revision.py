"""A revision: everything people hear and read of a bulletin, as it stood at one moment."""

from __future__ import annotations

from django.db import models


class Revision(models.Model):
    """``frozen_at`` is set when it is submitted; from then on a change makes the next revision.

    ``content`` is then the canonical JSON of title, class, field, source, validity, targets, texts and audio hashes,
    and ``digest`` its SHA-256.
    """

    bulletin = models.ForeignKey("bulletins.Bulletin", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    content = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "number"], name="revision_number")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class RevisionAuthor(models.Model):
    """A person who changed anything in this revision; none of them may approve it."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "person"], name="author_once")]

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.person_id}"


class RevisionText(models.Model):
    """The words in one language; ``position`` is the order of languages on air (vi first)."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, default="vi")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "language"], name="text_per_language")]
        ordering = ["position", "language"]

    def __str__(self) -> str:
        return f"{self.language}: {self.text[:60]}"
