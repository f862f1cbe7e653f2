"""The command ``vanban bench``: reads the papers of a folder and scores them against the annotations beside them."""

from __future__ import annotations

import datetime
import json
import sys
import time
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


def bench(folder: Path, *, gold: Path, suffix: str, today: datetime.date, verbose: bool, least: float) -> int:
    """Print the score of each part and the total, last of all one line of JSON.

    Status 0 when the total reaches ``least``, 1 when it does not, 2 when no paper has an annotation.
    """
    began = time.perf_counter()
    score = score_folder(folder, gold=gold, suffix=suffix, today=today)
    if not score.papers:
        message = f"{folder}: không có văn bản {suffix} nào kèm chú giải (TÊN.gold.json hoặc TÊN.json) trong {gold}."
        print(message, file=sys.stderr)  # noqa: T201 - this is the command's output
        return 2
    seconds = time.perf_counter() - began
    lines = [*(score.misses if verbose else ()), *(f"{part:11} {value:.4f}" for part, value in score.parts().items())]
    print("\n".join([*lines, f"{'TOTAL':11} {score.total:.4f}"]))  # noqa: T201
    parts = {part: round(value, 4) for part, value in score.parts().items()}
    figures = {"papers": score.papers, "seconds": round(seconds, 2), **parts, "total": round(score.total, 4)}
    print(json.dumps(figures))  # noqa: T201
    return 0 if score.total >= least else 1
