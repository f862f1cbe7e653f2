"""What a report is for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nguontin.directives.models import Directive
from nguontin.kernel.pages import DayField
from nguontin.units.scope import Viewer

from . import selectors


class ReportForm(forms.Form):
    """Unit and period; the yearly reporting period runs from 15 December to 14 December (Decree 09/2019)."""

    unit = forms.ModelChoiceField(label=_("Đơn vị báo cáo"), queryset=None)
    period_from = DayField(label=_("Từ ngày"))
    period_to = DayField(label=_("Đến hết ngày"))
    demand = forms.ModelChoiceField(
        label=_("Theo yêu cầu"), queryset=None, required=False, empty_label=_("Báo cáo chung")
    )

    def __init__(self, *args: Any, viewer: Viewer, directive: Directive, today: date, **kwargs: Any) -> None:
        start = date(today.year - (today < date(today.year, 12, 15)), 12, 15)
        kwargs.setdefault("initial", {}).update(
            unit=viewer.home,
            period_from=start,
            period_to=min(today, start + timedelta(days=364)),
            demand=directive.report_demands.order_by("due").first(),
        )
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = selectors.units_for(viewer)  # type: ignore[attr-defined]
        self.fields["demand"].queryset = directive.report_demands.order_by("due", "pk")  # type: ignore[attr-defined]
