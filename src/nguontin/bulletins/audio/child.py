"""One job in a child process with limits: for decoders that read strangers' files and for libraries that may crash.

The parent writes one JSON line (job, arguments, limits) and the payload to the child's standard input; the child
answers with one JSON line and a payload on its standard output. The child gets no environment of the parent (so no
secrets), cannot write files, dumps no core, and is killed when its time is over.
"""

import importlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nguontin.bulletins.audio.model import AudioError

Job = Callable[..., tuple[dict[str, Any], bytes]]

# Only these can be asked for; the heavy modules behind them are imported in the child alone.
JOBS: Mapping[str, str] = {
    "level": "nguontin.bulletins.audio.jobs:level",
    "decode": "nguontin.bulletins.audio.jobs:decode",
    "speak": "nguontin.bulletins.speech.espeak_job:speak",
}
ENTRY = "from nguontin.bulletins.audio.child import main; main()"
SOURCE_ROOT = Path(__file__).resolve().parents[3]


class ChildFailedError(Exception):
    """The child gave no answer: `reason` is "timeout" or "crashed"; `detail` is for the log, never for the page."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Limits:
    """What one job may use: wall and processor time in seconds, address space in bytes."""

    seconds: int
    memory: int


def run_in_child(
    job: str, payload: bytes, *, arguments: Mapping[str, Any], limits: Limits
) -> tuple[dict[str, Any], bytes]:
    """Run `job` on `payload`; return its answer (JSON object, bytes).

    Raises `AudioError` as the job raised it, `ChildFailedError` when the child crashed, ran out of memory or of time.
    """
    order = {"job": job, "arguments": dict(arguments), "seconds": limits.seconds, "memory": limits.memory}
    environment = {"PATH": os.defpath, "PYTHONPATH": str(SOURCE_ROOT), "OPENBLAS_NUM_THREADS": "1", "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, constant arguments
        [sys.executable, "-P", "-c", ENTRY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    with process:
        try:
            output, errors = process.communicate(
                json.dumps(order).encode() + b"\n" + payload, timeout=limits.seconds + 5
            )
        except subprocess.TimeoutExpired as late:
            process.kill()
            raise ChildFailedError("timeout", f"{job}: over {limits.seconds} s") from late
        except BaseException:
            process.kill()
            raise
    return _answer(job, process.returncode, output, errors)


def _answer(job: str, status: int, output: bytes, errors: bytes) -> tuple[dict[str, Any], bytes]:
    head, _, body = output.partition(b"\n")
    if status != 0 or not head:
        tail = errors.decode(errors="replace")[-400:]
        reason = "timeout" if status in (-24, -9) and not tail else "crashed"  # SIGXCPU, SIGKILL after it
        raise ChildFailedError(reason, f"{job}: status {status}: {tail}")
    answer: dict[str, Any] = json.loads(head)
    if "error" in answer:
        raise AudioError(answer["error"]["code"], answer["error"]["message"])
    return answer, body


def main() -> None:
    """Run in the child: read the order, limit ourselves before any stranger's byte is parsed, work, answer."""
    order = json.loads(sys.stdin.buffer.readline())
    _limit(order["seconds"], order["memory"])
    module, _, name = JOBS[order["job"]].partition(":")
    job: Job = getattr(importlib.import_module(module), name)
    try:
        answer, body = job(sys.stdin.buffer.read(), **order["arguments"])
    except AudioError as refused:
        answer, body = {"error": {"code": refused.code, "message": refused.message_vi}}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    os._exit(0)  # the answer is out: a library that crashes while it is unloaded must not spoil it


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
