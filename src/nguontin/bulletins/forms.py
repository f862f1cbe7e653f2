"""Forms of the writing desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nguontin.kernel.pages import DayField
from nguontin.units.models import Unit

from .models import Bulletin, Field
from .selectors import possible_targets
from .speech import LANGUAGES
from .states import BulletinClass

CLASSES = [(klass.value, klass.label) for klass in (BulletinClass.ORDINARY, BulletinClass.PRIORITY)]


class NewBulletinForm(forms.Form):
    """The first step: a title, and for whom one writes."""

    title = forms.CharField(
        label=_("Tiêu đề"),
        max_length=200,
        help_text=_("Một dòng để nhận ra bản tin, ví dụ “Lịch tiêm phòng dại tháng 11”."),
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Viết cho đơn vị"), empty_label=None)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial.setdefault("unit", units[0])


class HeadingForm(forms.Form):
    """Title, class, field, source, validity and places."""

    title = forms.CharField(label=_("Tiêu đề"), max_length=200)
    klass = forms.ChoiceField(
        label=_("Loại bản tin"),
        choices=CLASSES,
        widget=forms.RadioSelect,
        help_text=_("Ưu tiên được phát trước trong khung giờ. Tin khẩn cấp soạn ở trang Báo động."),
    )
    field = forms.ChoiceField(label=_("Lĩnh vực"), choices=Field.choices)
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, required=False, help_text=_("Cơ quan hoặc văn bản cung cấp.")
    )
    valid_from = DayField(label=_("Phát từ ngày"), required=False, help_text=_("Để trống: từ ngày gửi duyệt."))
    valid_to = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống: phát 7 ngày."))
    targets = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Chỉ phát tại"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn nơi nào: phát toàn địa bàn."),
    )

    def __init__(self, *args: Any, bulletin: Bulletin, **kwargs: Any) -> None:
        names = ("title", "klass", "field", "source", "valid_from", "valid_to")
        initial = {name: getattr(bulletin, name) for name in names}
        initial["targets"] = list(bulletin.targets.all())
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        places = possible_targets(bulletin.unit)
        self.fields["targets"].queryset = places  # type: ignore[attr-defined]
        self.whole = bulletin.unit
        if not places:
            del self.fields["targets"]

    def changes(self) -> dict[str, Any]:
        """Keyword arguments for ``services.change_bulletin``; no place chosen leaves the whole unit."""
        values = dict(self.cleaned_data)
        if "targets" in values:
            values["targets"] = list(values["targets"])
        return values


class LanguageForm(forms.Form):
    """One more language."""

    language = forms.ChoiceField(label=_("Thêm ngôn ngữ"))

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, _(language.name_vi)) for code, language in LANGUAGES.items() if code not in taken
        ]


class SoundForm(forms.Form):
    """A recording, from a file or from the microphone."""

    file = forms.FileField(label=_("Tệp âm thanh"), help_text=_("MP3, M4A, WAV, OGG; tối đa 40 MB và 30 phút."))
    kind = forms.ChoiceField(choices=[("uploaded", "uploaded"), ("recorded", "recorded")], required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
