"""A bulletin: the editable thing. What was approved stands in Review and, frozen, in broadcast.Broadcast."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nguontin.bulletins.states import BulletinClass, BulletinState
from nguontin.kernel.machine import StatefulModel


class Field(models.TextChoices):
    """Essential information, Decree 49/2024 Art. 6."""

    TY1 = "ty1", _("Chủ trương, chính sách, pháp luật")
    TY2A = "ty2a", _("Chương trình, dự án phát triển ở địa phương")
    TY2B = "ty2b", _("Chính trị, kinh tế, văn hóa, xã hội, khoa học kỹ thuật")
    TY2C = "ty2c", _("An ninh, trật tự, quân sự địa phương")
    TY2D = "ty2d", _("Thiên tai, cứu nạn, cháy nổ, dịch bệnh")
    TY2DD = "ty2dd", _("Người tốt, việc tốt, điển hình")
    TY2E = "ty2e", _("Đấu tranh với vi phạm, tiêu cực")
    TY2G = "ty2g", _("Sản phẩm, hàng hóa, dịch vụ cho đời sống")


class Bulletin(StatefulModel):
    """Written for a unit, perhaps against an assignment of a task."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="bulletins")
    assignment = models.ForeignKey(
        "directives.Assignment", null=True, blank=True, on_delete=models.PROTECT, related_name="bulletins"
    )
    state = models.CharField(max_length=10, choices=BulletinState.choices, default=BulletinState.DRAFT)
    klass = models.CharField(
        _("loại bản tin"), max_length=8, choices=BulletinClass.choices, default=BulletinClass.ORDINARY
    )
    field = models.CharField(_("lĩnh vực"), max_length=6, choices=Field.choices, default=Field.TY2B)
    title = models.CharField(_("tiêu đề"), max_length=200)
    search = models.TextField(blank=True, editable=False)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    valid_from = models.DateField(_("phát từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    targets = models.ManyToManyField("units.Unit", related_name="+", blank=True)
    created_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "state", "-created_at"])]

    def __str__(self) -> str:
        return self.title
