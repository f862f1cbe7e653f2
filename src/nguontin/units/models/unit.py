"""The tree of units: province, departments, Party bodies, communes, hamlets; with validity and merger history."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nguontin.kernel.fold import fold
from nguontin.units.names import name_key


class UnitKind(models.TextChoices):
    """What a unit is."""

    PROVINCE = "province", _("Tỉnh")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    PARTY = "party", _("Cơ quan Đảng")
    FRONT = "front", _("Mặt trận, đoàn thể")
    AGENCY = "agency", _("Đơn vị sự nghiệp, báo chí")
    COMMUNE = "commune", _("Xã")
    WARD = "ward", _("Phường")
    HAMLET = "hamlet", _("Xóm, thôn, tổ dân phố")


class Unit(models.Model):
    """``path`` is "/1/57/" : the ids from the root down to this unit. A subtree is a prefix of it."""

    code = models.CharField(
        _("mã"),
        max_length=20,
        blank=True,
        help_text=_("Mã chính thức: 2 chữ số với tỉnh, 5 với xã, phường; cơ quan của tỉnh: 04.SVHTTDL"),
    )
    kind = models.CharField(_("loại"), max_length=12, choices=UnitKind.choices)
    name = models.CharField(_("tên"), max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=120, editable=False, db_index=True)
    valid_from = models.DateField(_("có từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="unit_code_never_reused"),
            models.UniqueConstraint(fields=["parent", "kind", "name", "valid_from"], name="unit_named_once"),
        ]
        indexes = [models.Index(fields=["kind"]), models.Index(fields=["folded"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the folded name and the path true (the path needs the row's own id)."""
        self.folded = fold(self.name)
        fields = kwargs.get("update_fields")
        if isinstance(fields, (list, tuple, set)) and "name" in fields:
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self.path = path
            type(self).objects.filter(pk=self.pk).update(path=path)


class UnitAlias(models.Model):
    """A way in which papers print a unit, its own name included: "Sở VHTTDL", "UBND tỉnh", "BTGTU"."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, db_index=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="alias_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key true."""
        self.key = name_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class UnitChange(models.Model):
    """A merger, split or renaming: one row per old and new unit.

    A renamed unit stays the same row (``old`` and ``new`` are equal); ``old_name`` keeps what it was called.
    """

    class Kind(models.TextChoices):
        """What happened."""

        MERGED = "merged", _("sáp nhập vào")
        SPLIT = "split", _("tách ra")
        RENAMED = "renamed", _("đổi tên thành")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="became")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="came_from")
    old_name = models.CharField(max_length=200)
    on = models.DateField()
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new", "on"], name="unit_change_once")]

    def __str__(self) -> str:
        return f"{self.old_name} {self.get_kind_display()} {self.new}"
