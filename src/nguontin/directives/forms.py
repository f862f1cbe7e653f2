"""Forms of the room: the confirm screen's fields, results, notes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from vanban.readers import readers

from nguontin.kernel.errors import DomainError
from nguontin.kernel.pages import DayField

from .dates import iso_of, shown
from .drafts import TaskDraft
from .models import TaskParty
from .models.result import Channel
from .reading import MOST_ITEMS

RECURRENCES = [
    ("", _("Làm một lần")),
    ("monthly", _("Hằng tháng")),
    ("quarterly", _("Hằng quý")),
    ("yearly", _("Hằng năm")),
    ("standing", _("Thường xuyên")),
]
FIGURE_ROWS = 3


class HeaderForm(forms.Form):
    """Header of a paper, every field free to correct; empty means that the paper does not say."""

    kind = forms.CharField(label=_("Loại văn bản"), max_length=60, required=False)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    date = forms.CharField(label=_("Ngày ban hành"), max_length=10, required=False)
    place = forms.CharField(label=_("Nơi ban hành"), max_length=60, required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)
    issuer_parent = forms.CharField(label=_("Cơ quan cấp trên"), max_length=300, required=False)
    subject = forms.CharField(label=_("Trích yếu"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    addressees = forms.CharField(
        label=_("Kính gửi (mỗi dòng một nơi)"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    urgency = forms.CharField(label=_("Dấu khẩn"), max_length=40, required=False)
    secrecy = forms.CharField(label=_("Dấu mật"), max_length=40, required=False)

    prefix = "header"

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, str] | None = None) -> None:
        known = dict(initial or {})
        super().__init__(data, initial={**known, "date": shown(known.get("date", ""))})
        for name, one in self.fields.items():
            one.widget.attrs["data-span"] = f"header-{name}"

    def clean_date(self) -> str:
        """ISO day or month."""
        try:
            return iso_of(self.cleaned_data["date"])
        except DomainError as error:
            raise forms.ValidationError(f"{error.message} {error.next_step}") from error


class TaskForm(forms.Form):
    """One operative item. ``item`` is its place in what was read; an added one carries its place in the text."""

    take = forms.BooleanField(label=_("Lấy làm nhiệm vụ"), required=False)
    item = forms.IntegerField(widget=forms.HiddenInput, required=False)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Việc cần làm"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    lead = forms.CharField(label=_("Chủ trì"), max_length=2000, required=False)
    perform = forms.CharField(label=_("Thực hiện"), max_length=2000, required=False)
    coordinate = forms.CharField(label=_("Phối hợp"), max_length=2000, required=False)
    due = DayField(label=_("Hạn"), required=False)
    printed_time = forms.CharField(label=_("Thời gian ghi trong văn bản"), max_length=200, required=False)
    recurrence = forms.ChoiceField(label=_("Lặp lại"), choices=RECURRENCES, required=False)
    channels = forms.MultipleChoiceField(
        label=_("Hình thức"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "lead", "perform", "coordinate", "due", "printed_time", "recurrence"):
            self.fields[name].widget.attrs["data-span"] = f"{self.prefix}-{name}"
        self.fields["due"].widget.attrs["placeholder"] = ""  # a day in grey would look like one that was read
        now = self.initial.get("recurrence", "")
        if now and now not in dict(RECURRENCES):  # "monthly:20": the day named in the paper
            day = now.partition(":")[2]
            label = _("Hằng tháng, ngày %(day)s") % {"day": day}
            self.fields["recurrence"].choices = [*RECURRENCES, (now, label)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A taken task has a name."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("take") and not values.get("title", "").strip():
            self.add_error("title", _("Viết ngắn gọn việc cần làm."))
        return values


def initial_of(draft: TaskDraft) -> dict[str, Any]:
    """What the form of a draft begins with."""
    return {
        "take": draft.take,
        "item": draft.item,
        "start": draft.start,
        "end": draft.end,
        "title": draft.title,
        "due": draft.due,
        "printed_time": draft.printed_time,
        "recurrence": draft.recurrence,
        "channels": list(draft.channels),
        **{role: "; ".join(draft.names(role)) for role in TaskParty.Role.values},
    }


def split_names(words: str) -> list[str]:
    """Names parted by semicolons, each once."""
    return list(dict.fromkeys(name.strip() for name in words.split(";") if name.strip()))


_MOST = MOST_ITEMS + 50  # with what people add
TaskFormSet = forms.formset_factory(TaskForm, extra=0, max_num=_MOST, absolute_max=_MOST)


class SeveralFiles(forms.FileField):
    """Any number of files chosen at once."""

    class Widget(forms.ClearableFileInput):
        """The browser's chooser for several files."""

        allow_multiple_selected = True

    widget = Widget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)  # the services say of each file what is wrong with it

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file checked as one."""
        several = data if isinstance(data, (list, tuple)) else [data] if data else []
        if self.required and not several:
            raise forms.ValidationError(self.error_messages["required"])
        return [super(SeveralFiles, self).clean(one, initial) for one in several]


def readable_types() -> list[str]:
    """File name endings of all that the installed readers read, with the dot."""
    return sorted({ending for reader in readers() for ending in reader.types})


class UploadForm(forms.Form):
    """Papers to take in."""

    papers = SeveralFiles(
        label=_("Chọn tệp văn bản"),
        widget=SeveralFiles.Widget(),
        error_messages={"required": _("Chọn ít nhất một tệp.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = readable_types()
        self.fields["papers"].widget.attrs["accept"] = ",".join(types)
        self.fields["papers"].help_text = _(
            "Một hay nhiều tệp, mỗi tệp tối đa %(most)d MB. Đọc được: %(types)s. Bản quét, ảnh chụp được nhận dạng"
            " chữ; văn bản đính kèm trong thư hoặc tệp nén được lấy ra đọc."
        ) % {"most": settings.MAX_UPLOAD_BYTES // 2**20, "types": ", ".join(types)}


class NoteForm(forms.Form):
    """A word on how it goes."""

    text = forms.CharField(label=_("Đang làm đến đâu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class DeclineForm(forms.Form):
    """Why the task does not concern the unit."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)


