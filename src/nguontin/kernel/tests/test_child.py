"""The child process holds its limits, runs nothing but marked jobs, and takes its own children with it."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from nguontin.kernel import child
from nguontin.kernel.child import ChildFailedError, Limits, Refusal, child_job, run_in_child

LIMITS = Limits(seconds=20, memory=1024**3)
HERE = __name__


@child_job
def echo(payload: bytes, *, word: str) -> tuple[dict[str, Any], bytes]:
    return {"word": word}, payload[::-1]


@child_job
def refuse(payload: bytes) -> tuple[dict[str, Any], bytes]:
    raise Refusal("no", "Không được. Hãy thử tệp khác.")


@child_job
def fall(payload: bytes) -> tuple[dict[str, Any], bytes]:
    raise IndexError("reader")


@child_job
def fill_memory(payload: bytes) -> tuple[dict[str, Any], bytes]:
    return {}, b"x" * 2 * 1024**3


@child_job
def work_for_ever(payload: bytes) -> tuple[dict[str, Any], bytes]:
    while True:
        pass


@child_job
def sleep_with_a_program(payload: bytes) -> tuple[dict[str, Any], bytes]:
    with subprocess.Popen(["sleep", "600"]) as sleeper:
        os.write(int(payload), f"{sleeper.pid}\n".encode())
    return {}, b""


@child_job
def write_a_file(payload: bytes, *, path: str) -> tuple[dict[str, Any], bytes]:
    with open(path, "wb") as file:
        file.write(payload)
    return {}, b""


@child_job
def environment(payload: bytes) -> tuple[dict[str, Any], bytes]:
    return {"names": sorted(os.environ)}, b""


def not_marked(payload: bytes) -> tuple[dict[str, Any], bytes]:
    return {}, b""


def ask(job: str, payload: bytes = b"", *, limits: Limits = LIMITS, **arguments: object) -> Any:
    return run_in_child(f"{HERE}:{job}", payload, arguments=arguments, limits=limits)


def test_a_job_answers_and_refuses() -> None:
    assert ask("echo", b"\nabc\n", word="ừ") == ({"word": "ừ"}, b"\ncba\n")
    with pytest.raises(Refusal) as refused:
        ask("refuse")
    assert (refused.value.code, refused.value.message_vi) == ("no", "Không được. Hãy thử tệp khác.")


@pytest.mark.parametrize(
    ("job", "reason", "detail"), [("fall", "crashed", "IndexError"), ("fill_memory", "memory", "")]
)
def test_what_goes_wrong_has_a_reason(job: str, reason: str, detail: str) -> None:
    with pytest.raises(ChildFailedError) as failed:
        ask(job)
    assert failed.value.reason == reason
    assert detail in failed.value.detail


def test_time_is_limited() -> None:
    began = time.monotonic()
    with pytest.raises(ChildFailedError) as failed:
        ask("work_for_ever", limits=Limits(seconds=1, memory=1024**3))
    assert failed.value.reason == "timeout"
    assert time.monotonic() - began < 10


def test_what_the_child_has_started_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter recognition that never comes back is not left behind."""
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: popen(*a, **k, pass_fds=(writing,)))
    monkeypatch.setattr(child, "PATIENCE_S", 0)
    with pytest.raises(ChildFailedError) as failed:
        ask("sleep_with_a_program", str(writing).encode(), limits=Limits(seconds=2, memory=1024**3))
    assert failed.value.reason == "timeout"
    os.close(writing)
    with open(reading, encoding="utf-8") as told:
        sleeper = int(told.readline())
    assert has_ended(sleeper)


def has_ended(pid: int) -> bool:
    """Whether a process is gone, or waits only for its parent to take notice."""
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"


def test_no_file_is_written(tmp_path: Path) -> None:
    with pytest.raises(ChildFailedError):
        ask("write_a_file", b"x" * 10, path=str(tmp_path / "out"))
    assert (tmp_path / "out").stat().st_size == 0


@pytest.mark.parametrize("job", ["os:system", f"{HERE}:not_marked", f"{HERE}:nothing", "nguontin.kernel.child:os"])
def test_only_marked_jobs_of_ours_run(job: str) -> None:
    with pytest.raises(ChildFailedError, match="LookupError"):
        run_in_child(job, b"true", arguments={}, limits=LIMITS)


def test_secrets_of_the_parent_stay_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NGUON_SECRET", "geheim")
    monkeypatch.setenv("TESSDATA_PREFIX", "/data")
    answer, _none = ask("environment")
    assert "NGUON_SECRET" not in json.dumps(answer)
    assert {"PATH", "TESSDATA_PREFIX"} <= set(answer["names"])
