"""A paper: its file, its text, and each field as read and as confirmed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nguontin.directives.states import DirectiveState
from nguontin.kernel.fold import fold
from nguontin.kernel.machine import StatefulModel


class Directive(StatefulModel):
    """Header columns hold what is confirmed (or, before that, what was read); ``read`` is the reader's whole answer,
    ``draft`` what a person has changed and not yet confirmed (services.confirm knows its shape)."""

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="directives", verbose_name=_("đơn vị nhận")
    )
    state = models.CharField(max_length=12, choices=DirectiveState.choices, default=DirectiveState.RECEIVED)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    came_in = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="brought",
        help_text=_("tệp thư hoặc gói tin đã mang văn bản này theo"),
    )
    text = models.TextField(blank=True)
    read = models.JSONField(null=True)
    draft = models.JSONField(null=True, help_text=_("bản nháp người xác nhận đã lưu"))
    unreadable_code = models.CharField(max_length=40, blank=True)
    unreadable_why = models.TextField(blank=True)
    kind = models.CharField(_("loại văn bản"), max_length=60, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    number_key = models.CharField(max_length=80, blank=True, editable=False, db_index=True)
    date = models.CharField(_("ngày"), max_length=10, blank=True, help_text=_("ISO; có thể chỉ đến tháng"))
    subject = models.TextField(_("trích yếu"), blank=True)
    search = models.TextField(blank=True, editable=False)
    uploaded_by = models.ForeignKey("units.Person", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "file_sha256"], condition=~Q(file_sha256=""), name="paper_once_per_unit"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-created_at"]), models.Index(fields=["state"])]

    def __str__(self) -> str:
        kind = self.kind[:1].upper() + self.kind[1:]
        return " ".join(part for part in (kind, self.number) if part) or self.subject or self.file_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search column and the folded number true."""
        self.number_key = number_key(self.number)
        self.search = fold(" ".join((self.kind, self.number, self.issuer, self.subject, self.text)))
        fields = kwargs.get("update_fields")
        if isinstance(fields, (list, tuple, set)):
            kwargs["update_fields"] = {*fields, "number_key", "search"}
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def number_key(number: str) -> str:
    """ "902 / KH-UBND" and "902/kh-ubnd" are the same number."""
    return fold(number).replace(" ", "").replace("–", "-")


class FieldValue(models.Model):
    """One header field as the reader gave it, with its place, and as a person left it."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="field_values")
    name = models.CharField(max_length=40)
    read = models.TextField(blank=True)
    confirmed = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    confidence = models.FloatField(null=True)
    rule = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "name"], name="field_once")]

    def __str__(self) -> str:
        return f"{self.name}={self.confirmed or self.read}"
