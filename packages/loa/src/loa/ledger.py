"""The ledger: which occurrences there are, how far each has come and how it ended. The journal stands behind it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from loa_protocol import Audio, Evidence, Outcome, Payload, Programme, Reason, Refusal, Refused, Stop, Urgent
from loa_protocol.ids import evidence_id

from loa.alarms import Alarm
from loa.clock import Clock
from loa.hours import local_date, zone
from loa.journal import Journal, KeptProgramme
from loa.plan import Begun, Piece, Situation, StopOrder, Verdict, unfinished

ONCE_MS = 1000
"""How long a stop without an end lasts: long enough for what sounds, waits or is armed at its arrival."""

NEAR_MS = 60_000


class Ledger:
    """Everything that decisions rest on. ``on_settled`` is called after evidence has been written."""

    def __init__(
        self,
        *,
        journal: Journal,
        clock: Clock,
        cluster: UUID,
        missing: Callable[[Iterable[Audio]], Mapping[str, Reason]],
        on_settled: Callable[[], None],
    ) -> None:
        self.kept: KeptProgramme | None = journal.programme()
        self.cluster = cluster
        self._journal, self._clock, self._missing, self._on_settled = journal, clock, missing, on_settled
        self._begun = journal.begun()
        self._settled = journal.settled()
        self._alarms = journal.alarms()

    def situation(self) -> Situation | None:
        """What a decision may rest on now, None while the clock is not known."""
        now, known = self._clock.now_ms(), self._clock.known_since
        if now is None or known is None:
            return None
        programme = self.kept.programme if self.kept else None
        return Situation(
            now_ms=now,
            awake_ms=self._clock.at_ms(self._clock.awake),
            known_ms=self._clock.at_ms(known),
            cluster=self.cluster,
            programme=programme,
            expires_ms=self.kept.expires_ms if self.kept else 0,
            settled=self._settled,
            begun=self._begun,
            session_ms=self._journal.airtime("session"),
            day_ms=self._journal.airtime("day"),
            missing=self._missing(self._needed_by(now + NEAR_MS)),
            alarms=self._alarms,
            stops=self._journal.stops(now),
        )

    def needed(self) -> list[Audio]:
        """Audio of everything still to sound, soonest first; alarms before all."""
        audio = self.alarm_audio()
        if self.kept:
            items = sorted(self.kept.programme.items, key=lambda item: item.start)
            audio.extend(part for item in items if item.occurrence not in self._settled for part in item.audio)
        return audio

    def alarm_audio(self) -> list[Audio]:
        """Audio of the alarms in force."""
        return [part for alarm in self._alarms for part in alarm.urgent.audio]

    # What messages change; each in one transaction with the memory of the message

    def adopt(self, payload: Payload, raw: bytes, signer: str) -> None:
        """Put a programme in force; ``raw`` are the payload's bytes, ``signer`` its key id.

        ``Refused`` when its time zone is not known here.
        """
        programme = payload.message
        assert isinstance(programme, Programme)
        try:
            zone(programme.timezone)
        except (KeyError, ValueError, OSError):
            raise Refused(Refusal.MALFORMED, f"time zone {programme.timezone}") from None
        situation = self.situation()
        with self._journal.transaction():
            self._journal.accept(payload)
            self._journal.set_programme(raw, signer)
            if self.kept and situation:
                for verdict in list(unfinished(self.kept.programme, programme, situation)):
                    self.give(verdict)
        self.kept = KeptProgramme(programme, payload.sha256, payload.expires_at_ms)

    def revoke(self, revoked: tuple[str, ...]) -> None:
        """Give up a programme whose signer has been revoked: nobody knows any more who wrote it."""
        signer = self._journal.fact("programme_key")
        if signer is not None and signer.decode() in revoked:
            self._journal.drop_programme()
            self.kept = None

    def add_alarm(self, payload: Payload) -> None:
        """Take an urgent command."""
        assert isinstance(payload.message, Urgent)
        alarm = Alarm(payload.message, self._clock.lower_bound_ms(), payload.expires_at_ms)
        with self._journal.transaction():
            self._journal.accept(payload)
            if all(known.urgent.command != alarm.urgent.command for known in self._alarms):
                self._journal.save_alarm(alarm)
        self._alarms = self._journal.alarms()

    def add_stop(self, payload: Payload) -> None:
        """Take an order to be silent."""
        stop = payload.message
        assert isinstance(stop, Stop)
        until = self._clock.lower_bound_ms() + ONCE_MS if stop.until is None else stop.until
        with self._journal.transaction():
            self._journal.accept(payload)
            self._journal.save_stop(stop.command, StopOrder(stop.broadcast, until))

    # What playing changes

    def begin(self, piece: Piece) -> Begun:
        """Note, before its first sample, that a piece sounds."""
        before = self._begun.get(piece.occurrence)
        begun = Begun(
            occurrence=piece.occurrence,
            broadcast=piece.broadcast,
            audio=tuple(part.sha256 for part in piece.audio),
            started_ms=before.started_ms if before else piece.at_ms,
            at_ms=piece.at_ms,
            position_ms=piece.position_ms,
            played_ms=before.played_ms if before else 0,
            volume=piece.volume,
            torn=piece.torn,
        )
        self._save(begun)
        return begun

    def progress(self, begun: Begun, piece: Piece, sounded_ms: int) -> Begun:
        """Note that the piece has sounded this much longer since ``begun``, towards session and day too."""
        now = self._clock.lower_bound_ms()
        further = replace(
            begun,
            at_ms=now,
            position_ms=begun.position_ms + sounded_ms,
            played_ms=begun.played_ms + sounded_ms,
        )
        with self._journal.transaction():
            self._save(further)
            if piece.session is not None and self.kept is not None and sounded_ms:
                day = local_date(self.kept.programme, piece.at_ms)
                spans = (f"session:{piece.session}", f"day:{day}")
                self._journal.add_airtime(spans, sounded_ms, at_ms=now)
        return further

    def finish(self, begun: Begun, piece: Piece, outcome: Outcome, reason: Reason | None) -> None:
        """Settle a piece that has sounded."""
        self._settle(begun, outcome, reason, piece.alarm, begun.played_ms)

    def take_back(self, piece: Piece) -> None:
        """Forget the beginning of a piece that was interrupted before its first sample."""
        if piece.occurrence in self._begun and self._begun[piece.occurrence].played_ms == 0:
            self._journal.drop_begun(piece.occurrence)
            del self._begun[piece.occurrence]

    def give(self, verdict: Verdict) -> None:
        """Settle an occurrence that does not sound (on)."""
        begun = self._begun.get(verdict.occurrence)
        if begun is not None:
            outcome = Outcome.SKIPPED if begun.played_ms == 0 else verdict.outcome
            self._settle(begun, outcome, verdict.reason, verdict.alarm, begun.played_ms)
            return
        never = Begun(verdict.occurrence, verdict.broadcast, verdict.audio, 0, 0, 0, 0, 0)
        self._settle(never, verdict.outcome, verdict.reason, verdict.alarm, 0)

    def _settle(
        self, begun: Begun, outcome: Outcome, reason: Reason | None, command: UUID | None, sounded_ms: int
    ) -> None:
        now = self._clock.lower_bound_ms()
        heard = begun.played_ms > 0
        row = Evidence(
            id=evidence_id(begun.occurrence),
            occurrence=begun.occurrence,
            broadcast=begun.broadcast,
            outcome=outcome,
            reason=reason,
            start=begun.started_ms if heard else None,
            end=begun.at_ms if heard else None,
            played_ms=begun.played_ms,
            audio=begun.audio,
            volume=begun.volume,
            clock_error_ms=self._clock.error_ms(),
        )
        with self._journal.transaction():
            self._journal.settle(row, at_ms=now)
            for alarm in self._alarms:
                if alarm.urgent.command == command:
                    self._journal.save_alarm(alarm.after_repeat(now_ms=now, sounded_ms=sounded_ms))
        self._settled.add(begun.occurrence)
        self._begun.pop(begun.occurrence, None)
        if command is not None:
            self._alarms = self._journal.alarms()
        self._on_settled()

    def _save(self, begun: Begun) -> None:
        self._journal.save_begun(begun)
        self._begun[begun.occurrence] = begun

    def _needed_by(self, until_ms: int) -> Iterable[Audio]:
        yield from self.alarm_audio()
        if self.kept:
            for item in self.kept.programme.items:
                if item.start <= until_ms and item.occurrence not in self._settled:
                    yield from item.audio
