"""Writing the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from nguontin.audit.models import Entry


def record(
    verb: str,
    *,
    by: Any | None,
    at: datetime,
    object_type: str,
    object_id: str,
    unit_id: int | None = None,
    fields: Iterable[str] = (),
    ids: Mapping[str, str | int] | None = None,
) -> Entry:
    """Append one entry inside the caller's transaction. *fields* are names, *ids* are ids: never values or words."""
    return Entry.objects.create(
        verb=verb,
        at=at,
        actor_id=getattr(by, "pk", None),
        unit_id=unit_id,
        object_type=object_type,
        object_id=object_id,
        fields=sorted(fields),
        ids=dict(ids or {}),
    )
