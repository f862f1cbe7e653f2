"""Root and working keys: made into files, listed in root-signed statements, rotated and revoked by the next statement.

The root key's file is meant to be taken offline (its folder may be a stick that is mounted for the ceremony alone). The
working key's file is read by the signer only. How to do it and what to do after a loss: docs/runbooks/keys.md.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import loa_protocol as lp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.kernel.clock import to_ms
from nguontin.kernel.errors import DomainError

from . import keyfiles
from .models import KeyStatement, Outgoing, ProgrammeMark, SigningKey

ROOT_FILE = "root.pem"
WORKING_DAYS = 400
STATEMENT_DAYS = 3650  # a statement stands until the next one; its serial, not its date, guards it


@dataclass(frozen=True, slots=True)
class RootKey:
    """Where the root key stands and what devices pin of it."""

    path: Path
    fingerprint: str


def make_root(folder: Path) -> RootKey:
    """Make the root key in *folder*; raises keyfiles.KeyFileError when one is there."""
    path = folder / ROOT_FILE
    return RootKey(path, lp.fingerprint(keyfiles.make(path).public_key()))


def make_working(path: Path) -> Ed25519PublicKey:
    """Make a working key at *path* and return its public half; the file that stood there is kept as ``.old``."""
    if path.exists():
        path.replace(path.with_name(path.name + ".old"))
    return keyfiles.make(path).public_key()


def newest_statement() -> KeyStatement | None:
    """The statement in force."""
    return KeyStatement.objects.order_by("-serial").first()


def issue_statement(
    root: Path,
    *,
    working: Collection[Ed25519PublicKey] = (),
    release: Collection[Ed25519PublicKey] = (),
    revoke: Collection[str] = (),
    at: datetime,
    days: int = WORKING_DAYS,
) -> KeyStatement:
    """Add keys, revoke others (by kid), and sign the next statement with the root key's file.

    It goes out with the next round of the gateway. When a key is revoked, every programme is computed and signed anew.
    Raises DomainError("other_root") when the file is not the key that devices have pinned, ("unknown_key") for a kid
    that was never listed.
    """
    root_key = keyfiles.read(root)
    with transaction.atomic():
        last = KeyStatement.objects.select_for_update().order_by("-serial").first()
        _check_root(root_key, last)
        _list_keys(working, lp.KeyRole.WORKING, at, days)
        _list_keys(release, lp.KeyRole.RELEASE, at, days)
        _revoke(revoke, at)
        statement = _sign_statement(root_key, serial=last.serial + 1 if last else 1, at=at)
        if revoke:
            ProgrammeMark.objects.update(content_sha256="", seen_changed_at=None)
        record("keys.issued", by=None, at=at, object_type="devices.keystatement", object_id=str(statement.serial))
    return statement


def _check_root(root: Ed25519PrivateKey, last: KeyStatement | None) -> None:
    if last and last.root_fingerprint != lp.fingerprint(root.public_key()):
        raise DomainError(
            "other_root",
            _("Khóa gốc này không phải khóa mà các cụm loa đã ghi nhớ."),
            _("Dùng đúng tệp khóa gốc; nếu đã mất, làm theo docs/runbooks/keys.md, mục mất khóa gốc."),
        )


def _list_keys(keys: Collection[Ed25519PublicKey], role: lp.KeyRole, at: datetime, days: int) -> None:
    for key in keys:
        SigningKey.objects.create(
            kid=lp.kid(key),
            role=str(role),
            public_key=lp.public_text(key),
            not_before=at - timedelta(minutes=5),
            expires_at=at + timedelta(days=days),
        )


def _revoke(kids: Collection[str], at: datetime) -> None:
    for kid in kids:
        if not SigningKey.objects.filter(kid=kid).exists():
            raise DomainError("unknown_key", _("Không có khóa %(kid)s.") % {"kid": kid}, _("Xem `keys show`."))
        SigningKey.objects.filter(kid=kid, revoked_at=None).update(revoked_at=at)


def _sign_statement(root: Ed25519PrivateKey, *, serial: int, at: datetime) -> KeyStatement:
    rows = list(SigningKey.objects.filter(expires_at__gt=at).order_by("not_before", "kid"))
    message = lp.KeyStatement(
        serial=serial,
        keys=tuple(
            lp.Key(
                kid=row.kid,
                role=lp.KeyRole(row.role),
                pub=row.public_key,
                nbf=to_ms(row.not_before),
                exp=to_ms(row.expires_at),
            )
            for row in rows
            if row.revoked_at is None
        ),
        revoked=tuple(row.kid for row in rows if row.revoked_at is not None),
    )
    expires = at + timedelta(days=STATEMENT_DAYS)
    payload = lp.encode(message, target=lp.ALL, seq=serial, issued_at_ms=to_ms(at), expires_at_ms=to_ms(expires))
    envelope = lp.seal(payload, root)
    public = root.public_key()
    statement = KeyStatement.objects.create(
        serial=serial,
        root_public_key=lp.public_text(public),
        root_fingerprint=lp.fingerprint(public),
        envelope=envelope,
        at=at,
    )
    Outgoing.objects.create(
        kind=Outgoing.Kind.KEYS,
        target=lp.ALL,
        created_at=at,
        expires_at=expires,
        envelope=envelope,
        payload_sha256=lp.decode(payload).sha256,
        signed_at=at,
    )
    return statement
