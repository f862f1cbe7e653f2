"""Command lines in Vietnamese: help, examples and what is wrong with a call (argparse speaks English only)."""

from __future__ import annotations

import argparse
import datetime
import re
from typing import NoReturn

_WRONG = (
    (re.compile(r"the following arguments are required: (.+)"), r"thiếu \1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"không có tham số \1"),
    (re.compile(r"argument (\S+): invalid choice: (\S+) .*"), r"không có lệnh \2"),
    (re.compile(r"argument (\S+): expected .*"), r"thiếu giá trị sau \1"),
    (re.compile(r"argument (\S+): invalid \S+ value: (.+)"), r"\1 không nhận giá trị \2"),
    (re.compile(r"argument (\S+): (.+)"), r"\1: \2"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are Vietnamese; wrong use ends with status 2.

    ``examples`` stand at the end of the help; the default formatter would break their lines.
    """

    def __init__(self, *, prog: str | None = None, description: str = "", examples: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=examples,
            formatter_class=_Help,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in phần hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        """End with status 2 after saying what is wrong and where the help is."""
        for wrong, said in _WRONG:
            message, found = wrong.subn(said, message, count=1)
            if found:
                break
        self.exit(2, f"{self.prog}: {message}. Xem cách dùng: {self.prog} --help\n")


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # argparse's are private
        """The line of usage under a Vietnamese heading."""
        super().add_usage(usage, actions, groups, prefix="cách dùng: " if prefix is None else prefix)


def day(text: str) -> datetime.date:
    """A day printed "2026-11-21"."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"ngày “{text}” phải có dạng 2026-11-21") from None
