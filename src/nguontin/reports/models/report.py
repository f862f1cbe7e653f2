"""A report made for a directive, a unit and a period, with the figures it states and how each is recounted."""

from __future__ import annotations

from django.db import models


class Report(models.Model):
    """``demand`` is the paper's sentence that asks for it; files are kept by hash on the shelf "reports"."""

    directive = models.ForeignKey("directives.Directive", on_delete=models.PROTECT, related_name="reports")
    demand = models.ForeignKey("directives.ReportDemand", null=True, on_delete=models.SET_NULL, related_name="reports")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="reports")
    period_from = models.DateField()
    period_to = models.DateField()
    made_by = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    docx_sha256 = models.CharField(max_length=64, blank=True)
    xlsx_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-made_at"])]

    def __str__(self) -> str:
        return f"{self.directive_id} {self.period_from}–{self.period_to}"


class Figure(models.Model):
    """One number of a report: ``key`` names the counting rule (reports.rules), ``arguments`` its filter."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    label = models.CharField(max_length=300)
    value = models.DecimalField(max_digits=16, decimal_places=2)
    measure = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "position"], name="figure_position")]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
