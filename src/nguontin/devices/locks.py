"""Locks across processes: advisory locks of PostgreSQL; on SQLite a writing transaction is alone anyway."""

from __future__ import annotations

from django.db import connection

SIGNATURES = 0x6C6F6101
PROGRAMMES = 0x6C6F6102


def hold(lock: int) -> None:
    """Wait for the lock and keep it until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def try_hold(lock: int) -> bool:
    """Take the lock until the transaction ends, unless another process has it."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock])
        return bool(cursor.fetchone()[0])
