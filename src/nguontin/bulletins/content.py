"""What a revision says, in one canonical form: frozen on submission, copied into the broadcast, named by its hash."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from loa_protocol import canonical

from .models import Revision


def content_of(revision: Revision) -> str:
    """Canonical JSON of everything the approver answers for. Dates are ISO days, targets unit ids, sizes bytes."""
    bulletin = revision.bulletin
    body: dict[str, Any] = {
        "bulletin": bulletin.pk,
        "revision": revision.number,
        "unit": bulletin.unit_id,
        "title": revision.title,
        "class": bulletin.klass,
        "field": bulletin.field,
        "source": bulletin.source,
        "valid_from": _day(bulletin.valid_from),
        "valid_to": _day(bulletin.valid_to),
        "targets": sorted(bulletin.targets.values_list("pk", flat=True)),
        "texts": [
            {
                "language": text.language,
                "text": text.text,
                "audio": {
                    "kind": text.audio.kind,
                    "sha256": text.audio.sha256,
                    "size": text.audio.size,
                    "duration_ms": text.audio.duration_ms,
                },
            }
            for text in revision.texts.select_related("audio")
        ],
    }
    return canonical(body).decode()


def digest_of(content: str) -> str:
    """SHA-256 of the canonical JSON, 64 hex digits."""
    return hashlib.sha256(content.encode()).hexdigest()


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
