"""Forms of alarms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nguontin.bulletins.speech import LANGUAGES
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer

from . import selectors
from .services.raising import MAX_REPEATS
from .states import Cause

OTHERS = [("", _("Không"))] + [(code, _(one.name_vi)) for code, one in LANGUAGES.items() if code != "vi"]
EVERY = [(60, _("1 phút")), (120, _("2 phút")), (300, _("5 phút")), (600, _("10 phút")), (1800, _("30 phút"))]


class AlarmForm(forms.Form):
    """Cause, place, words, repeats."""

    cause = forms.ChoiceField(label=_("Nguyên nhân"), choices=Cause.choices, widget=forms.RadioSelect)
    targets = forms.ModelMultipleChoiceField(
        label=_("Phát tại"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label=_("Tên báo động"), max_length=200, help_text=_("Ví dụ: Lũ quét suối Nà Lòa"))
    text = forms.CharField(
        label=_("Lời đọc tiếng Việt"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Việc gì, ở đâu, bà con phải làm gì ngay. Giọng máy đọc đúng từng chữ."),
    )
    language = forms.ChoiceField(label=_("Thêm một thứ tiếng"), choices=OTHERS, required=False)
    other_text = forms.CharField(
        label=_("Lời đọc thứ tiếng ấy"), max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    recording = forms.FileField(
        label=_("Bản thu âm thứ tiếng ấy"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "audio/*", "capture": "user"}),
        help_text=_("Cần có với tiếng Tày, Nùng, Mông, Dao, Lô Lô: chưa có giọng máy."),
    )
    repeats = forms.IntegerField(
        label=_("Số lần phát"),
        min_value=1,
        max_value=MAX_REPEATS,
        initial=3,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    every_s = forms.TypedChoiceField(label=_("Cách nhau"), choices=EVERY, coerce=int, initial=300)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["targets"].queryset = selectors.places(viewer)  # type: ignore[attr-defined]

    def clean_recording(self) -> Any:
        """Not larger than uploads may be."""
        file = self.cleaned_data["recording"]
        if file and file.size > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(_("Bản thu quá lớn. Thu ngắn lại."))
        return file

    def clean(self) -> dict[str, Any]:
        """A further language needs its words or its recording."""
        data = super().clean() or self.cleaned_data
        if data.get("language") and not (data.get("other_text") or data.get("recording")):
            self.add_error("other_text", _("Viết lời đọc hoặc chọn bản thu âm của thứ tiếng này."))
        return data

    @property
    def texts(self) -> dict[str, str]:
        """Words by language."""
        data = self.cleaned_data
        more = {data["language"]: data["other_text"]} if data["language"] else {}
        return {"vi": data["text"], **more}

    @property
    def recordings(self) -> dict[str, tuple[bytes, str]]:
        """Recording by language."""
        data = self.cleaned_data
        file = data["recording"]
        return {data["language"]: (file.read(), file.name)} if file and data["language"] else {}


def _code() -> forms.CharField:
    return forms.CharField(
        label=_("Mã xác thực 6 số"),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "pattern": "[0-9 ]*"}),
        help_text=_("Từ ứng dụng xác thực trên điện thoại của bạn."),
    )


class ConfirmForm(forms.Form):
    """The second person's word."""

    live = forms.BooleanField(label=_("Tôi đã nghe và hiểu: loa sẽ phát THẬT ngay bây giờ."))
    code = _code()


class GlassForm(forms.Form):
    """Airing alone."""

    reason = forms.CharField(
        label=_("Vì sao không chờ được người thứ hai?"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lãnh đạo xã và tỉnh nhận được thông báo ngay. Việc này phải được xem xét trong 24 giờ."),
    )
    live = forms.BooleanField(label=_("Tôi chịu trách nhiệm: loa sẽ phát THẬT ngay bây giờ."))
    code = _code()


class ReasonForm(forms.Form):
    """Why it ends or is given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class ReviewForm(forms.Form):
    """A leader's word afterwards."""

    note = forms.CharField(label=_("Nhận xét"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
