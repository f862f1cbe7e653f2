"""`./nguontin soak fuzz`: what it says with and without the fuzzer, and what it counts as found."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from nguontin.bench import soak_fuzz
from tests.support.optional import missing


def test_without_the_fuzzer_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("nguontin.bench.soak_fuzz.importlib.util.find_spec", lambda name: None)
    assert soak_fuzz.main([]) == 1
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["ok"] is False
    assert "atheris" in said["reason"]


def test_half_an_hour_gives_each_reader_three_minutes() -> None:
    assert 30 / sum(soak_fuzz.WEIGHTS.values()) * min(soak_fuzz.WEIGHTS[name] for name in soak_fuzz.READERS) >= 3


def test_a_moment_of_fuzzing_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if importlib.util.find_spec("atheris") is None:
        missing("atheris is not installed (Linux on x86-64 only)")
    assert soak_fuzz.main(["--minutes", "0.05", "--target", "text", "--keep", str(tmp_path)]) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["ok"] is True
    assert said["executions"] > 0
    assert said["targets"]["text"]["coverage"] > 0


def test_only_what_shows_again_is_kept(tmp_path: Path) -> None:
    trial = soak_fuzz.Trial("text", tmp_path / "corpus", tmp_path / "found")
    trial.scratch.mkdir()
    (trial.scratch / "text-timeout-1").write_bytes(b"KE HOACH")
    trial.keep(tmp_path / "kept")
    assert trial.found == []
    assert list((tmp_path / "kept").iterdir()) == []
