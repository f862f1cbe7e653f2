"""The inbox: verifies what comes, remembers it together with what it does, counts what it refuses."""

import logging
import sqlite3
from collections import Counter, deque
from collections.abc import Callable

from loa_protocol import (
    Ack,
    KeyStatement,
    Payload,
    Programme,
    ProvinceKeys,
    Refusal,
    Refused,
    Stop,
    TimeAnswer,
    Urgent,
    Verifier,
    take_apart,
    topics,
)
from loa_protocol.targets import ALL, area_target, cluster_target

from loa.clock import Clock
from loa.journal import Journal
from loa.ledger import Ledger

log = logging.getLogger("loa.inbox")

HELD_MESSAGES = 64


class Inbox:
    """Takes messages of one device. ``on_effect`` is told the message after it has been stored."""

    def __init__(
        self,
        *,
        province: str,
        keys: ProvinceKeys,
        areas: tuple[str, ...],
        journal: Journal,
        ledger: Ledger,
        clock: Clock,
        on_effect: Callable[[object], None],
    ) -> None:
        self.refused: Counter[Refusal] = Counter()
        self._province, self._keys, self._journal, self._ledger, self._clock = province, keys, journal, ledger, clock
        self._on_effect = on_effect
        self._held: deque[tuple[str, bytes]] = deque(maxlen=HELD_MESSAGES)
        self._verifier = Verifier(keys=keys, targets=(), memory=journal)
        self.set_areas(ledger.kept.programme.areas if ledger.kept else areas)

    def set_areas(self, areas: tuple[str, ...]) -> None:
        """Answer to the device's own target, these areas and ``all``."""
        self.areas = areas
        targets = {cluster_target(self._ledger.cluster), ALL, *map(area_target, areas)}
        self._verifier = Verifier(keys=self._keys, targets=targets, memory=self._journal)

    def take(self, topic: str, envelope: bytes) -> None:
        """Take one message off the line; what cannot be judged before the clock is known waits for it."""
        try:
            place = topics.parse(topic)
            if place.province != self._province or place.upward:
                raise Refused(Refusal.WRONG_TARGET, topic)
            payload = self._verifier.verify(envelope, expected=place.type, now_ms=self._clock.now_ms())
            if payload.target != place.target:
                raise Refused(Refusal.WRONG_TARGET, f"{payload.target} on {topic}")
            self._act(payload, envelope)
        except Refused as refused:
            if refused.reason is Refusal.CLOCK_UNKNOWN:
                self._held.append((topic, envelope))
            elif refused.reason is not Refusal.DUPLICATE:
                self.refused[refused.reason] += 1
                self._on_effect(refused)
            return
        except sqlite3.OperationalError as problem:
            log.error("journal: %s", problem)  # nothing was accepted; the server repeats what is not reported
            return
        self._on_effect(payload.message)
        if isinstance(payload.message, TimeAnswer):
            self._take_held()

    def _take_held(self) -> None:
        held = list(self._held)
        self._held.clear()
        for topic, envelope in held:
            self.take(topic, envelope)

    def _act(self, payload: Payload, envelope: bytes) -> None:
        message = payload.message
        match message:
            case Programme():
                parts = take_apart(envelope)
                self._ledger.adopt(payload, parts.payload, parts.kid)
                self.set_areas(message.areas)
            case Urgent():
                self._ledger.add_alarm(payload)
            case Stop():
                self._ledger.add_stop(payload)
            case TimeAnswer():
                if not self._clock.answer(message):
                    raise Refused(Refusal.REPLAYED, "no open question has this nonce")
                with self._journal.transaction():
                    self._journal.accept(payload)
                    self._journal.note_signed_ms(message.sent)
            case Ack():
                with self._journal.transaction():
                    self._journal.accept(payload)
                    self._journal.acknowledged(message.ids)
            case KeyStatement():
                self._keys = self._keys.with_statement(message)
                with self._journal.transaction():
                    self._journal.accept(payload)
                    self._journal.set_fact("keys", envelope)
                    self._ledger.revoke(message.revoked)
                self.set_areas(self.areas)
            case _:
                raise Refused(Refusal.UNKNOWN_TYPE, payload.type)
