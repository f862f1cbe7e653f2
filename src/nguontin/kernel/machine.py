"""State machines: one enum, one transition table, one way to move.

``advance`` locks the row, checks the table, stamps who, when and why, and writes the audit entry, in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record

from .errors import DomainError


@dataclass(frozen=True)
class Machine:
    """Transition table of one state field: ``moves[state]`` are the states it may go to."""

    name: str
    moves: Mapping[str, frozenset[str]]
    needs_reason: frozenset[str]
    field: str = "state"

    def may(self, source: str, target: str) -> bool:
        """Whether the table has the move."""
        return target in self.moves.get(source, frozenset())


def machine(
    name: str, moves: Mapping[str, Iterable[str]], *, needs_reason: Iterable[str] = (), field: str = "state"
) -> Machine:
    """A Machine from plain lists."""
    table = {str(source): frozenset(map(str, targets)) for source, targets in moves.items()}
    return Machine(name, table, frozenset(map(str, needs_reason)), field)


class StatefulModel(models.Model):
    """A row with a state and the stamp of its last move."""

    state: models.CharField[Any, Any]
    state_by = models.ForeignKey("units.Person", null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    state_at = models.DateTimeField(null=True, editable=False)
    state_reason = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True


def advance(
    obj: Any, table: Machine, target: str, *, by: Any | None, at: datetime, reason: str = "", unit_id: int | None = None
) -> Any:
    """Move *obj* to *target* and return it, its other fields fresh from the locked row.

    ``by`` is None only when the system itself moves a row (a clock ran out). Raises DomainError("state") when the
    table has no such move, DomainError("reason") when the move needs a reason and none is given.
    """
    with transaction.atomic():
        row = type(obj)._base_manager.select_for_update().get(pk=obj.pk)
        source = getattr(row, table.field)
        if not table.may(source, target):
            labels = dict(row._meta.get_field(table.field).flatchoices)
            raise DomainError(
                "state",
                _("Không thể chuyển từ trạng thái “%(source)s” sang “%(target)s”.")
                % {"source": labels.get(source, source), "target": labels.get(target, target)},
                _("Tải lại trang để xem trạng thái mới nhất."),
            )
        reason = reason.strip()
        if target in table.needs_reason and not reason:
            raise DomainError("reason", _("Cần ghi lý do."), _("Viết một câu ngắn rồi gửi lại."))
        setattr(row, table.field, str(target))
        row.state_by, row.state_at, row.state_reason = by, at, reason
        row.save(update_fields=[table.field, "state_by", "state_at", "state_reason"])
        record(
            f"{table.name}.{target}",
            by=by,
            at=at,
            object_type=row._meta.label_lower,
            object_id=str(row.pk),
            unit_id=unit_id if unit_id is not None else getattr(row, "unit_id", None),
            fields=[table.field],
        )
    for name in (table.field, "state_by", "state_at", "state_reason"):
        setattr(obj, name, getattr(row, name))
    return obj
