"""A folder of papers read and scored against the annotations beside them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from vanban import read, to_json
from vanban.errors import UnreadableError
from vanban.scoring import Score


def annotation_files(folder: Path) -> dict[str, Path]:
    """Annotation files by the name of their paper: ``NAME.gold.json``, else ``NAME.json``."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.json")):
        name = path.name.removesuffix(".json").removesuffix(".gold")
        if name not in found or path.name.endswith(".gold.json"):
            found[name] = path
    return found


def score_folder(folder: Path, *, gold: Path, suffix: str, today: datetime.date) -> Score:
    """Read each ``NAME + suffix`` that has an annotation; one that cannot be read counts as read empty."""
    score = Score()
    for name, annotation in annotation_files(gold).items():
        paper = folder / f"{name}{suffix}"
        if not paper.is_file():
            continue
        wanted = json.loads(annotation.read_text(encoding="utf-8"))
        try:
            found: dict[str, Any] = to_json(read(paper.read_bytes(), filename=paper.name, today=today))
        except UnreadableError as error:
            found = {}
            score.misses.append(f"{name}: không đọc được ({error.code}). {error.message_vi}")
        score.add(name, found, wanted)
    return score
