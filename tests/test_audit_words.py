"""Whatever the audit log records has a name that people can read there."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

from nguontin.kernel.machine import Machine
from nguontin.units.verbs import NOUNS, verb_label

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "nguontin"
VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def written_out() -> set[str]:
    """The verbs given to the log, or to what passes them on to it: first arguments like "person.sign_in"."""
    firsts = (
        (getattr(node.func, "id", ""), node.args[0].value)
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
    )
    return {
        first
        for called, first in firsts
        if called == "record" or (VERB.fullmatch(str(first)) and str(first).split(".")[0] in NOUNS)
    }


def moves() -> set[str]:
    """The verbs under which state machines record their moves: machine.target."""
    found = set()
    for path in PACKAGE.glob("*/states.py"):
        for table in vars(import_module(f"nguontin.{path.parent.name}.states")).values():
            if isinstance(table, Machine):
                found |= {f"{table.name}.{target}" for targets in table.moves.values() for target in targets}
    return found


def test_every_recorded_verb_has_its_name() -> None:
    verbs = written_out() | moves()
    assert {"directive.read", "person.sign_in", "alarm.on_air", "report.made"} <= verbs
    assert sorted(verb for verb in verbs if verb_label(verb) == verb) == []
