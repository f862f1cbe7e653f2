"""What a paper cites, and how papers follow from each other."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Citation(models.Model):
    """One reference as printed, with its place; ``target`` is the cited paper, perhaps still a stub."""

    directive = models.ForeignKey("directives.Directive", on_delete=models.CASCADE, related_name="citations")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=80, blank=True)
    date = models.CharField(max_length=10, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    target = models.ForeignKey("directives.Directive", null=True, on_delete=models.PROTECT, related_name="cited_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "position"], name="citation_position")]

    def __str__(self) -> str:
        return self.text


class Relation(models.Model):
    """A confirmed link of the lineage between two papers."""

    class Kind(models.TextChoices):
        """How the newer paper stands to the older one."""

        CARRIES_OUT = "carries_out", _("thực hiện")
        RELAYS = "relays", _("chuyển tiếp")
        REPLACES = "replaces", _("thay thế")
        AMENDS = "amends", _("sửa đổi")
        CITES = "cites", _("nhắc tới")

    source = models.ForeignKey("directives.Directive", on_delete=models.CASCADE, related_name="follows")
    target = models.ForeignKey("directives.Directive", on_delete=models.CASCADE, related_name="followed_by")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CITES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="relation_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="no_self_relation"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
