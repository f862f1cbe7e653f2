"""One job in a child process with limits: for readers of strangers' files and for libraries that may crash.

The parent writes one JSON line (job, arguments, limits) and the payload to the child's standard input; the child
answers with one JSON line and a payload on its standard output. The child gets nothing of the parent's environment but
the ways to programs and their data (so no secrets), cannot write files, dumps no core, and is killed with every
program that it has started when its time is over.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Answer = tuple[dict[str, Any], bytes]
Job = Callable[..., Answer]

ENTRY = "from nguontin.kernel.child import main; main()"
SOURCE_ROOT = Path(__file__).resolve().parents[2]
PASSED_ON = ("PATH", "TESSDATA_PREFIX")  # where programs and the data of the letter recognition stand
OUT_OF_MEMORY = 77  # exit status
PATIENCE_S = 5  # the processor's limit comes first; what sleeps is ended by the clock
_MARK = "is_child_job"


class Refusal(Exception):
    """What a job answers when it will not have the payload: a code for programs, a Vietnamese sentence for people."""

    def __init__(self, code: str, message_vi: str) -> None:
        super().__init__(f"{code}: {message_vi}")
        self.code = code
        self.message_vi = message_vi


class ChildFailedError(Exception):
    """No answer: `reason` is "timeout", "memory" or "crashed"; `detail` is for the log, never for the page."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Limits:
    """What one job may use: wall and processor time in seconds, address space in bytes."""

    seconds: int
    memory: int


def child_job(function: Job) -> Job:
    """Marks a function that may be asked for as a job; it takes the payload and JSON arguments by keyword."""
    setattr(function, _MARK, True)
    return function


def run_in_child(job: str, payload: bytes, *, arguments: Mapping[str, Any], limits: Limits) -> Answer:
    """Run `job` ("module:function") on `payload`; return its answer (JSON object, bytes).

    The module is imported in the child alone. Raises `Refusal` as the job raised it, `ChildFailedError` when the child
    crashed, ran out of memory or of time.
    """
    order = {"job": job, "arguments": dict(arguments), "seconds": limits.seconds, "memory": limits.memory}
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, constant arguments
        [sys.executable, "-P", "-c", ENTRY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
        start_new_session=True,
    )
    with process:
        try:
            output, errors = process.communicate(
                json.dumps(order).encode() + b"\n" + payload, timeout=limits.seconds + PATIENCE_S
            )
        except subprocess.TimeoutExpired as late:
            _end(process)
            raise ChildFailedError("timeout", f"{job}: over {limits.seconds} s") from late
        except BaseException:
            _end(process)
            raise
    return _answer(job, process.returncode, output, errors)


def _environment() -> dict[str, str]:
    own = {"PYTHONPATH": str(SOURCE_ROOT), "OPENBLAS_NUM_THREADS": "1", "LANG": "C.UTF-8"}
    return {"PATH": os.defpath} | {name: os.environ[name] for name in PASSED_ON if name in os.environ} | own


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the child and the programs that it started: they are the one session of which it is the head."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _answer(job: str, status: int, output: bytes, errors: bytes) -> Answer:
    head, _, body = output.partition(b"\n")
    if status != 0 or not head:
        tail = errors.decode(errors="replace")[-400:]
        late = status in (-signal.SIGXCPU, -signal.SIGKILL) and not tail
        reason = "timeout" if late else "memory" if status == OUT_OF_MEMORY else "crashed"
        raise ChildFailedError(reason, f"{job}: status {status}: {tail}")
    answer: dict[str, Any] = json.loads(head)
    if "refused" in answer:
        raise Refusal(**answer["refused"])
    return answer, body


def main() -> None:
    """Run in the child: read the order, limit ourselves before any stranger's byte is parsed, work, answer."""
    order = json.loads(sys.stdin.buffer.readline())
    _limit(order["seconds"], order["memory"])
    job = _job(order["job"])
    try:
        answer, body = job(sys.stdin.buffer.read(), **order["arguments"])
    except Refusal as refused:
        answer, body = {"refused": {"code": refused.code, "message_vi": refused.message_vi}}, b""
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    os._exit(0)  # the answer is out: a library that crashes while it is unloaded must not spoil it


def _job(name: str) -> Job:
    """The function of that name, of our own code and marked as a job. Raises LookupError for any other."""
    module, _, function = name.partition(":")
    if not module.startswith("nguontin."):
        raise LookupError(name)
    found: Job | None = getattr(importlib.import_module(module), function, None)
    if found is None or not getattr(found, _MARK, False):
        raise LookupError(name)
    return found


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
