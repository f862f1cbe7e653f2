"""What the signer can be asked: sign outbox rows, answer the time, acknowledge evidence. Each answer is committed."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import loa_protocol as lp
from django.db import transaction

from nguontin.devices.models import Device, Evidence, Outgoing
from nguontin.devices.services.programmes import recompute
from nguontin.kernel.clock import now

from .checks import Verdict, judge
from .sealing import Order, Sealed, WorkingKey

log = logging.getLogger(__name__)
TIME_LIFETIME = timedelta(minutes=1)
ACK_LIFETIME = timedelta(hours=24)
MOST_ROWS = 200


class Desk:
    """Signs one request at a time; checking goes on beside it, so that time answers do not wait for it."""

    def __init__(self, key: WorkingKey) -> None:
        self._key = key
        self._pen = threading.Lock()

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to one request; ValueError for one that is none of the three."""
        match request:
            case {"do": "sign", "ids": list(ids)} if len(ids) <= MOST_ROWS:
                return self.sign([int(pk) for pk in ids])
            case {"do": "time", "asked": list(asked)} if len(asked) <= MOST_ROWS:
                return {"envelopes": self.time([(UUID(c), str(nonce), int(at)) for c, nonce, at in asked])}
            case {"do": "ack", "of": dict(of)} if len(of) <= MOST_ROWS:
                return {"envelopes": self.acknowledge({UUID(c): [UUID(pk) for pk in pks] for c, pks in of.items()})}
        raise ValueError("not a request")

    def sign(self, ids: Sequence[int]) -> dict[str, Any]:
        """Sign what the database shows approved; the rest is refused on its row, with the reason."""
        rows = list(
            Outgoing.objects.filter(pk__in=ids, signed_at=None, refused="")
            .select_related("desired", "broadcast__unit", "ordered_by")
            .order_by("id")
        )
        verdicts = judge(rows, at=now())
        fit = [row for row in rows if verdicts[row.pk].message is not None]
        with self._pen, transaction.atomic():
            sealed = self._key.seal([_order(row, verdicts[row.pk]) for row in fit]) if fit else []
            refused = self._write(fit, sealed) | {
                row.pk: verdicts[row.pk].refused for row in rows if verdicts[row.pk].message is None
            }
            self._refuse([row for row in rows if row.pk in refused], refused)
        return {
            "signed": [row.pk for row in fit if row.pk not in refused],
            "refused": {str(k): v for k, v in refused.items()},
        }

    @staticmethod
    def _write(rows: list[Outgoing], sealed: list[Sealed]) -> dict[int, str]:
        too_large: dict[int, str] = {}
        for row, made in zip(rows, sealed, strict=True):
            if len(made.envelope) > lp.size_limit(lp.MessageType(row.kind)):
                too_large[row.pk] = "too_large"
                continue
            row.envelope, row.payload_sha256, row.signed_at = made.envelope, made.payload_sha256, made.at
        Outgoing.objects.bulk_update(rows, ["envelope", "payload_sha256", "signed_at"])
        _desire([row for row in rows if row.signed_at])
        return too_large

    @staticmethod
    def _refuse(rows: list[Outgoing], reasons: dict[int, str]) -> None:
        for row in rows:
            row.refused = reasons[row.pk][:200]
            level = logging.INFO if row.refused in {"superseded", "differs_from_rows", "expired"} else logging.ERROR
            log.log(level, "refused to sign %s %s for %s: %s", row.kind, row.pk, row.target, row.refused)
        Outgoing.objects.bulk_update(rows, ["refused"])
        recompute([row.desired.outlet_id for row in rows if row.desired and row.refused == "differs_from_rows"])

    def time(self, asked: Sequence[tuple[UUID, str, int]]) -> dict[str, str]:
        """Time answers for live devices, by nonce; the others get none."""
        live = _live({cluster for cluster, _nonce, _at in asked})
        orders = {
            nonce: Order(
                lp.TimeAnswer(nonce, received, received), lp.cluster_target(cluster), "", now() + TIME_LIFETIME
            )
            for cluster, nonce, received in asked
            if cluster in live
        }
        with self._pen:
            sealed = self._key.seal(list(orders.values())) if orders else []
        return {nonce: made.envelope.decode() for nonce, made in zip(orders, sealed, strict=True)}

    def acknowledge(self, of: dict[UUID, list[UUID]]) -> dict[str, str]:
        """Acknowledgements, by cluster, of the evidence that stands in the database under that cluster's own name."""
        wanted = {pk for pks in of.values() for pk in pks}
        stored: dict[UUID, set[UUID]] = defaultdict(set)
        rows = Evidence.objects.filter(pk__in=wanted).values_list("device__outlet_id", "pk")
        for cluster, pk in rows:
            stored[cluster].add(pk)
        live = _live(set(of))
        orders: dict[str, Order] = {}
        for cluster, pks in of.items():
            held = tuple(pk for pk in dict.fromkeys(pks) if pk in stored[cluster])
            if held and cluster in live:
                subject = f"{len(held)} from {held[0]}"
                orders[str(cluster)] = Order(lp.Ack(held), lp.cluster_target(cluster), subject, now() + ACK_LIFETIME)
        with self._pen:
            sealed = self._key.seal(list(orders.values())) if orders else []
        return {cluster: made.envelope.decode() for cluster, made in zip(orders, sealed, strict=True)}


def _order(row: Outgoing, verdict: Verdict) -> Order:
    assert verdict.message is not None
    return Order(verdict.message, row.target, f"outgoing {row.pk}", row.expires_at)


def _live(clusters: set[UUID]) -> set[UUID]:
    return set(Device.objects.filter(outlet__in=clusters, revoked_at=None).values_list("outlet_id", flat=True))


def _desire(rows: Sequence[Outgoing]) -> None:
    """Note on each device which programme it should stand on from now, by the hash that it will report."""
    signed = {row.desired.outlet_id: row for row in rows if row.desired}
    devices = list(Device.objects.filter(outlet__in=signed, revoked_at=None))
    for device in devices:
        row = signed[device.outlet_id]
        assert row.desired is not None
        device.desired_version, device.desired_sha256 = row.desired.version, row.payload_sha256
    Device.objects.bulk_update(devices, ["desired_version", "desired_sha256"])
