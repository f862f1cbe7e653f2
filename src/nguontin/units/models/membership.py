"""Which role a person has in which unit, and since when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The seven roles; what each may do stands in ``units.abilities``."""

    COMMUNE_OFFICER = "commune_officer", _("Cán bộ văn hóa xã")
    COMMUNE_LEADER = "commune_leader", _("Lãnh đạo xã")
    PROVINCIAL_EDITOR = "provincial_editor", _("Biên tập viên tỉnh")
    PROVINCIAL_LEADER = "provincial_leader", _("Lãnh đạo tỉnh")
    TECHNICIAN = "technician", _("Kỹ thuật viên")
    AUDITOR = "auditor", _("Người kiểm tra")
    ADMINISTRATOR = "administrator", _("Quản trị")


class Membership(models.Model):
    """A role in a unit reaches over the unit's whole subtree while it is valid."""

    person = models.ForeignKey("units.Person", on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "role"], condition=Q(valid_to=None), name="membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.unit}"
