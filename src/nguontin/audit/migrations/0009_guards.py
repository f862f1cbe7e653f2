"""The database itself refuses to change or delete what the log holds."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLES = ("audit_entry", "audit_seal")
VERBS = ("UPDATE", "DELETE")


def guard(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
            "RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation'; "
            "END $guard$",
            params=None,
        )
    for table in TABLES:
        for verb in VERBS:
            name = f"{table}_no_{verb.lower()}"
            if editor.connection.vendor == "postgresql":
                does = "EXECUTE FUNCTION audit_is_append_only()"
            else:
                does = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
            editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {does}", params=None)


def unguard(_apps: Any, editor: Any) -> None:
    on_postgres = editor.connection.vendor == "postgresql"
    for table in TABLES:
        for verb in VERBS:
            place = f" ON {table}" if on_postgres else ""
            editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}{place}", params=None)
    if on_postgres:
        editor.execute("DROP FUNCTION audit_is_append_only()", params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
