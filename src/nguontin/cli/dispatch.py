"""Finds the command that was asked for, imports its module alone and runs it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module

from nguontin.cli.commands import COMMANDS, help_text

SETTINGS_MODULE = "nguontin.config.settings"


class _Parser(argparse.ArgumentParser):
    """argparse with the help page of the command table, so that both entrances say the same."""

    def format_help(self) -> str:
        return help_text()


def parser() -> argparse.ArgumentParser:
    """Parser of the first word; everything after it belongs to the command."""
    made = _Parser(prog="./nguontin")
    made.add_argument("command", choices=COMMANDS)
    return made


def target(name: str) -> Callable[[list[str]], int | None]:
    """The function behind command `name`, imported now."""
    module, _, function = COMMANDS[name].target.partition(":")
    found: Callable[[list[str]], int | None] = getattr(import_module(module), function)
    return found


def main(argv: list[str]) -> int:
    """Run the command named first in `argv` with the arguments after it; its exit status (0 when it gives none)."""
    command = parser().parse_args(argv[:1]).command
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    try:
        return target(command)(argv[1:]) or 0
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return 130
