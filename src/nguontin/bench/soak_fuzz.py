"""`./nguontin soak fuzz`: coverage-guided fuzzing of vanban, one target for each reader and three for what follows.

`--minutes 30` (the default) gives each reader 3 minutes, the analysis, the check and written data 2 each. Every target
runs in a process of its own: an input that takes longer than 10 s is a hang, more than 1 GB of memory a fault, and any
exception but the documented ones a crash. A hang or too much memory counts only when it shows again in a fresh process.
What is found is made smaller and kept in `packages/vanban/tests/fuzz/found/`, where a test tries it ever after.
Needs atheris (in requirements/dev.txt; Linux on x86-64).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from nguontin.bench.result import report

FUZZ = Path(__file__).resolve().parents[3] / "packages" / "vanban" / "tests" / "fuzz"
READERS = ("text", "docx", "html", "mail", "edxml", "zip", "pdf", "scan")
OTHERS = ("analysis", "check", "load")
WEIGHTS = {**dict.fromkeys(READERS, 3), **dict.fromkeys(OTHERS, 2)}
_START = 90  # seconds that a process may take beside its time: imports, seeds, the last input
_REPLAY = 60
_SMALLER = 180
_FAULT = 9  # status of a replay that shows a fault of Python
_LEAST = 5  # seconds worth another start after a process ended early
_RUNS = re.compile(rb"^stat::number_of_executed_units:\s*(\d+)|^#(\d+)\t", re.MULTILINE)
_COVERAGE = re.compile(rb"\bcov: (\d+)")


def main(argv: list[str]) -> int:
    """Fuzz all targets, or those given; status 0 when each ran and nothing was found."""
    parser = argparse.ArgumentParser(prog="./nguontin soak fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0, help="for all targets together (default 30)")
    parser.add_argument("--target", action="append", choices=list(WEIGHTS), help="only this one; may stand again")
    parser.add_argument("--corpus", type=Path, metavar="FOLDER", help="keep and use again what widened the coverage")
    parser.add_argument("--keep", type=Path, default=FUZZ / "found", metavar="FOLDER", help="where found inputs go")
    options = parser.parse_args(argv)
    if importlib.util.find_spec("atheris") is None:
        return report("fuzz", {"reason": "atheris is not installed (requirements/dev.txt; Linux on x86-64)"}, ok=False)
    names: list[str] = options.target or list(WEIGHTS)
    share = options.minutes * 60 / sum(WEIGHTS[name] for name in names)
    with tempfile.TemporaryDirectory() as scratch:
        corpus = options.corpus or Path(scratch) / "corpus"
        trials = [Trial(name, corpus / name, Path(scratch) / "found" / name) for name in names]
        for trial in trials:
            trial.run(share * WEIGHTS[trial.name])
            trial.keep(options.keep)
            _say(f"{trial.name}: {trial.figures()}")
    figures: dict[str, object] = {
        "minutes": round(sum(trial.seconds for trial in trials) / 60, 1),
        "executions": sum(trial.executions for trial in trials),
        "found": {trial.name: trial.found for trial in trials if trial.found},
        "targets": {trial.name: trial.figures() for trial in trials},
    }
    return report("fuzz", figures, ok=all(trial.executions and not trial.found for trial in trials))


@dataclass
class Trial:
    """The fuzzing of one target; `found` names what was kept."""

    name: str
    corpus: Path
    scratch: Path
    executions: int = 0
    coverage: int = 0
    seconds: float = 0.0
    found: list[str] = field(default_factory=list)

    def run(self, seconds: float) -> None:
        """Fuzz for so long, starting anew after a process that ended early."""
        self.scratch.mkdir(parents=True)
        while (left := seconds - self.seconds) >= min(_LEAST, seconds):
            began = time.monotonic()
            words = _child(
                self.name, "--seconds", str(max(1, round(left))), "--corpus", self.corpus, "--found", self.scratch,
                limit=left + _START,
            )  # fmt: skip
            self.seconds += time.monotonic() - began
            counts = [int(first or second) for first, second in _RUNS.findall(words.output)]
            if not counts:
                _say(words.output.decode(errors="replace")[-2000:])
                return
            self.executions += counts[-1]
            self.coverage = max([self.coverage, *map(int, _COVERAGE.findall(words.output))])

    def keep(self, folder: Path) -> None:
        """Try what was found again, make it smaller and put it into the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(self.scratch.iterdir()):
            again = _child(self.name, "--replay", path, limit=_REPLAY)
            said = again.output.decode(errors="replace")
            if again.status in (0, 1):  # 1: vanban itself could not be loaded
                _say(f"{path.name} did not show again {said[-1000:]}")
                continue
            title = said.split("\n", 1)[0].strip() if again.status == _FAULT else f"{self.name}-killed"
            _say(said[-3000:])
            if again.status == _FAULT:
                _child(self.name, "--smaller", path, limit=_SMALLER)
            mark = hashlib.sha256(path.read_bytes()).hexdigest()[:6]
            shutil.copy(path, folder / f"{title}-{mark}.case")
            self.found.append(f"{title}-{mark}")

    def figures(self) -> dict[str, object]:
        """For the report: coverage counts the branches of vanban that were reached."""
        return {
            "executions": self.executions,
            "coverage": self.coverage,
            "s": round(self.seconds),
            "found": len(self.found),
        }


@dataclass(frozen=True)
class _Words:
    """What a process said and how it ended (None: it was ended)."""

    output: bytes
    status: int | None


def _child(target: str, *words: str | Path, limit: float) -> _Words:
    command = [sys.executable, str(FUZZ / "child.py"), target, *map(str, words)]
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(  # noqa: S603 - our own program and arguments
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, timeout=limit, check=False
            )
            status: int | None = done.returncode
        except subprocess.TimeoutExpired:
            status = None
        said.seek(0)
        return _Words(said.read(), status)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
