"""The log is append-only and its chain shows any change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from nguontin.audit.models import Entry, Seal
from nguontin.audit.services import Head, chain_head, record, seal, verify_chain

# Real transactions: on PostgreSQL nothing of a running one is ever sealed.
pytestmark = pytest.mark.django_db(transaction=True)
guards = import_module("nguontin.audit.migrations.0009_guards")
SETTLING_S = 90.0
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def note(verb: str = "bulletin.approved", **more: object) -> Entry:
    return record(verb, by=None, at=AT, object_type="bulletins.bulletin", object_id="7", **more)  # type: ignore[arg-type]


def sealed_in_time(count: int) -> bool:
    """Whether exactly *count* entries are sealed once older transactions of the whole server have ended.

    PostgreSQL's oldest running transaction may belong to another database: here, to the tests of another worker.
    """
    found, until = seal(), time.monotonic() + SETTLING_S
    while found < count and time.monotonic() < until:
        time.sleep(0.1)
        found += seal()
    return found == count


@pytest.fixture
def forge() -> Iterator[Callable[[str], None]]:
    """What somebody with the database in hand could do: take the guards away, change a row."""
    with connection.schema_editor() as editor:
        guards.unguard(None, editor)

    def change(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    yield change
    with connection.schema_editor() as editor:
        guards.guard(None, editor)


@pytest.fixture
def sealed() -> list[Entry]:
    entries = [note(fields=["state"], ids={"unit": 3}) for _ in range(5)]
    assert sealed_in_time(5)
    return entries


def test_each_entry_is_sealed_once_in_the_order_of_ids(sealed: list[Entry]) -> None:
    assert seal() == 0
    late = note()
    assert sealed_in_time(1)
    rows = list(Seal.objects.order_by("position").values_list("position", "entry_id"))
    assert rows == [(number, entry.pk) for number, entry in enumerate([*sealed, late], 1)]
    assert verify_chain() is None


def test_an_entry_that_appears_late_below_a_sealed_id_is_sealed_too(sealed: list[Entry]) -> None:
    late = Entry(pk=sealed[0].pk - 1, verb="late", at=AT, object_type="x", object_id="1")
    late.save(force_insert=True)
    assert sealed_in_time(1)
    assert Seal.objects.get(entry=late).position == 6
    assert verify_chain() is None


@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_log(sealed: list[Entry], table: str, change: str) -> None:
    column = "verb" if table == "audit_entry" else "digest"
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table, column))


@pytest.mark.parametrize(
    "column",
    [
        "verb = 'x'",
        "actor_id = 9",
        "unit_id = 9",
        "object_id = '8'",
        "object_type = 'y'",
        "fields = '[]'",
        "ids = '{}'",
        "at = '2026-01-01'",
    ],
)
def test_any_changed_column_breaks_the_chain_there(
    sealed: list[Entry], column: str, forge: Callable[[str], None]
) -> None:
    forge(f"UPDATE audit_entry SET {column} WHERE id = {sealed[2].pk}")
    assert verify_chain() == 3


def test_a_removed_link_breaks_the_chain(sealed: list[Entry], forge: Callable[[str], None]) -> None:
    forge(f"DELETE FROM audit_seal WHERE entry_id = {sealed[1].pk}")
    assert verify_chain() == 2


def test_a_cut_off_end_is_seen_against_a_head_kept_elsewhere(sealed: list[Entry], forge: Callable[[str], None]) -> None:
    head = chain_head()
    forge(f"DELETE FROM audit_seal WHERE entry_id >= {sealed[3].pk}")
    assert verify_chain() is None
    assert verify_chain(expected=head) == 4


def test_the_command_prints_the_head_and_fails_where_the_chain_breaks(
    sealed: list[Entry], forge: Callable[[str], None]
) -> None:
    out = StringIO()
    call_command("audit_verify", stdout=out, stderr=StringIO())
    position, digest = out.getvalue().strip().split(":")
    assert chain_head() == Head(int(position), digest)
    call_command("audit_verify", expect=f"{position}:{digest}", stdout=StringIO(), stderr=StringIO())
    with pytest.raises(CommandError, match="wants"):
        call_command("audit_verify", expect="5")
    forge(f"UPDATE audit_entry SET verb = 'x' WHERE id = {sealed[0].pk}")
    with pytest.raises(CommandError, match="position 1"):
        call_command("audit_verify", stdout=StringIO(), stderr=StringIO())


if connection.vendor == "postgresql":  # on SQLite one writer excludes the other

    def test_an_id_taken_early_and_committed_late_keeps_its_place() -> None:
        written, may_commit = threading.Event(), threading.Event()

        def slow() -> None:
            with transaction.atomic():
                note("slow")
                written.set()
                may_commit.wait(10)
            connection.close()

        writer = threading.Thread(target=slow)
        writer.start()
        assert written.wait(10)
        note("quick")
        assert seal() == 0
        may_commit.set()
        writer.join()
        assert sealed_in_time(2)
        assert list(Seal.objects.order_by("position").values_list("entry__verb", flat=True)) == ["slow", "quick"]
