"""Imports that show first what they will do, and then do exactly that or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from .errors import DomainError
from .filestore import drop, drop_older, fetch, keep
from .spreadsheet import Row, read_rows

SHELF = "imports"
KEPT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What one row of the file will do: its number, what it is about, and for each field (before, after)."""

    number: int
    label: str
    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that cannot be imported, with a sentence that says why."""

    number: int
    message: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will do. ``digest`` is the plan's own: another plan, even of the same file, has another."""

    file: str
    new: tuple[PlannedRow, ...]
    changed: tuple[PlannedRow, ...]
    unchanged: int
    errors: tuple[RowError, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over the plan in canonical JSON."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Step:
    """One row made ready: what the preview shows, and what doing it means."""

    row: PlannedRow
    is_new: bool
    do: Callable[[], object]


@dataclass(slots=True)
class Steps:
    """What a table comes to: steps in the order of its rows, rows that change nothing, rows that cannot be imported."""

    steps: list[Step]
    unchanged: int
    errors: list[RowError]

    def add(self, step: Step | None) -> None:
        """One more row; None when it changes nothing."""
        if step is None:
            self.unchanged += 1
        else:
            self.steps.append(step)


@dataclass(frozen=True, slots=True)
class Importer:
    """A kind of table: its columns (see ``spreadsheet.read_rows``) and how its rows become steps."""

    columns: Mapping[str, Sequence[str]]
    required: tuple[str, ...]
    plan: Callable[[list[Row]], Steps]


def check_import(data: bytes, file_name: str, importer: Importer) -> ImportPlan:
    """What importing *data* will do; keeps the file so that ``do_import`` can find it, and changes nothing else.

    Raises DomainError when the file is no table (see ``spreadsheet.read_rows``).
    """
    plan, _steps = _plan(data, file_name, importer)
    keep(SHELF, data)
    return plan


def do_import(file: str, file_name: str, importer: Importer, *, digest: str) -> ImportPlan:
    """Plan the kept *file* again and, if the plan is the very one that was shown, carry it out: wholly or not at all.

    Raises DomainError("import_gone"/"import_moved"/"import_errors") and whatever a step raises.
    """
    try:
        data = fetch(SHELF, file)
    except (FileNotFoundError, ValueError) as error:
        raise DomainError("import_gone", _("Tệp đã hết hạn xem trước."), _("Tải tệp lên lại.")) from error
    with transaction.atomic():
        plan, steps = _plan(data, file_name, importer)
        if plan.digest != digest:
            raise DomainError(
                "import_moved",
                _("Dữ liệu đã thay đổi từ lúc xem trước."),
                _("Tải tệp lên lại để xem trước."),
            )
        if plan.errors:
            raise DomainError(
                "import_errors", _("Tệp còn dòng lỗi nên chưa nhập."), _("Sửa các dòng được nêu rồi tải lên lại.")
            )
        for step in steps:
            step.do()
    drop(SHELF, file)  # it may hold people's contacts
    return plan


def forget_old_files(at: datetime) -> int:
    """Files whose import was never confirmed; returns how many went. *at* is the machine's instant."""
    return drop_older(SHELF, before=at - KEPT)


def _plan(data: bytes, file_name: str, importer: Importer) -> tuple[ImportPlan, list[Step]]:
    found = importer.plan(read_rows(data, file_name, importer.columns, required=importer.required))
    plan = ImportPlan(
        file=hashlib.sha256(data).hexdigest(),
        new=tuple(step.row for step in found.steps if step.is_new),
        changed=tuple(step.row for step in found.steps if not step.is_new),
        unchanged=found.unchanged,
        errors=tuple(found.errors),
    )
    return plan, found.steps
