"""Signing and its log: the next sequence number, the payload, the signature and its row, in one short transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import loa_protocol as lp
from django.db import transaction
from django.db.models import Max

from nguontin.devices import keyfiles
from nguontin.devices.locks import SIGNATURES, hold
from nguontin.devices.models import Signature, SigningKey
from nguontin.kernel.clock import now, to_ms


class CannotSign(RuntimeError):
    """The working key may not sign: it is not listed, revoked, or out of its dates."""


@dataclass(frozen=True, slots=True)
class Order:
    """One message to be signed: to whom, about what (for the log), until when it holds."""

    message: lp.Message
    target: str
    subject: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Sealed:
    """An envelope, the hash of its payload, and when it was signed."""

    envelope: bytes
    payload_sha256: str
    at: datetime


class WorkingKey:
    """The one private key on the server, read once from its file."""

    def __init__(self, path: Path) -> None:
        self._key = keyfiles.read(path)
        self.kid = lp.kid(self._key.public_key())
        self._checked_at: datetime | None = None

    def check(self, at: datetime) -> None:
        """Raises CannotSign unless the statement lists the key today; asked of the database once a second at most."""
        if self._checked_at and timedelta(0) <= at - self._checked_at < timedelta(seconds=1):
            return
        row = SigningKey.objects.filter(pk=self.kid, role=lp.KeyRole.WORKING).first()
        if row is None:
            raise CannotSign(f"working key {self.kid} is in no statement; see docs/runbooks/keys.md")
        if row.revoked_at is not None:
            raise CannotSign(f"working key {self.kid} is revoked")
        if not row.not_before <= at < row.expires_at:
            raise CannotSign(f"working key {self.kid} is out of its dates")
        self._checked_at = at

    @transaction.atomic
    def seal(self, orders: Sequence[Order]) -> list[Sealed]:
        """Sign and log in order. The caller's transaction may be around it: nothing counts before that commits.

        Sequence numbers are at least the milliseconds of the clock, so that they rise even after the database had to
        be restored from a backup: devices would refuse everything otherwise.
        """
        self.check(now())
        hold(SIGNATURES)
        last = Signature.objects.aggregate(last=Max("id"))["last"] or 0
        first = max(last + 1, to_ms(now()))
        sealed: list[Sealed] = []
        log: list[Signature] = []
        for seq, order in enumerate(orders, first):
            at = now()
            message = _sent_now(order.message, at)
            payload = lp.encode(
                message, target=order.target, seq=seq, issued_at_ms=to_ms(at), expires_at_ms=to_ms(order.expires_at)
            )
            made = Sealed(lp.seal(payload, self._key), lp.decode(payload).sha256, at)
            sealed.append(made)
            log.append(
                Signature(
                    id=seq,
                    kid=self.kid,
                    kind=str(lp.type_of(message)),
                    target=order.target,
                    subject=order.subject,
                    payload_sha256=made.payload_sha256,
                    at=at,
                )
            )
        Signature.objects.bulk_create(log)
        return sealed


def _sent_now(message: lp.Message, at: datetime) -> lp.Message:
    """A time answer says when it was signed, as late as can be."""
    return lp.TimeAnswer(message.nonce, message.received, to_ms(at)) if isinstance(message, lp.TimeAnswer) else message