class ResultForm(forms.Form):
    """Something done: channel, day, note, up to three figures, files."""

    channel = forms.ChoiceField(label=_("Hình thức đã làm"), choices=Channel.choices)
    on = DayField(label=_("Ngày làm"))
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    photos = SeveralFiles(
        label=_("Ảnh hoặc tệp PDF"),
        help_text=_("Ảnh JPEG, PNG hoặc PDF, mỗi tệp tối đa 40 MB."),
        widget=SeveralFiles.Widget(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(FIGURE_ROWS):
            self.fields[f"label_{row}"] = forms.CharField(label=_("Tên số liệu"), max_length=120, required=False)
            self.fields[f"value_{row}"] = forms.DecimalField(
                label=_("Số"), min_value=Decimal(0), max_digits=14, decimal_places=2, required=False
            )
            self.fields[f"measure_{row}"] = forms.CharField(label=_("Đơn vị tính"), max_length=40, required=False)

    def figure_rows(self) -> list[tuple[Any, Any, Any]]:
        """The bound fields of the figures, row by row."""
        return [(self[f"label_{row}"], self[f"value_{row}"], self[f"measure_{row}"]) for row in range(FIGURE_ROWS)]

    def clean(self) -> dict[str, Any]:
        """A figure is whole or absent."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(FIGURE_ROWS):
            given = [values.get(f"{name}_{row}") not in (None, "") for name in ("label", "value", "measure")]
            if any(given) and not all(given):
                self.add_error(f"label_{row}", _("Ghi đủ tên, số và đơn vị tính, ví dụ: Băng rôn, 12, chiếc."))
        return values

    def figures(self) -> list[tuple[str, Decimal, str]]:
        """(label, value, measure) of the rows that are filled."""
        known = self.cleaned_data
        return [
            (known[f"label_{row}"], known[f"value_{row}"], known[f"measure_{row}"])
            for row in range(FIGURE_ROWS)
            if known.get(f"label_{row}")
        ]
