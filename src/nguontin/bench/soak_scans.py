"""`./nguontin soak scans`: the round-trip papers of vanban as .docx, PDF and scans, read and scored.

Each paper is written as .docx, turned into PDF by LibreOffice, and made into scanned pages (tilted by 1°, slightly
blurred, Gaussian noise of 10/255, JPEG quality 60) at 300 and 200 dpi. Needs LibreOffice and Tesseract with Vietnamese.
Takes some minutes; `--papers N` takes only the first N, `--keep FOLDER` leaves all files there.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import vanban
from vanban.characters import character_error_rate
from vanban.readers import extract_text
from vanban.scoring import Score

from nguontin.bench.result import report

TESTS = Path(__file__).resolve().parents[3] / "packages" / "vanban" / "tests"
TODAY = datetime.date(2026, 11, 21)
GOALS = {"docx": 0.97, "pdf": 0.97, "scan_300": 0.93, "scan_200": 0.90}
NEEDED = ("soffice", "tesseract")


def main(argv: list[str]) -> int:
    """Run the whole round trip; status 0 when each way of reading reaches its goal."""
    parser = argparse.ArgumentParser(prog="./nguontin soak scans", description=__doc__)
    parser.add_argument("--papers", type=int, default=None, metavar="N", help="only the first N papers")
    parser.add_argument("--keep", type=Path, default=None, metavar="FOLDER", help="leave the files there")
    parser.add_argument("--verbose", action="store_true", help="print each value that was read wrong")
    options = parser.parse_args(argv)
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        return report("scans", {"reason": f"not installed: {', '.join(missing)}"}, ok=False)
    helpers, scans = test_modules()
    names = helpers.NAMES[: options.papers]
    made: dict[str, bytes] = scans.pdfs({name: helpers.written(name) for name in names})
    texts = {name: extract_text(data, filename=f"{name}.pdf") for name, data in made.items()}
    figures: dict[str, object] = {"papers": len(names)}
    for way in GOALS:
        outcome = Outcome(way)
        for name, data in _as_made(way, made, helpers, scans):
            outcome.read(name, data, wanted=helpers.annotation(name), text=texts[name])
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / outcome.filename(name)).write_bytes(data)
        if options.verbose:
            _say("\n".join(f"{way} {miss}" for miss in outcome.score.misses))
        figures |= outcome.figures()
    ok = all(float(str(figures[f"{way}_total"])) >= goal for way, goal in GOALS.items())
    return report("scans", figures, ok=ok)


@dataclass
class Outcome:
    """What one way of reading gave, over all papers."""

    way: str
    score: Score = field(default_factory=Score)
    totals: dict[str, float] = field(default_factory=dict)
    errors: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    def filename(self, name: str) -> str:
        """How the file of a paper is called in this way."""
        return f"{name}-{self.way}.pdf" if self.way.startswith("scan") else f"{name}.{self.way}"

    def read(self, name: str, data: bytes, *, wanted: Mapping[str, Any], text: str) -> None:
        """Read one paper; `text` is what the PDF it comes from says, to count wrong characters of a scan."""
        began = time.perf_counter()
        found: dict[str, Any] = {}
        words = ""
        try:
            document = vanban.read(data, filename=self.filename(name), today=TODAY)
            found, words = vanban.to_json(document), document.text
        except vanban.UnreadableError as error:
            _say(f"{self.filename(name)}: {error}")
        self.seconds += time.perf_counter() - began
        alone = Score()
        for score in (alone, self.score):
            score.add(name, found, wanted)
        self.totals[name] = alone.total
        if self.way.startswith("scan"):
            self.errors[name] = character_error_rate(words, text)
        _say(f"{self.filename(name)} {alone.total:.3f} {self.errors.get(name, 0.0):.4f}")

    def figures(self) -> dict[str, object]:
        """The figures for the report: totals between 0 and 1, wrong characters as a share, seconds of reading."""
        lowest = min(self.totals, key=lambda name: self.totals[name])
        figures: dict[str, object] = {
            "total": round(self.score.total, 4),
            "total_goal": GOALS[self.way],
            "parts": {part: round(value, 4) for part, value in self.score.parts().items()},
            "lowest": {lowest: round(self.totals[lowest], 4)},
            "s": round(self.seconds, 1),
        }
        if self.errors:
            figures["character_errors_mean"] = round(sum(self.errors.values()) / len(self.errors), 5)
            figures["character_errors_worst"] = round(max(self.errors.values()), 5)
        return {f"{self.way}_{name}": value for name, value in figures.items()}


def test_modules() -> tuple[Any, Any]:
    """The papers and the scanner's imitation, which stand beside vanban's tests."""
    sys.path.insert(0, str(TESTS))
    try:
        return importlib.import_module("roundtrip_helpers"), importlib.import_module("scans")
    finally:
        sys.path.pop(0)


def _as_made(way: str, made: Mapping[str, bytes], helpers: Any, scans: Any) -> Iterator[tuple[str, bytes]]:
    for name, pdf in made.items():
        if way == "docx":
            yield name, helpers.written(name)
        elif way == "pdf":
            yield name, pdf
        else:
            yield name, scans.as_scan(pdf, dpi=int(way.removeprefix("scan_")))


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
