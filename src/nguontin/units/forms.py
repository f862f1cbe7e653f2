"""Forms of accounts, roles, units and imports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nguontin.kernel.errors import DomainError
from nguontin.kernel.spreadsheet import MAX_BYTES

from .models import Person, Role, Unit, UnitKind
from .services import check_password_strength


class SignInForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """Six digits from the authenticator app."""

    code = forms.CharField(
        label=_("Mã 6 chữ số trên ứng dụng xác thực"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class ResetForm(forms.Form):
    """Whose password is forgotten."""

    name = forms.CharField(
        label=_("Tên đăng nhập hoặc thư điện tử"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice. Made as Django's own, so that its views can use it."""

    new_password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        max_length=500,
        help_text=_("Ít nhất 10 ký tự; không dùng mật khẩu phổ biến hay tên của mình."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Both alike and strong enough."""
        data = super().clean() or self.cleaned_data
        first, second = data.get("new_password1"), data.get("new_password2")
        if first and second and first != second:
            self.add_error("new_password2", _("Hai lần nhập không giống nhau."))
        elif first:
            try:
                check_password_strength(first, self.user)
            except DomainError as error:
                self.add_error("new_password1", error.message)
        return data

    def save(self) -> Person:
        """Set it."""
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.save(update_fields=["password"])
        return self.user


class ChangePasswordForm(NewPasswordForm):
    """The old password, then the new one."""

    old_password = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    field_order = ("old_password", "new_password1", "new_password2")

    def clean_old_password(self) -> str:
        """It must be right."""
        old: str = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise ValidationError(_("Mật khẩu đang dùng không đúng."))
        return old


class ContactsForm(forms.Form):
    """What people change about themselves, and administrators about them."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, help_text=_("Để nhận thư đặt lại mật khẩu khi quên.")
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)


class OwnContactsForm(ContactsForm):
    """One's own contacts. The mail address opens the account, so a new one asks for the password."""

    password = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Chỉ cần khi đổi thư điện tử."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        now = {"full_name": person.full_name, "email": person.email, "phone": person.phone}
        super().__init__(*args, initial=now, **kwargs)
        self._person = person

    @property
    def asks_for_password(self) -> bool:
        """Whether the mail address sent in is not the one on the account."""
        sent = str(self.data.get("email", "")).strip()
        return bool(sent) and sent != self._person.email

    def clean(self) -> dict[str, Any]:
        """The password is right where it is asked for; it is no contact and goes no further."""
        data = super().clean() or self.cleaned_data
        password = data.pop("password", "")
        if self.asks_for_password and not self._person.check_password(password):
            self.add_error("password", _("Mật khẩu không đúng. Nhập mật khẩu đang dùng để đổi thư điện tử."))
        return data


class RoleForm(forms.Form):
    """A role in one of the units that the giver manages."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"),
        queryset=Unit.objects.none(),
        empty_label=_("Chọn đơn vị"),
        help_text=_("Vai trò có hiệu lực ở đơn vị này và mọi đơn vị bên dưới."),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class PersonForm(RoleForm, ContactsForm):
    """A new account."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, ví dụ: nguyen.thi.a"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ("username", "full_name", "email", "phone", "role", "unit")


class UnitForm(forms.Form):
    """A unit under the one shown."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=UnitKind.choices)
    aliases = forms.CharField(
        label=_("Tên khác"),
        required=False,
        max_length=1000,
        help_text=_("Cách văn bản hay ghi, cách nhau bằng dấu chấm phẩy."),
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            choice for choice in UnitKind.choices if choice[0] in kinds
        ]

    def clean_aliases(self) -> list[str]:
        """The names one by one."""
        return [part.strip()[:200] for part in self.cleaned_data["aliases"].split(";") if part.strip()]


class RenameForm(forms.Form):
    """Another name for the unit from a day on."""

    name = forms.CharField(label=_("Tên mới"), max_length=200)
    basis = forms.CharField(label=_("Căn cứ"), max_length=200, help_text=_("Số, ngày của nghị quyết hoặc quyết định."))


class TableForm(forms.Form):
    """A table to import."""

    file = forms.FileField(
        label=_("Tệp .xlsx hoặc .csv"), help_text=_("Dòng đầu là tên cột; tối đa 5 MB, 20.000 dòng.")
    )

    def clean_file(self) -> Any:
        """Refused by its size before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("Tệp lớn hơn 5 MB. Chia thành nhiều tệp nhỏ hơn."))
        return file
