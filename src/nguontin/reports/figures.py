"""Which figures a report states, in their order, counted now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from nguontin.broadcast.states import Outcome
from nguontin.directives.models.result import Channel
from nguontin.directives.states import AssignmentState

from .rules import RULES, channels_used, figures_named
from .scope import ReportScope


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure, counted."""

    key: str
    arguments: dict[str, str]
    label: str
    value: Decimal
    measure: str


def count(scope: ReportScope, key: str, arguments: dict[str, str], label: str, measure: str = "") -> Counted:
    """Count one figure by its rule."""
    rule = RULES[key]
    return Counted(key, arguments, label, rule.add(rule.rows(scope, arguments)), measure or str(rule.measure))


def count_all(scope: ReportScope) -> list[Counted]:
    """All figures of a report; those that only some reports have come when their rows exist."""
    return [count(scope, key, arguments, label, measure) for key, arguments, label, measure in _wanted(scope)]


def _wanted(scope: ReportScope) -> Iterator[tuple[str, dict[str, Any], str, str]]:
    yield "assignments", {}, _("Lượt giao nhiệm vụ cho các đơn vị"), ""
    yield "assignments", {"state": AssignmentState.DONE.value}, _("Trong đó đã xong"), ""
    yield "assignments", {"overdue": "1"}, _("Trong đó quá hạn, chưa xong"), ""
    yield "broadcasts", {}, _("Bản tin đã duyệt phát theo văn bản"), ""
    yield "occurrences", {"outcome": Outcome.PLAYED.value}, _("Lượt phát trọn vẹn"), ""
    yield "occurrences", {"outcome": Outcome.PARTLY.value}, _("Lượt phát một phần"), ""
    yield "occurrences", {"outcome": Outcome.SKIPPED.value}, _("Lượt bỏ qua có lý do"), ""
    yield "occurrences", {"outcome": Outcome.MISSED.value}, _("Lượt không phát được"), ""
    yield "minutes", {}, _("Thời lượng đã phát theo văn bản"), ""
    yield "outlets", {}, _("Cụm loa đã phát theo văn bản"), ""
    yield (
        "occurrences",
        {"of": "all", "outcome": Outcome.PLAYED.value},
        _("Lượt phát trọn vẹn của mọi bản tin trong kỳ"),
        "",
    )
    yield "minutes", {"of": "all"}, _("Thời lượng đã phát của mọi bản tin trong kỳ"), ""
    for channel, _times in channels_used(scope):
        label = _("Hình thức %(channel)s") % {"channel": Channel(channel).label}
        yield "results", {"channel": channel}, label, ""
    for name, measure in figures_named(scope):
        yield "result_figures", {"label": name, "measure": measure}, name, measure
    yield "questions", {}, _("Câu hỏi, phản ánh của người dân nhận được"), ""
    yield "answered", {}, _("Câu hỏi, phản ánh đã trả lời"), ""
