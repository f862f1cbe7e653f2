"""kill -9 in the middle of playing: no evidence is lost, none is written twice, the torn item is told as torn."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from uuid import UUID, uuid4

from loa.journal import Journal

ROOT = Path(__file__).resolve().parents[2]
MORNING_MS = 1_795_125_600_000  # 2026-11-20 5:00 in Vietnam
CUTS = 3


def played_until_killed(folder: Path, cluster: UUID, start_ms: int, *, lines: int) -> list[UUID]:
    """Run the box and kill it after so many pieces of evidence; what it said that it had proved."""
    command = [sys.executable, "-m", "tests.integration.playing_box", str(folder), str(cluster), str(start_ms)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [UUID(child.stdout.readline().strip()) for _ in range(lines)]
        child.send_signal(signal.SIGKILL)
        told += [UUID(line.strip()) for line in child.stdout if len(line.strip()) == 36]
    assert child.returncode == -signal.SIGKILL
    return told


def test_evidence_survives_kill_9_and_nothing_is_told_twice(tmp_path: Path) -> None:
    cluster, told = uuid4(), []
    for cut in range(CUTS):
        told += played_until_killed(tmp_path, cluster, MORNING_MS + cut * 10_800_000, lines=3 + cut)
    assert len(told) == len(set(told)) >= sum(3 + cut for cut in range(CUTS)) - CUTS
    journal = Journal(tmp_path)
    rows = journal.evidence(5000)
    journal.close()
    kept = Counter(row.occurrence for row in rows)
    assert set(told) <= set(kept), "what it had proved is still there"
    assert set(kept.values()) == {1}
    assert {str(row.reason) for row in rows if row.outcome == "partly"} <= {"power_cut"}
