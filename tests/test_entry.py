"""The entry script and what it hands over to: help, mistakes, the stamp of the environment, a bench's last line."""

from __future__ import annotations

import fcntl
import json
import re
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from nguontin.bench import registry
from nguontin.bench.result import report
from nguontin.cli import checks
from nguontin.cli.commands import COMMANDS
from nguontin.cli.dispatch import main as dispatch

ROOT = Path(__file__).resolve().parents[1]
VIETNAMESE = re.compile(r"[ăâđêôơưàáạảãằắặẳẵầấậẩẫèéẹẻẽềếệểễìíịỉĩòóọỏõồốộổỗờớợởỡùúụủũừứựửữỳýỵỷỹ]", re.IGNORECASE)


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The entry script as a module, set to a checkout in a temporary folder; its steps are noted, not run."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = SourceFileLoader("nguontin_entry", str(ROOT / "nguontin"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    script = module_from_spec(spec)
    loader.exec_module(script)
    for file in [*script.REQUIREMENTS.values(), *(f"{project}/pyproject.toml" for project in script.PROJECTS)]:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(f"{file}\n")
    script.ROOT, script.VENV = tmp_path, tmp_path / ".venv"
    script.PYTHON, script.STAMP = script.VENV / "bin/python", script.VENV / "stamp.json"
    script.LOCK = script.VENV / "lock"
    script.steps = []

    def noted(arguments: list[object], *_: object) -> None:
        script.steps.append(" ".join(map(str, arguments)))
        script.PYTHON.parent.mkdir(exist_ok=True)
        script.PYTHON.touch()

    script.run = noted
    return script


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / "nguontin", *arguments], capture_output=True, text=True, check=False)


def test_help_names_every_command_in_vietnamese_and_then_in_english() -> None:
    done = run("--help")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    for command in COMMANDS.values():
        place = next(at for at, line in enumerate(lines) if line.split()[:1] == [command.name])
        assert VIETNAMESE.search(lines[place + 1])
        assert not VIETNAMESE.search(lines[place + 2])


