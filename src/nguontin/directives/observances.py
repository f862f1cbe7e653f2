"""Observances and report demands as the reader found them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from .drafts import DemandDraft, ObservanceDraft

_YEARS = re.compile(r"\((?:\d{1,2}[/.-]){0,2}(\d{4})\s*[-–]\s*(?:\d{1,2}[/.-]){0,2}\d{4}\)")
_COUNT = re.compile(r"\b(\d{1,4})\s+năm\b", re.IGNORECASE)
_LUNAR = re.compile(r"âm lịch|\bÂL\b")


def observances_read(read: dict[str, Any] | None) -> list[ObservanceDraft]:
    """Days to be marked; ``first_year`` from "(03/10/1950 - 03/10/2026)" or from "76 năm" and the printed year."""
    drafts = []
    for one in (read or {}).get("anniversaries", []):
        year, month, day = one["date"].rsplit("-", 2)
        drafts.append(
            ObservanceDraft(
                title=one["text"][:300],
                day=int(day),
                month=int(month),
                first_year=_first_year(one["text"], year),
                lunar=bool(_LUNAR.search(one["text"])),
                start=one["start"],
                end=one["end"],
            )
        )
    return drafts


def _first_year(text: str, year: str) -> int | None:
    if found := _YEARS.search(text):
        return int(found.group(1))
    count = _COUNT.search(text)
    return int(year) - int(count.group(1)) if count and year.isdigit() else None


def demands_read(read: dict[str, Any] | None) -> list[DemandDraft]:
    """Reports the paper asks for."""
    return [
        DemandDraft(
            text=one["text"],
            due=date.fromisoformat(one["date"]) if one["date"] else None,
            recurrence=one["recurrence"] or "",
            recipient=(one["to"] or "")[:300],
            start=one["start"],
            end=one["end"],
        )
        for one in (read or {}).get("report_deadlines", [])
    ]
