"""Forms of the equipment pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RevokeForm(forms.Form):
    """Why a box is taken out of the network."""

    reason = forms.CharField(
        label=_("Lý do thu hồi"),
        max_length=300,
        help_text=_("Ví dụ: hộp bị mất, bị mở, thay hộp khác. Hộp ngừng phát ngay khi hết chương trình đang giữ."),
    )
