"""The package alone: its wheel in an empty environment, the README's examples run there in order."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import NoReturn

import pytest

PACKAGE = Path(__file__).resolve().parents[1]
_NETWORK = re.compile(
    r"No matching distribution|Connection|Temporary failure|timed out|Retrying|network", re.IGNORECASE
)
_EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_RUN = """
import ast, importlib.util, json, re, sys
for name in ("django", "nguontin", "pytest"):
    assert importlib.util.find_spec(name) is None, name
names = {}
for example in json.load(sys.stdin):
    exec(example, names)
    for shown, wanted in re.findall(r'^(\\S.*?)  # ("[^"]*")$', example, re.MULTILINE):
        assert eval(shown, names) == ast.literal_eval(wanted), (shown, eval(shown, names))
        print("agrees:", shown)
"""


def unavailable(reason: str) -> NoReturn:
    """A visible skip; a failure where everything must be there."""
    if os.environ.get("NGUON_REQUIRE_ALL", "0") not in {"0", ""}:
        pytest.fail(f"{reason}, and NGUON_REQUIRE_ALL is set")
    pytest.skip(reason)


def run(*command: str | Path, folder: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """A program that knows nothing of this environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NGUON", "DJANGO"))}
    return subprocess.run(
        command, cwd=folder, env=kept, input=given, capture_output=True, text=True, timeout=100, check=False
    )


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the package's wheel and what it asks for; gives its folder of programs."""
    folder = tmp_path_factory.mktemp("install")
    pip = (sys.executable, "-m", "pip")
    built = run(*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, PACKAGE, folder=folder)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("vanban-*.whl")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    programs = folder / "env" / "bin"
    python = programs / "python"
    wanted = ("install", "-q", "--only-binary", ":all:", "--no-compile", "--retries", "1")
    done = run(*pip, "--python", python, *wanted, wheel, folder=folder)
    if done.returncode and _NETWORK.search(done.stderr):
        unavailable("no package index can be reached, so vanban cannot be installed alone")
    assert done.returncode == 0, done.stderr
    return programs


@pytest.mark.timeout(240)
def test_the_readme_runs_in_an_empty_environment(environment: Path, tmp_path: Path) -> None:
    examples = _EXAMPLE.findall((PACKAGE / "README.md").read_text(encoding="utf-8"))
    assert len(examples) >= 4
    done = run(environment / "python", "-W", "error", "-c", _RUN, folder=tmp_path, given=json.dumps(examples))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("agrees:") >= 6
    read = run(environment / "vanban", "read", "--json", "ke-hoach.txt", folder=tmp_path)
    assert read.returncode == 0, read.stderr
    assert json.loads(read.stdout)["number"] == "44/KH-UBND"
    several = run(environment / "vanban", "read", "--json", "ke-hoach.txt", "bao-cao.docx", folder=tmp_path)
    assert [json.loads(line)["kind"] for line in several.stdout.splitlines()] == ["kế hoạch", "báo cáo"]
