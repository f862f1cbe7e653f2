"""Forms of residents and of those who answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from . import consent
from .services import MAX_TEXT


class AskForm(forms.Form):
    """A question; name and contact optional, nothing ticked beforehand."""

    text = forms.CharField(
        label=_("Câu hỏi hoặc phản ánh của bạn"),
        widget=forms.Textarea(attrs={"rows": 5}),
        min_length=10,
        max_length=MAX_TEXT,
        help_text=_("Viết ngắn gọn: việc gì, ở đâu, từ khi nào. Không cần ghi tên."),
    )
    name = forms.CharField(label=_("Tên"), required=False, max_length=120)
    contact = forms.CharField(label=_("Điện thoại hoặc thư điện tử"), required=False, max_length=120)
    consent_contact = forms.BooleanField(label=consent.CONTACT, required=False)
    consent_publish = forms.BooleanField(label=consent.PUBLISH, required=False)
    website = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        label=_("Để trống ô này"),
    )

    def clean_website(self) -> str:
        """Only programs fill in a field nobody sees."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Hãy để trống ô này."))
        return ""


class CodeForm(forms.Form):
    """The tracking code."""

    code = forms.CharField(
        label=_("Mã tra cứu"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Mã 20 ký tự bạn nhận khi gửi câu hỏi, ví dụ 7K2M-…"),
    )


class AnswerForm(forms.Form):
    """An officer's answer."""

    text = forms.CharField(label=_("Trả lời"), widget=forms.Textarea(attrs={"rows": 6}), max_length=MAX_TEXT)


class PublishForm(forms.Form):
    """The redacted words."""

    public_question = forms.CharField(label=_("Câu hỏi (bản để đăng)"), widget=forms.Textarea(attrs={"rows": 4}))
    public_answer = forms.CharField(label=_("Trả lời (bản để đăng)"), widget=forms.Textarea(attrs={"rows": 5}))
