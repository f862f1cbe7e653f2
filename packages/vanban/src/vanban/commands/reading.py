"""The command ``vanban read``: papers as JSON, or as a few lines for a person."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

from vanban import read, to_json
from vanban.commands.terminal import attempt, counted, show, tell
from vanban.model import Document


def read_files(files: Sequence[Path], *, as_json: bool, today: datetime.date) -> int:
    """Read each file and print it; status 1 when one could not be read, after reading the others."""
    status = 0
    for path in counted(files):
        document = attempt(path, lambda file: read(file.read_bytes(), filename=file.name, today=today))
        if document is None:
            status = 1
            continue
        for unread in document.unread:
            tell(f"{path}: {unread.message_vi}")
        if not as_json:
            show(summary(document))
        elif len(files) > 1:
            show(json.dumps(to_json(document) | {"file": str(path)}, ensure_ascii=False))
        else:
            show(json.dumps(to_json(document), ensure_ascii=False, indent=1))
    return status


def summary(document: Document) -> str:
    """A few lines for a person at a terminal."""
    rows = [
        ("Loại", document.kind),
        ("Cơ quan", document.issuer),
        ("Số", document.number or document.symbol),
        ("Ngày", document.date),
        ("Trích yếu", document.subject),
    ]
    lines = [f"{label}: {value.value}" for label, value in rows if value]
    counts = (
        (document.references, "viện dẫn"),
        (document.items, "nhiệm vụ"),
        (document.report_deadlines, "hạn báo cáo"),
    )
    lines.append(", ".join(f"{len(found)} {word}" for found, word in counts))
    return "\n".join(lines)
