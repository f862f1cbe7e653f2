"""The outbox: rows are signed, published in order and marked once the broker has them. One gateway at a time does it.

Its loop also computes the programmes that changed (every half second): the way from an approval to the loudspeaker does
not pass through the worker's queue, and an alarm waits for nothing but the next look, a tenth of a second later.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import loa_protocol as lp
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.db.models import Case, IntegerField, Value, When

from nguontin.devices import lease
from nguontin.devices.models import Outgoing
from nguontin.devices.services.programmes import refresh_programmes, send_again
from nguontin.devices.signer.client import SignerAway, SignerClient

from .counts import Counts

log = logging.getLogger(__name__)
LOOK_EVERY_S = 0.1
REFRESH_EVERY_S = 0.5
AGAIN_EVERY_S = 60.0
LEASE = "outbox"
LEASE_S = 10.0
RENEW_S = 3.0
AT_ONCE = 20
INFLIGHT_S = 30.0
RETAINED = (Outgoing.Kind.KEYS, Outgoing.Kind.PROGRAMME)


class Outbox(threading.Thread):
    """Runs until stopped; stands by while another gateway holds the lease."""

    def __init__(
        self, *, name: str, signer: SignerClient, wire: Any, province: str, counts: Counts, now: Callable[[], datetime]
    ) -> None:
        super().__init__(name="outbox", daemon=True)
        self._holder, self._signer, self._wire = name, signer, wire
        self._province, self._counts, self._now = province, counts, now
        self._stopping = threading.Event()
        self._met_broker = threading.Event()
        self._inflight: dict[int, tuple[float, Callable[[], bool]]] = {}
        self._held_until = self._refreshed = self._again = float("-inf")

    def stop(self) -> None:
        """End after the present round."""
        self._stopping.set()

    def broker_met(self) -> None:
        """The broker is there (again); it may have forgotten what it had kept."""
        self._met_broker.set()

    def run(self) -> None:
        """Rounds, a tenth of a second apart; trouble is logged and tried again, a little later each time."""
        pause = LOOK_EVERY_S
        while not self._stopping.wait(pause):
            pause = LOOK_EVERY_S
            try:
                close_old_connections()
                self._round()
            except SignerAway as error:
                self._counts.add("signer_away")
                log.warning("nothing signed: %s", error)
                pause = 1.0
            except DatabaseError:
                log.exception("outbox")
                connection.close()
                pause = 2.0
            except Exception:
                log.exception("outbox")
                pause = 5.0
        self._close()

    def _close(self) -> None:
        try:
            self._mark_published()
            lease.give_back(LEASE, self._holder)
        except DatabaseError:
            log.exception("outbox at its end")
        self._signer.close()
        connection.close()

    def _round(self) -> None:
        self._mark_published()
        clock = time.monotonic()
        if clock > self._held_until - (LEASE_S - RENEW_S):
            if not lease.take(LEASE, self._holder, for_s=LEASE_S, at=self._now()):
                return
            self._held_until = clock + LEASE_S
        if clock - self._refreshed > REFRESH_EVERY_S:
            self._refreshed = clock
            self._counts.add("programmes", refresh_programmes(at=self._now()))
        if self._wire.is_up:
            if self._met_broker.is_set() or clock - self._again > AGAIN_EVERY_S:
                self._counts.add("sent_again", send_again(at=self._now(), at_once=self._met_broker.is_set()))
                self._met_broker.clear()
                self._again = clock
            while self._send_some() and not self._stopping.is_set():
                self._mark_published()

    def _send_some(self) -> bool:
        """Sign and publish the next few, alarms first; whether there were any."""
        rows = self._waiting()
        unsigned = [row.pk for row in rows if row.signed_at is None]
        if unsigned:
            answer = self._signer.sign(unsigned)
            self._counts.add("signed", len(answer["signed"]))
            self._counts.add("refused_by_signer", len(answer["refused"]))
        for row in (
            Outgoing.objects.filter(pk__in=[row.pk for row in rows], refused="").exclude(envelope=None).order_by("id")
        ):
            if row.expires_at <= self._now():
                Outgoing.objects.filter(pk=row.pk).update(refused="expired")
                continue
            topic = lp.topics.down(self._province, row.target, lp.MessageType(row.kind))
            taken = self._wire.publish(topic, bytes(row.envelope or b""), retain=row.kind in RETAINED)
            self._inflight[row.pk] = time.monotonic(), taken
        return bool(rows)

    def _waiting(self) -> list[Outgoing]:
        late = time.monotonic() - INFLIGHT_S
        self._inflight = {pk: sent for pk, sent in self._inflight.items() if sent[0] > late}
        rank = Case(
            When(kind__in=[Outgoing.Kind.URGENT, Outgoing.Kind.STOP], then=Value(0)),
            When(kind=Outgoing.Kind.KEYS, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        rows = Outgoing.objects.filter(published_at=None, refused="").exclude(pk__in=self._inflight)
        return list(rows.order_by(rank, "id").only("pk", "signed_at")[:AT_ONCE])

    def _mark_published(self) -> None:
        done = [pk for pk, (_since, taken) in self._inflight.items() if taken()]
        if done:
            Outgoing.objects.filter(pk__in=done).update(published_at=self._now())
            for pk in done:
                self._inflight.pop(pk, None)
            self._counts.add("published", len(done))