@pytest.mark.parametrize("arguments", [[], ["demmo"]])
def test_a_mistake_is_told_on_standard_error_alone(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "demo" in done.stderr


def test_every_command_leads_to_a_module_of_this_project() -> None:
    for command in COMMANDS.values():
        module = command.target.partition(":")[0].replace(".", "/")
        assert (ROOT / "src" / f"{module}.py").is_file(), command.target


def test_the_environment_is_made_once(entry: ModuleType) -> None:
    entry.set_up("base")
    wanted = ["-m venv", "base.txt", "-e ./packages/loa"]
    assert len(entry.steps) == len(wanted)
    assert all(part in step for part, step in zip(wanted, entry.steps, strict=True))
    assert all("--require-hashes" in step for step in entry.steps if "-r " in step)
    entry.steps.clear()
    entry.set_up("base")
    assert entry.steps == []


def test_tools_of_the_tests_are_added_when_they_are_needed(entry: ModuleType) -> None:
    entry.set_up("base")
    entry.steps.clear()
    entry.set_up("dev")
    assert len(entry.steps) == 1
    assert "requirements/dev.txt" in entry.steps[0]
    entry.steps.clear()
    entry.set_up("base")
    assert entry.steps == []


@pytest.mark.parametrize("changed", ["requirements/base.txt", "packages/loa/pyproject.toml"])
def test_changed_requirements_are_installed_over_the_old_ones(entry: ModuleType, changed: str) -> None:
    entry.set_up("base")
    entry.steps.clear()
    (entry.ROOT / changed).write_text("changed\n")
    entry.set_up("base")
    assert len(entry.steps) == 2
    assert not any("-m venv" in step for step in entry.steps)


def test_a_set_up_that_was_cut_off_is_made_anew(entry: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = entry.install_requirements

    def cut_off(_file: str) -> None:
        (entry.VENV / "half a package").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "install_requirements", cut_off)
    with pytest.raises(KeyboardInterrupt):
        entry.set_up("base")
    monkeypatch.setattr(entry, "install_requirements", whole)
    entry.set_up("base")
    assert not (entry.VENV / "half a package").exists()
    assert sum("-m venv" in step for step in entry.steps) == 2


def test_another_python_or_another_place_needs_another_environment(entry: ModuleType) -> None:
    entry.set_up("base")
    entry.write_stamp({**entry.found_stamp(), "place": "3.99 /elsewhere"})
    entry.set_up("base")
    assert sum("-m venv" in step for step in entry.steps) == 2


def start(folder: Path, then: str) -> subprocess.Popen[str]:
    """Another process with the entry script loaded and its environment in `folder`, which then does `then`."""
    program = f"""
import sys, time
from importlib.machinery import SourceFileLoader
from pathlib import Path
sys.dont_write_bytecode = True
entry = SourceFileLoader("entry", {str(ROOT / "nguontin")!r}).load_module()
entry.VENV = Path({str(folder)!r}) / "venv"
entry.LOCK, entry.STAMP, entry.PYTHON = entry.VENV / "lock", entry.VENV / "stamp", entry.VENV / "python"
{then}
"""
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", program]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_starts_at_once_set_up_once(tmp_path: Path) -> None:
    """The second start waits for the lock and then finds the work done."""
    steps = """
def run(arguments, *_):
    time.sleep(0.3)
    entry.PYTHON.touch()
    print("step", flush=True)
entry.run = run
entry.set_up("base")
"""
    both = [start(tmp_path, steps) for _ in range(2)]
    printed = [child.communicate(timeout=30)[0].count("step") for child in both]
    assert [child.returncode for child in both] == [0, 0]
    assert sorted(printed) == [0, 3]


def test_a_start_that_was_killed_keeps_others_out_until_its_installer_has_ended(tmp_path: Path) -> None:
    step = "import sys, time; print(flush=True); time.sleep(1)"
    child = start(
        tmp_path,
        "from unittest.mock import Mock\n"
        "progress = Mock(close=lambda: None)\n"
        "entry.re.match = lambda *_: print('at work', flush=True)\n"
        f"with entry.alone(): entry.run([sys.executable, '-c', {step!r}], progress)",
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "at work\n"
    child.kill()
    child.communicate()
    with (tmp_path / "venv/lock").open() as lock:
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(lock, fcntl.LOCK_EX)


def test_a_python_without_venv_is_told_what_to_install(entry: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(entry.SetupError, match="apt install python3-venv"):
        entry.set_up("base")
    assert not entry.VENV.exists()


def test_an_old_python_is_refused_in_both_languages(entry: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(entry.SetupError, match=r"Cần Python 3\.11[\s\S]*3\.11 or newer is needed"):
        entry.check_python()


def test_an_unknown_bench_ends_with_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["bench", "no-such-figure"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    assert answer["available"] == registry.available(soak=False)


@pytest.mark.parametrize(("ok", "status"), [(True, 0), (False, 1)])
def test_a_report_is_a_single_line_and_its_status_follows_the_goals(
    capsys: pytest.CaptureFixture[str], ok: bool, status: int
) -> None:
    assert report("alarm", {"click_to_publish_ms": 120, "goal_click_to_publish_ms": 300}, ok) == status
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert json.loads(out)["click_to_publish_ms"] == 120


def test_checks_fail_when_any_part_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[str] = []

    def run(command: list[object], *_: object) -> int:
        seen.append(Path(str(command[0])).name)
        return int("ruff" in seen[-1])

    monkeypatch.setattr(checks, "_run", run)
    monkeypatch.setattr(checks, "_on_postgresql", lambda: True)
    assert checks.main([]) == 1
    assert seen == ["ruff", "ruff", "python", "lint-imports", "python"]
    assert "FAILED: ruff check, ruff format" in capsys.readouterr().err


def test_checks_with_arguments_run_pytest_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(checks, "_run", lambda command, *_: seen.append([str(word) for word in command]) or 4)
    assert checks.main(["tests/test_entry.py", "-k", "help"]) == 4
    assert seen[0][1:] == ["-m", "pytest", "tests/test_entry.py", "-k", "help"]
    assert len(seen) == 1
