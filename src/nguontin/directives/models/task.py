"""An operative item of a paper, confirmed by a person, with the units the paper names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nguontin.directives.states import TaskState
from nguontin.kernel.machine import StatefulModel


class Task(StatefulModel):
    """``start``/``end`` are its place in the paper's text: the sentence that asked for it."""

    directive = models.ForeignKey("directives.Directive", on_delete=models.PROTECT, related_name="tasks")
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    path = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=20, blank=True)
    title = models.CharField(_("việc cần làm"), max_length=300)
    text = models.TextField(_("nguyên văn"))
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    printed_time = models.CharField(_("thời gian ghi trong văn bản"), max_length=200, blank=True)
    due = models.DateField(_("hạn"), null=True, blank=True)
    recurrence = models.CharField(
        _("lặp lại"), max_length=20, blank=True, help_text=_("monthly:20, monthly, quarterly, yearly, standing")
    )
    channels = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["directive", "path"]), models.Index(fields=["due"])]

    def __str__(self) -> str:
        return self.title


class TaskParty(models.Model):
    """A unit as the paper names it, in a role; ``unit`` stays empty while nobody has said which unit is meant."""

    class Role(models.TextChoices):
        """The three roles a paper gives."""

        LEAD = "lead", _("chủ trì")
        PERFORM = "perform", _("thực hiện")
        COORDINATE = "coordinate", _("phối hợp")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=Role.choices)
    printed = models.CharField(max_length=300)
    unit = models.ForeignKey("units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "role", "printed", "unit"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.printed} {self.get_role_display()}"
