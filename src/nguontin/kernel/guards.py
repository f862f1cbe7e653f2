"""Rules that the database itself holds: row triggers, written once for SQLite (≥ 3.39) and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.db.migrations.operations import RunPython


@dataclass(frozen=True)
class Guard:
    """Refuses a row's INSERT, UPDATE or DELETE on *table* while *when* holds (SQL over OLD and NEW that both know).

    *name* is the trigger's; *says* is the text of the IntegrityError.
    """

    name: str
    table: str
    on: Literal["INSERT", "UPDATE", "DELETE"]
    when: str
    says: str

    def create(self, vendor: str) -> tuple[str, ...]:
        """SQL that sets the guard up."""
        if vendor == "sqlite":
            return (
                f'CREATE TRIGGER "{self.name}" BEFORE {self.on} ON "{self.table}" FOR EACH ROW WHEN {self.when} '
                f"BEGIN SELECT RAISE(ABORT, '{self.says}'); END",
            )
        row = "OLD" if self.on == "DELETE" else "NEW"
        refuse = f"RAISE EXCEPTION '{self.says}' USING ERRCODE = 'integrity_constraint_violation';"
        return (
            f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $guard$ '
            f"BEGIN IF {self.when} THEN {refuse} END IF; RETURN {row}; END $guard$",
            f'CREATE TRIGGER "{self.name}" BEFORE {self.on} ON "{self.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
        )

    def drop(self, vendor: str) -> tuple[str, ...]:
        """SQL that takes it away."""
        if vendor == "sqlite":
            return (f'DROP TRIGGER "{self.name}"',)
        return (f'DROP TRIGGER "{self.name}" ON "{self.table}"', f'DROP FUNCTION "{self.name}"()')


def changed(*columns: str) -> str:
    """SQL condition of an UPDATE guard: any of the columns gets another value."""
    return "(" + " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in columns) + ")"


def set_up(*guards: Guard) -> RunPython:
    """The migration operation that creates the guards, and takes them away when it is undone."""

    def forwards(_apps: Any, editor: Any) -> None:
        for guard in guards:
            for statement in guard.create(editor.connection.vendor):
                editor.execute(statement, params=None)

    def backwards(_apps: Any, editor: Any) -> None:
        for guard in reversed(guards):
            for statement in guard.drop(editor.connection.vendor):
                editor.execute(statement, params=None)

    return RunPython(forwards, backwards)
