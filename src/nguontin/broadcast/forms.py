"""Forms of broadcasting: rules and slots of a station, acceptance, station and outlet."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from nguontin.units.models import Unit

from .models import Slot, Station
from .services import SlotDraft, StationChanges

WEEKDAYS = [
    (0, gettext_lazy("Thứ hai")),
    (1, gettext_lazy("Thứ ba")),
    (2, gettext_lazy("Thứ tư")),
    (3, gettext_lazy("Thứ năm")),
    (4, gettext_lazy("Thứ sáu")),
    (5, gettext_lazy("Thứ bảy")),
    (6, gettext_lazy("Chủ nhật")),
]


class ClockField(forms.TimeField):
    """A time of day, with the phone's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


class RulesForm(forms.Form):
    """A station's rules."""

    quiet_from = ClockField(label=gettext_lazy("Giờ yên lặng từ"))
    quiet_to = ClockField(label=gettext_lazy("đến"))
    max_session_minutes = forms.IntegerField(label=gettext_lazy("Số phút tối đa mỗi buổi"), min_value=1, max_value=600)
    max_day_minutes = forms.IntegerField(label=gettext_lazy("Số phút tối đa mỗi ngày"), min_value=1, max_value=600)
    late_cutoff_minutes = forms.IntegerField(
        label=gettext_lazy("Trễ quá số phút này thì thôi"), min_value=0, max_value=60
    )
    interrupted = forms.ChoiceField(label=gettext_lazy("Tin bị ngắt thì"), choices=Station.Interrupted.choices)
    volume = forms.IntegerField(label=gettext_lazy("Âm lượng (0 đến 100)"), min_value=0, max_value=100)


class SlotForm(forms.Form):
    """One slot; the formset lets its empty row at the end pass."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Tên khung giờ"), max_length=60)
    starts = ClockField(label=gettext_lazy("Bắt đầu"))
    minutes = forms.IntegerField(label=gettext_lazy("Số phút"), min_value=1, max_value=180)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Các ngày"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    drop = forms.BooleanField(label=gettext_lazy("Bỏ khung giờ này"), required=False)

    def is_slot(self) -> bool:
        """Whether the row is one: not the empty row at the end, and not to be dropped."""
        return bool(self.cleaned_data) and not self.cleaned_data["drop"]

    def draft(self) -> SlotDraft:
        """The slot as the service takes it."""
        values = self.cleaned_data
        starts: time = values["starts"]
        weekdays = sum(1 << day for day in values["weekdays"])
        return SlotDraft(values.get("id"), values["name"].strip(), starts, values["minutes"], weekdays)


class WeekForm:
    """Rules and slots together, as one page posts them."""

    def __init__(self, changes: StationChanges, data: Any = None) -> None:
        rules = {name: getattr(changes, name) for name in RulesForm.base_fields}
        self.rules = RulesForm(data, initial=rules)
        slots = [
            {
                "id": slot.id,
                "name": slot.name,
                "starts": slot.starts,
                "minutes": slot.minutes,
                "weekdays": [day for day, _label in WEEKDAYS if slot.weekdays >> day & 1],
            }
            for slot in changes.slots
        ]
        rows: Any = forms.formset_factory(SlotForm, extra=1, max_num=24, absolute_max=24)
        self.slots: Any = rows(data, initial=slots, prefix="slot")

    def is_valid(self) -> bool:
        """Whether all of it is."""
        rules, slots = self.rules.is_valid(), self.slots.is_valid()
        return rules and slots

    def changes(self) -> StationChanges:
        """What is wanted."""
        drafts = tuple(form.draft() for form in self.slots if form.is_slot())
        return StationChanges(**self.rules.cleaned_data, slots=drafts)


class StationForm(forms.Form):
    """A new station."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Xã, phường"), empty_label=gettext_lazy("Chọn xã, phường")
    )
    name = forms.CharField(label=gettext_lazy("Tên đài"), max_length=120)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class OutletForm(forms.Form):
    """A new cluster of loudspeakers."""

    name = forms.CharField(
        label=gettext_lazy("Tên cụm loa"),
        max_length=120,
        help_text=gettext_lazy("Nơi đặt loa, ví dụ “Nhà văn hóa xóm Nà Lòa”."),
    )
    area = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Địa bàn"), empty_label=None)

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """In which slots, and where in the order."""

    slots = forms.ModelMultipleChoiceField(
        queryset=Slot.objects.none(), label=gettext_lazy("Khung giờ"), widget=forms.CheckboxSelectMultiple
    )
    position = forms.IntegerField(
        label=gettext_lazy("Thứ tự"), min_value=1, max_value=999, help_text=gettext_lazy("Số nhỏ phát trước.")
    )

    def __init__(self, *args: Any, station: Station, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slots"].queryset = station.slots.all()  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
