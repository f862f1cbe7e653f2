"""A small network in one process, with a database of its own: broker, signer, two gateways, two boxes on real sockets.

Run as a program it prints what happened as JSON; test_network.py looks at it. It is a program because threads with
their own database connections need a database file that commits, which tests around it must not share.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django

from nguontin.devices.tests.stagehands import PATIENCE_S, PROVINCE, BoxClient, BrokerThread, SignerThread, now, until
from nguontin.kernel.ports import free_port

GATEWAY = "gateway"


def evidence(occurrence: Any, *, broadcast: UUID | None = None) -> Any:
    """A row that says it played."""
    import loa_protocol as lp

    from nguontin.kernel.clock import to_ms

    start = to_ms(now())
    return lp.Evidence(
        id=lp.ids.evidence_id(occurrence.pk),
        occurrence=occurrence.pk,
        broadcast=broadcast or occurrence.broadcast_id,
        outcome=lp.Outcome.PLAYED,
        reason=None,
        start=start,
        end=start + 60_000,
        played_ms=60_000,
        audio=("ab" * 32,),
        volume=80,
        clock_error_ms=4,
    )


class Scene:
    """Everything running, and what happened."""

    def __init__(self, folder: Path) -> None:
        from django.conf import settings

        from nguontin.devices.gateway.core import Gateway
        from nguontin.devices.tests.plant import Plant
        from tests.support.world import World

        self.port = free_port()
        url = f"mqtt://{GATEWAY}:geheim-lang@127.0.0.1:{self.port}"
        settings.MQTT_URL = settings.MQTT_DEVICE_URL = url
        at = now()
        self.plant = Plant.build(folder, World.build(at=at), at=at)
        self.plant.air(at=at)
        self.broker, self.signer = BrokerThread(self.port, url), SignerThread(folder / "s.sock", self.plant.working)
        self.gateways = [
            Gateway(name=f"g{n}", url=url, province=PROVINCE, shared=False, signer=folder / "s.sock", now=now)
            for n in range(2)
        ]
        self.seen: dict[str, Any] = {}

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Start and stop all of it."""
        self.broker.start()
        self.signer.start()
        for gateway in self.gateways:
            gateway.start()
        self.a, self.b = (BoxClient(box, self.port) for box in self.plant.boxes)
        try:
            yield
        finally:
            for one in (self.a, self.b):
                one.client.disconnect()
                one.client.loop_stop()
            for gateway in self.gateways:
                gateway.stop()
            self.signer.stop()
            self.broker.stop()

    def count(self, what: str) -> int:
        """A tally over both gateways."""
        return sum(gateway.counts.tally().get(what, 0) for gateway in self.gateways)

    def open_at(self, index: int) -> list[Any]:
        """Open occurrences of a cluster."""
        from nguontin.broadcast.models import Occurrence

        return list(Occurrence.objects.filter(outlet=self.plant.outlets[index], outcome="open").order_by("starts_at"))

    def programme(self) -> None:
        """The programme comes; "in sync" is what the box reports by hash."""
        import loa_protocol as lp

        payload = self.a.hear(lp.Programme)
        device = self.plant.boxes[0].device
        self.seen["programme_items"] = len(payload.message.items) if payload else None
        self.seen["planned"] = sum(one.starts_at > self.plant.at for one in self.open_at(0))
        self.seen["in_sync_when_sent"] = device.in_sync
        self.a.say(lp.Presence(lp.PresenceState.ONLINE, "loa thử", None))
        self.a.say(lp.Applied(payload.message.version, payload.sha256, True, (), {}))
        self.seen["in_sync_when_told"] = until(lambda: self.plant.boxes[0].device.in_sync)
        self.seen["online"] = until(lambda: self.plant.boxes[0].device.online)

    def forgeries(self) -> None:
        """Foreign keys, old sentences, foreign topics and occurrences move nothing."""
        import loa_protocol as lp
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        from nguontin.devices.models import Evidence

        offline = lp.Presence(lp.PresenceState.OFFLINE, "kẻ lạ", None)
        self.a.say(offline, key=Ed25519PrivateKey.generate())
        self.a.say(offline, seq=1)
        strange = lp.topics.up(PROVINCE, self.plant.outlets[1].pk, lp.MessageType.PRESENCE)
        self.a.client.publish(strange, self.plant.boxes[1].say(offline, at=now()), qos=1)
        foreign = self.open_at(1)[0]
        self.a.say(lp.EvidenceRows((evidence(foreign),)))
        self.a.client.publish(lp.topics.up(PROVINCE, self.a.box.cluster, lp.MessageType.PRESENCE), b"\xff{", qos=1)
        until(lambda: self.count("foreign_occurrence") >= 2 and self.count("malformed") >= 2)
        self.seen["refused"] = {
            what: self.count(what) for what in ("unknown_key", "replayed", "foreign_occurrence", "malformed")
        }
        self.seen["still_online"] = self.plant.boxes[0].device.online
        self.seen["neighbour_untouched"] = self.plant.boxes[1].device.presence_seq
        self.seen["foreign_rows"] = Evidence.objects.filter(occurrence=foreign).count()
        self.a.subacks.clear()
        self.a.client.subscribe(f"loa/1/{PROVINCE}/c/{self.plant.outlets[1].pk}/down/#", 1)
        self.seen["foreign_subscription"] = until(lambda: self.a.subacks)
        self.seen["stranger_with_its_name"] = self._stranger()
        self.seen["still_there"] = self.a.client.is_connected()

    def _stranger(self) -> list[int]:
        """A wrong password under the box's own client id: refused, and the box is not cut off."""
        import paho.mqtt.client as mqtt
        from paho.mqtt.enums import CallbackAPIVersion

        told: list[int] = []
        client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=str(self.a.box.cluster), clean_session=False)
        client.username_pw_set(self.a.box.user, "falsch")
        client.on_connect = lambda _c, _d, _f, reason, _p: told.append(reason.value)
        client.connect("127.0.0.1", self.port)
        client.loop_start()
        until(lambda: told)
        client.disconnect()
        client.loop_stop()
        return told[:1]

    def times(self) -> None:
        """A question for the time, answered to the box alone."""
        import loa_protocol as lp

        trips = []
        for _ in range(5):
            nonce, before = uuid4().hex, time.monotonic()
            self.a.say(lp.TimeRequest(nonce))
            while (answer := self.a.hear(lp.TimeAnswer)) and answer.message.nonce != nonce:
                pass  # both gateways answer without a shared subscription
            trips.append(round((time.monotonic() - before) * 1000))
            self.seen["nonce_comes_back"] = answer is not None
        self.seen["time_ms"] = min(trips)

    def stored_once(self) -> None:
        """Evidence sent twice through two gateways is one row, acknowledged when it stands in the database."""
        import loa_protocol as lp

        from nguontin.broadcast.models import Occurrence
        from nguontin.broadcast.services import recount_totals
        from nguontin.devices.models import Evidence

        occurrence, there = self.open_at(0)[0], []
        self.a.on_ack = lambda ids: there.append(Evidence.objects.filter(pk__in=ids).count() == len(ids))
        for _ in range(2):
            self.a.say(lp.EvidenceRows((evidence(occurrence),)))
        until(lambda: len(there) >= 2)
        self.seen["rows"] = Evidence.objects.filter(occurrence=occurrence).count()
        self.seen["there_when_acknowledged"] = bool(there) and all(there)
        self.seen["outcome"] = Occurrence.objects.get(pk=occurrence.pk).outcome
        self.seen["totals_off"] = len(recount_totals())

    def signer_away(self) -> None:
        """Without the signer evidence is stored and not acknowledged; sent again later, it is."""
        import loa_protocol as lp

        from nguontin.devices.models import Evidence

        self.signer.stop()
        rows = lp.EvidenceRows((evidence(self.open_at(0)[0]),))
        self.a.say(rows)
        self.seen["stored_without_signer"] = until(lambda: Evidence.objects.filter(pk=rows.rows[0].id).exists())
        self.seen["ack_without_signer"] = self._acknowledged(rows.rows[0].id, within=0.7)
        self.signer.start()
        self.a.say(rows)
        self.seen["ack_afterwards"] = self._acknowledged(rows.rows[0].id, within=PATIENCE_S)

    def _acknowledged(self, wanted: UUID, *, within: float) -> bool:
        import loa_protocol as lp

        while ack := self.a.hear(lp.Ack, within=within):
            if wanted in ack.message.ids:
                return True
        return False

    def broker_away(self) -> None:
        """A broker that forgot everything: what the box lacks is published again."""
        import loa_protocol as lp

        from nguontin.broadcast.models import Outlet, Station

        self.broker.stop()
        Station.objects.update(volume=33)
        Outlet.objects.update(programme_changed_at=now())
        time.sleep(1)
        self.broker.start()
        payload = self.a.hear(lp.Programme)
        self.seen["volume_after_restart"] = payload.message.volume if payload else None

    def alarm(self) -> None:
        """From the order to both boxes."""
        import loa_protocol as lp

        from nguontin.devices.services import order_urgent
        from nguontin.devices.tests.test_signer import alarm

        self.plant.world.at = now()
        broadcast = alarm(self.plant)
        before = time.monotonic()
        order_urgent(broadcast, by=self.plant.world.leader_a, at=self.plant.at)
        heard = [one.hear(lp.Urgent) for one in (self.a, self.b)]
        self.seen["alarm_ms"] = round((time.monotonic() - before) * 1000)
        self.seen["alarm_heard"] = [
            payload is not None and payload.message.command == broadcast.pk for payload in heard
        ]

    def revoked(self) -> None:
        """A revoked box is shown out, and its word no longer counts."""
        from nguontin.devices.services import revoke_device

        until(self.b.client.is_connected)
        revoke_device(self.plant.boxes[1].device, reason="Mất hộp", by=self.plant.world.technician, at=now())
        self.seen["shown_out"] = until(lambda: not self.b.client.is_connected())
        time.sleep(1.5)
        self.seen["stays_out"] = not self.b.client.is_connected()
        for gateway in self.gateways:
            gateway.roster.forget()
        self.seen["unheard"] = self.gateways[0].roster.find(self.plant.outlets[1].pk) is None


def main() -> None:
    """Play every part."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder))
        with scene.running():
            for part in (
                scene.programme,
                scene.forgeries,
                scene.times,
                scene.stored_once,
                scene.signer_away,
                scene.broker_away,
                scene.alarm,
                scene.revoked,
            ):
                before = time.monotonic()
                part()
                sys.stderr.write(f"{part.__name__}: {time.monotonic() - before:.1f} s\n")
    print(json.dumps(scene.seen))


if __name__ == "__main__":
    main()
