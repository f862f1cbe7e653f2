"""The numbers of a demo, recounted from the rows."""

from __future__ import annotations

from collections import Counter

from nguontin.broadcast.models import Occurrence
from nguontin.bulletins.models import Bulletin
from nguontin.devices.models import Device, Evidence
from nguontin.directives.models import Citation, Directive, Task
from nguontin.directives.states import DirectiveState

OUTCOMES = ("played", "partly", "skipped", "missed", "open")


def count() -> dict[str, object]:
    """Counts as ``./nguontin demo --once --json`` prints them (without sound, report and time)."""
    outcomes = Counter(Occurrence.objects.values_list("outcome", flat=True))
    return {
        "directives": Directive.objects.filter(state__in=[DirectiveState.CONFIRMED, DirectiveState.CLOSED]).count(),
        "references": Citation.objects.count(),
        "tasks": Task.objects.count(),
        "bulletins": Bulletin.objects.count(),
        "occurrences": {name: outcomes[name] for name in OUTCOMES},
        "speakers": Device.objects.filter(revoked_at=None).count(),
        "evidence": Evidence.objects.count(),
    }
