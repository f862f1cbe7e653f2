"""The command ``vanban bench``: scores the papers of a folder against the annotations beside them."""

from __future__ import annotations

import datetime
import json
import time
from pathlib import Path

from vanban.bench import score_folder
from vanban.commands.terminal import attempt, show, tell


def bench(folder: Path, *, gold: Path, suffix: str, today: datetime.date, verbose: bool, least: float) -> int:
    """Print the score of each part and the total, last of all one line of JSON.

    Status 0 when the total reaches ``least`` (between 0 and 1), 1 when it does not, 2 when no paper has an annotation.
    """
    began = time.perf_counter()
    score = attempt(folder, lambda papers: score_folder(papers, gold=gold, suffix=suffix, today=today))
    if score is None or not score.papers:
        tell(f"{folder}: không có văn bản {suffix} nào kèm chú giải (TÊN.gold.json hoặc TÊN.json) trong {gold}.")
        return 2
    seconds = time.perf_counter() - began
    parts = score.parts()
    lines = [*(score.misses if verbose else ()), *(f"{part:11} {value:.4f}" for part, value in parts.items())]
    show("\n".join([*lines, f"{'TOTAL':11} {score.total:.4f}"]))
    rounded = {part: round(value, 4) for part, value in parts.items()}
    figures = {"papers": score.papers, "seconds": round(seconds, 2), **rounded, "total": round(score.total, 4)}
    show(json.dumps(figures))
    return 0 if score.total >= least else 1
