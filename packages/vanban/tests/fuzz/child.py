"""One process of the fuzzing: tries a target for a while, tries one input again, or makes one smaller.

Run by ``./nguontin soak fuzz``. Faults of Python are written down and the trial goes on; a hang, too much memory or a
crash below Python ends the process, libFuzzer leaves the input behind. Each fault has a name: target, exception, and
the innermost function of vanban that it came through.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sys
import traceback
import warnings
from pathlib import Path
from types import FrameType
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

LIMIT = 10  # seconds for one input
MEMORY = 1024  # MB of the whole process
LONGEST = 120_000  # bytes of one input
FAULT = 9  # status of a process that showed a fault


class HangError(BaseException):
    """An input took longer than its time; passes through every ``except Exception``."""


def name_of(target: str, error: BaseException) -> str:
    """The same for all inputs that show the same fault."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if f"{os.sep}vanban{os.sep}" in frame.filename and "fuzz" not in frame.filename]
    place = f"{Path(own[-1].filename).stem}-{own[-1].name}" if own else "test"
    if isinstance(error, AssertionError) and not own[-1:]:
        place = f"test-{frames[-1].lineno}"
    return re.sub(r"[^\w-]", "", f"{target}-{type(error).__name__}-{place}")


def outcome_of(target: str, data: bytes, *, limit: float = LIMIT) -> BaseException | None:
    """The fault of an input, :class:`HangError` after ``limit`` seconds, or None."""
    from fuzz.targets import TARGETS, outcome

    def stop(signum: int, frame: FrameType | None) -> NoReturn:
        raise HangError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        return outcome(TARGETS[target], data)
    except HangError as error:
        return error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def fuzz(target: str, options: argparse.Namespace) -> NoReturn:
    """Try inputs for ``options.seconds``; never returns."""
    import atheris

    with atheris.instrument_imports(include=["vanban"], enable_loader_override=False):
        from fuzz.targets import TARGETS, outcome
    aim = TARGETS[target]
    options.corpus.mkdir(parents=True, exist_ok=True)
    options.found.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(aim.seeds()):
        (options.corpus / f"seed-{number}").write_bytes(seed)

    def once(data: bytes) -> None:
        error = outcome(aim, data)
        if error is None:
            return
        place = options.found / name_of(target, error)
        if not place.exists() or place.stat().st_size > len(data):
            place.write_bytes(data)

    def mutated(data: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        made = aim.mutate(data, chance) if chance.random() < 0.6 else atheris.Mutate(data, longest)
        return bytes(made[:longest])

    arguments = [
        sys.argv[0], str(options.corpus), f"-max_total_time={options.seconds}", f"-timeout={LIMIT}",
        f"-rss_limit_mb={MEMORY}", f"-max_len={LONGEST}", f"-artifact_prefix={options.found}{os.sep}{target}-",
        "-print_final_stats=1", "-reload=0", "-len_control=0",
    ]  # fmt: skip
    atheris.Setup(arguments, once, custom_mutator=mutated)
    atheris.Fuzz()
    raise SystemExit


def replay(target: str, data: bytes) -> int:
    """Say the fault's name and show where it is; status :data:`FAULT` when there is one."""
    error = outcome_of(target, data)
    if error is None:
        return 0
    sys.stdout.write(name_of(target, error) + "\n")
    sys.stdout.flush()
    traceback.print_exception(error)
    return FAULT


def smaller(target: str, path: Path, *, tries: int = 600) -> None:
    """Make an input as small as it gets, in place, while its fault keeps its name (a hang: takes a third as long)."""
    data = path.read_bytes()
    first = outcome_of(target, data)
    if first is None:
        return
    hang = isinstance(first, HangError)
    limit, wanted = (LIMIT / 3, None) if hang else (float(LIMIT), name_of(target, first))
    tries = 60 if hang else tries
    size = max(1, len(data) // 2)
    while size and tries > 0:
        at, shrunk = 0, False
        while at < len(data) and tries > 0:
            tries -= 1
            shorter = data[:at] + data[at + size :]
            error = outcome_of(target, shorter, limit=limit)
            same = isinstance(error, HangError) if hang else error is not None and name_of(target, error) == wanted
            if same:
                data, shrunk = shorter, True
            else:
                at += size
        size = size if shrunk and size <= len(data) else size // 2
    path.write_bytes(data)


def main(argv: list[str]) -> int:
    """The process's command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--found", type=Path)
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--smaller", type=Path)
    options = parser.parse_args(argv)
    warnings.simplefilter("error")
    os.nice(10)
    if options.replay:
        return replay(options.target, options.replay.read_bytes())
    if options.smaller:
        smaller(options.target, options.smaller)
        return 0
    fuzz(options.target, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
