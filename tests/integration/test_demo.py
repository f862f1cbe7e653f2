"""`demo` as a person starts it: the whole chain through the command line, its broker, its papers, its second start."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from nguontin.demo.place import open_place, remove
from tests.support.optional import missing

pytestmark = pytest.mark.timeout(300)

ROOT = Path(__file__).resolve().parents[2]
SEED_PAPERS = ROOT.parent / "shared" / "documents" / "text"
SECOND_START_S = 15.0
KEYS = {
    "directives",
    "references",
    "tasks",
    "bulletins",
    "occurrences",
    "speakers",
    "evidence",
    "audio_checked",
    "audio_matching",
    "report_docx",
    "seconds",
}


def surroundings(temporary: Path) -> dict[str, str]:
    """The environment of a demo: no settings of these tests, temporary folders below *temporary*."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NGUON_", "DJANGO_", "PYTEST_"))}
    return {**kept, "TMPDIR": str(temporary)}


def command(*words: str) -> Sequence[str]:
    """`nguontin demo` without the entry script, which has tests of its own."""
    return [sys.executable, "-m", "nguontin.cli", "demo", *words]


def once(folder: Path, *words: str, **settings: str) -> tuple[dict[str, Any], str]:
    """Run the chain once; the object on the only line of standard output, after exit status 0, and what was said."""
    done = subprocess.run(
        command("--once", "--json", *words),
        cwd=folder,
        env={**surroundings(folder), **settings},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (line,) = done.stdout.splitlines()
    assert list(folder.iterdir()) == [], "something was left behind"
    result: dict[str, Any] = json.loads(line)
    return result, done.stderr


def processes_in(folder: Path) -> list[str]:
    """Command lines of the living processes whose environment or arguments name *folder*."""
    found, wanted = [], str(folder).encode()
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and wanted in (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def carried_through(result: dict[str, Any]) -> None:
    """What must hold for any papers: everything aired, told and heard."""
    assert set(result) == KEYS
    assert set(result["occurrences"]) == {"played", "partly", "skipped", "missed", "open"}
    assert result["directives"] >= 5
    assert result["bulletins"] >= 3
    assert result["speakers"] >= 60
    assert result["occurrences"]["open"] == 0
    assert result["occurrences"]["played"] >= 60
    assert result["evidence"] == sum(result["occurrences"].values())
    assert result["audio_matching"] == result["audio_checked"] >= 20
    assert result["report_docx"] is True
    assert 0 < result["seconds"] < 280


def test_the_chain_runs_by_itself_whatever_else_is_installed(tmp_path: Path) -> None:
    """The address of another installation's database is in the environment, and is not used."""
    result, _said = once(
        tmp_path, NGUON_DATABASE_URL="postgres://nobody:nothing@127.0.0.1:9/none", NGUON_MODE="production"
    )
    carried_through(result)


def test_seed_papers_go_the_whole_way_over_the_embedded_broker(tmp_path: Path) -> None:
    if not SEED_PAPERS.is_dir():
        missing("the seed papers are not beside the checkout")
    papers, folder = tmp_path / "papers", tmp_path / "demo"
    papers.mkdir()
    folder.mkdir()
    for paper in SEED_PAPERS.glob("seed-*.txt"):
        shutil.copy(paper, papers)
    (papers / "readme.md").write_text("Not a paper.")
    assert len(list(papers.glob("*.txt"))) == 5
    result, said = once(folder, "--papers", str(papers), "--broker", "embedded")
    carried_through(result)
    assert result["references"] >= 40
    assert result["tasks"] >= 35
    assert result["directives"] == 5
    assert "hạn 15/11/2026" in said, "the report the yearly plan asks for"


class Running:
    """A demo that stays, seen from its terminal."""

    def __init__(self, folder: Path, *words: str) -> None:
        self._out, self._err = folder / "out", folder / "err"
        began = time.monotonic()
        with self._out.open("w") as out, self._err.open("w") as err:
            self.child = subprocess.Popen(
                command("--port", "0", *words),
                cwd=folder,
                env=surroundings(folder),
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        self.address = self._wait_for_address()
        with urlopen(f"{self.address}/login/", timeout=10) as answer:
            self.login_page = answer.read().decode()
        self.seconds = time.monotonic() - began

    @property
    def passwords(self) -> dict[str, str]:
        """Account and password as printed."""
        return dict(re.findall(r"^  (\w+) +((?:\w{4}-){3}\w{4})$", self._out.read_text(), re.MULTILINE))

    @property
    def said(self) -> str:
        """Standard error so far."""
        return self._err.read_text()

    def _wait_for_address(self) -> str:
        until = time.monotonic() + 120
        while time.monotonic() < until and self.child.poll() is None:
            if found := re.search(r"http://127\.0\.0\.1:\d+", self._out.read_text()):
                return found.group()
            time.sleep(0.05)
        raise AssertionError(f"no login page: {self.said}")

    def interrupt(self) -> int:
        """Ctrl-C; the exit status."""
        self.child.send_signal(signal.SIGINT)
        return self.child.wait(30)


@contextmanager
def running(folder: Path, *words: str) -> Iterator[Running]:
    """A demo that has ended when the block ends, whatever happens in it."""
    demo = Running(folder, *words)
    try:
        yield demo
    finally:
        if demo.child.poll() is None:
            demo.child.terminate()
            demo.child.wait(30)


def test_a_demo_ends_by_ctrl_c_keeps_its_data_and_begins_anew_only_when_told(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        assert 'name="password"' in first.login_page
        passwords = first.passwords
        assert first.interrupt() == 0
    assert len(passwords) == len(set(passwords.values())) == 7
    assert processes_in(tmp_path) == []
    readable = [path for path in (tmp_path / "var").rglob("*") if path.lstat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    assert readable == [], "others can look at it"
    assert stat.S_IMODE((tmp_path / "var/demo/demo.json").stat().st_mode) == 0o600

    with running(tmp_path) as second:
        assert second.seconds <= SECOND_START_S
        assert second.passwords == passwords
        assert second.interrupt() == 0

    with running(tmp_path, "--fresh") as third:
        assert third.passwords.keys() == passwords.keys()
        assert not set(third.passwords.values()) & set(passwords.values())
        assert third.interrupt() == 0
    assert processes_in(tmp_path) == []


def test_a_first_start_that_was_cut_off_is_begun_anew(tmp_path: Path) -> None:
    begun = open_place(tmp_path, web_port=0)
    half = tmp_path / "db.sqlite3"
    half.write_bytes(b"half of something")
    again = open_place(tmp_path, web_port=0)
    assert not half.exists()
    assert again.gateway_password != begun.gateway_password
    again.passwords = {"bientap": "x"}
    again.save()
    half.write_bytes(b"a database")
    assert open_place(tmp_path, web_port=0).gateway_password == again.gateway_password
    assert half.exists()


def test_fresh_removes_nothing_that_is_no_demo(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    remove(tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    open_place(tmp_path, web_port=0)
    remove(tmp_path)
    assert not tmp_path.exists()


def test_codes_of_the_accounts_are_told_only_where_a_demo_is(tmp_path: Path) -> None:
    done = subprocess.run(
        command("--codes"), cwd=tmp_path, env=surroundings(tmp_path), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, b"")
