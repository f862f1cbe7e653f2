"""The journal: everything that must survive a power cut, in one SQLite file (WAL, synchronous=FULL).

A method that changes anything commits before it returns, unless it is called within ``with journal.transaction()``.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from loa_protocol import Evidence, Payload, Programme, Seen, Urgent, decode
from loa_protocol.checks import read_record, write_record

from loa.alarms import Alarm
from loa.plan import Begun, StopOrder

NAME = "loa.db"
KEEP_SETTLED_MS = 30 * 86_400_000
SEQUENCE_BLOCK = 100

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS streams (stream TEXT PRIMARY KEY, seq INTEGER NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS begun (
    occurrence TEXT PRIMARY KEY, broadcast TEXT NOT NULL, audio TEXT NOT NULL, started_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL, position_ms INTEGER NOT NULL, played_ms INTEGER NOT NULL, volume INTEGER NOT NULL,
    torn INTEGER NOT NULL CHECK (torn IN (0, 1))) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS settled (occurrence TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS evidence (id TEXT PRIMARY KEY, row TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS airtime (span TEXT PRIMARY KEY, ms INTEGER NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alarms (
    command TEXT PRIMARY KEY, body TEXT NOT NULL, received_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL,
    repeat INTEGER NOT NULL, free_ms INTEGER NOT NULL, sounded_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stops (command TEXT PRIMARY KEY, broadcast TEXT, until_ms INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class KeptProgramme:
    """The programme in force with the hash and the expiry of the payload that brought it."""

    programme: Programme
    sha256: str
    expires_ms: int


class Journal:
    """One device's journal. Opening marks whatever was sounding as torn by a power cut."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / NAME
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=FULL")
        self._base.executescript(_TABLES)
        self._base.execute("UPDATE begun SET torn=1")
        self._depth = 0
        self._next_seq = self._reserved_seq = int(self.fact("up_seq") or b"0")

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; may be nested, the outermost commits."""
        self._depth += 1
        if self._depth == 1:
            self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0 and self._base.in_transaction:
                self._base.execute("ROLLBACK")  # unless SQLite did so itself, as it does when the disk is full
            raise
        self._depth -= 1
        if self._depth == 0:
            self._base.execute("COMMIT")

    # Facts: root, keys, device, settings, programme, newest signed time

    def fact(self, name: str) -> bytes | None:
        """A single value by name."""
        row = self._base.execute("SELECT value FROM facts WHERE name=?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def set_fact(self, name: str, value: bytes) -> None:
        """Store a single value."""
        self._base.execute("INSERT OR REPLACE INTO facts VALUES (?,?)", (name, value))

    def floor_ms(self) -> int:
        """The newest time that the province has signed."""
        return int(self.fact("signed_ms") or b"0")

    def note_signed_ms(self, signed_ms: int) -> None:
        """Keep a signed time when it is newer."""
        if signed_ms > self.floor_ms():
            self.set_fact("signed_ms", str(signed_ms).encode())

    def next_seq(self) -> int:
        """The next sequence number upward; reserved in blocks, so that a cut never repeats one."""
        if self._next_seq >= self._reserved_seq:
            self._reserved_seq = self._next_seq + SEQUENCE_BLOCK
            self.set_fact("up_seq", str(self._reserved_seq).encode())
        self._next_seq += 1
        return self._next_seq

    # Streams: the replay memory

    def newest(self, stream: str) -> Seen | None:
        """The highest message accepted in a stream."""
        row = self._base.execute("SELECT seq, sha256 FROM streams WHERE stream=?", (stream,)).fetchone()
        return None if row is None else Seen(*row)

    def set_programme(self, payload: bytes, signer: str) -> None:
        """Store the payload of the programme in force and the id of the key that signed it."""
        self.set_fact("programme", payload)
        self.set_fact("programme_key", signer.encode())

    def drop_programme(self) -> None:
        """Stand without a programme."""
        self._base.execute("DELETE FROM facts WHERE name IN ('programme','programme_key')")

    def accept(self, payload: Payload) -> None:
        """Remember an accepted message and its signed time; belongs in one transaction with what it does."""
        row = (payload.stream, payload.seq, payload.sha256)
        self._base.execute("INSERT OR REPLACE INTO streams VALUES (?,?,?)", row)
        self.note_signed_ms(payload.issued_at_ms)

    def programme(self) -> KeptProgramme | None:
        """The programme in force."""
        stored = self.fact("programme")
        if stored is None:
            return None
        payload = decode(stored)
        assert isinstance(payload.message, Programme)
        return KeptProgramme(payload.message, payload.sha256, payload.expires_at_ms)

    # Occurrences

    def begun(self) -> dict[UUID, Begun]:
        """Everything that has sounded and is not settled."""
        rows = self._base.execute("SELECT * FROM begun").fetchall()
        return {UUID(row[0]): Begun(UUID(row[0]), UUID(row[1]), tuple(json.loads(row[2])), *row[3:]) for row in rows}

    def save_begun(self, begun: Begun) -> None:
        """Store how far an occurrence has come."""
        self._base.execute(
            "INSERT OR REPLACE INTO begun VALUES (?,?,?,?,?,?,?,?,?)",
            (
                str(begun.occurrence),
                str(begun.broadcast),
                json.dumps(begun.audio),
                begun.started_ms,
                begun.at_ms,
                begun.position_ms,
                begun.played_ms,
                begun.volume,
                begun.torn,
            ),
        )

    def drop_begun(self, occurrence: UUID) -> None:
        """Forget that an occurrence has begun."""
        self._base.execute("DELETE FROM begun WHERE occurrence=?", (str(occurrence),))

    def settled(self) -> set[UUID]:
        """Every occurrence that has ended."""
        return {UUID(row[0]) for row in self._base.execute("SELECT occurrence FROM settled")}

    def settle(self, row: Evidence, *, at_ms: int) -> None:
        """End an occurrence: its evidence and the fact that it is over, at once. A second end changes nothing."""
        with self.transaction():
            done = self._base.execute(
                "INSERT OR IGNORE INTO settled VALUES (?,?)", (str(row.occurrence), at_ms)
            ).rowcount
            self._base.execute("DELETE FROM begun WHERE occurrence=?", (str(row.occurrence),))
            if done:
                text = json.dumps(write_record(row))
                self._base.execute("INSERT INTO evidence VALUES (?,?,?)", (str(row.id), text, at_ms))

    def forget_old(self, now_ms: int) -> None:
        """Drop what no programme can name any more."""
        with self.transaction():
            for table in ("settled", "airtime"):
                self._base.execute(f"DELETE FROM {table} WHERE at_ms<?", (now_ms - KEEP_SETTLED_MS,))  # noqa: S608
            self._base.execute("DELETE FROM stops WHERE until_ms<?", (now_ms,))

    # Evidence until acknowledged

    def evidence(self, limit: int) -> list[Evidence]:
        """The oldest rows not acknowledged."""
        rows = self._base.execute("SELECT row FROM evidence ORDER BY at_ms, id LIMIT ?", (limit,)).fetchall()
        return [read_record(Evidence, json.loads(row[0]), "evidence") for row in rows]

    def evidence_count(self) -> int:
        """How many rows wait for acknowledgement."""
        return int(self._base.execute("SELECT count(*) FROM evidence").fetchone()[0])

    def acknowledged(self, ids: tuple[UUID, ...]) -> None:
        """Forget rows that the server has stored."""
        self._base.executemany("DELETE FROM evidence WHERE id=?", [(str(each),) for each in ids])

    # Airtime of sessions and days

    def airtime(self, kind: str) -> dict[str, int]:
        """Milliseconds sounded by ``session`` or by ``day``."""
        prefix = f"{kind}:"
        rows = self._base.execute("SELECT span, ms FROM airtime WHERE substr(span,1,?)=?", (len(prefix), prefix))
        return {span[len(prefix) :]: ms for span, ms in rows}

    def add_airtime(self, spans: tuple[str, ...], sounded_ms: int, *, at_ms: int) -> None:
        """Count sound towards spans named ``session:<name>`` or ``day:<date>``."""
        self._base.executemany(
            "INSERT INTO airtime VALUES (?,?,?) "
            "ON CONFLICT(span) DO UPDATE SET ms=ms+excluded.ms, at_ms=excluded.at_ms",
            [(span, sounded_ms, at_ms) for span in spans],
        )

    # Alarms and stops

    def alarms(self) -> tuple[Alarm, ...]:
        """Urgent commands that are not over, in the order of their arrival."""
        rows = self._base.execute(
            "SELECT body, received_ms, expires_ms, repeat, free_ms, sounded_ms FROM alarms "
            "ORDER BY received_ms, command"
        ).fetchall()
        return tuple(Alarm(read_record(Urgent, json.loads(row[0]), "urgent"), *row[1:]) for row in rows)

    def save_alarm(self, alarm: Alarm) -> None:
        """Store how far an alarm has come; forget it when it is over."""
        if alarm.over:
            self._base.execute("DELETE FROM alarms WHERE command=?", (str(alarm.urgent.command),))
            return
        self._base.execute(
            "INSERT OR REPLACE INTO alarms VALUES (?,?,?,?,?,?,?)",
            (
                str(alarm.urgent.command),
                json.dumps(write_record(alarm.urgent)),
                alarm.received_ms,
                alarm.expires_ms,
                alarm.repeat,
                alarm.free_ms,
                alarm.sounded_ms,
            ),
        )

    def stops(self, now_ms: int) -> tuple[StopOrder, ...]:
        """Stops that last beyond now."""
        rows = self._base.execute("SELECT broadcast, until_ms FROM stops WHERE until_ms>?", (now_ms,)).fetchall()
        return tuple(StopOrder(UUID(row[0]) if row[0] else None, row[1]) for row in rows)

    def save_stop(self, command: UUID, stop: StopOrder) -> None:
        """Store a stop that lasts."""
        broadcast = str(stop.broadcast) if stop.broadcast else None
        self._base.execute("INSERT OR REPLACE INTO stops VALUES (?,?,?)", (str(command), broadcast, stop.until_ms))
