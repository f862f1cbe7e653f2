"""The key ceremony: statements that devices accept one after the other, and never backwards."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import loa_protocol as lp
import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from nguontin.devices import keyfiles, keys
from nguontin.devices.models import KeyStatement, Outgoing, ProgrammeMark
from nguontin.devices.services import refresh_programmes
from nguontin.kernel.clock import to_ms
from nguontin.kernel.errors import DomainError

from .plant import Plant

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def read(statement: KeyStatement) -> lp.KeyStatement:
    """As a device reads it: signed by the pinned root."""
    root = lp.public_key(statement.root_public_key)
    assert lp.fingerprint(root) == statement.root_fingerprint
    verifier = lp.Verifier(keys=lp.ProvinceKeys(root), targets={lp.ALL}, memory=lp.MemoryInRam())
    said = verifier.verify(bytes(statement.envelope), expected=lp.MessageType.KEYS, now_ms=to_ms(statement.at)).message
    assert isinstance(said, lp.KeyStatement)
    return said


def test_statements_follow_each_other_and_a_device_takes_each(tmp_path: Path) -> None:
    root = keys.make_root(tmp_path / "root")
    old, new = (keys.make_working(tmp_path / name) for name in ("a.pem", "b.pem"))
    first = read(keys.issue_statement(root.path, working=[old], at=AT))
    second = read(keys.issue_statement(root.path, working=[new], at=AT))
    third = read(keys.issue_statement(root.path, revoke=[lp.kid(old)], at=AT))
    assert [one.serial for one in (first, second, third)] == [1, 2, 3]
    assert {key.kid for key in second.keys} == {lp.kid(old), lp.kid(new)}
    assert ([key.kid for key in third.keys], third.revoked) == ([lp.kid(new)], (lp.kid(old),))
    ring = lp.ProvinceKeys(lp.public_key(KeyStatement.objects.latest("serial").root_public_key))
    for statement in (first, second, third):
        ring = ring.with_statement(statement)
    with pytest.raises(lp.Refused, match="revoked"):
        ring.find(lp.kid(old), lp.MessageType.PROGRAMME, to_ms(AT))
    assert Outgoing.objects.filter(kind="keys", target="all").count() == 3


def test_key_files_are_for_their_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    root = keys.make_root(tmp_path / "root")
    assert stat.S_IMODE(root.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(root.path.parent.stat().st_mode) == 0o700
    with pytest.raises(keyfiles.KeyFileError, match="never overwritten"):
        keys.make_root(tmp_path / "root")
    root.path.write_text("not a key")
    with pytest.raises(keyfiles.KeyFileError, match="no private key"):
        keyfiles.read(root.path)


def test_another_root_cannot_speak_for_the_province(tmp_path: Path) -> None:
    keys.issue_statement(keys.make_root(tmp_path / "one").path, at=AT)
    with pytest.raises(DomainError, match="other_root"):
        keys.issue_statement(keys.make_root(tmp_path / "two").path, at=AT)


def test_the_database_refuses_a_serial_that_goes_back(tmp_path: Path) -> None:
    root = keys.make_root(tmp_path / "root").path
    keys.issue_statement(root, at=AT)
    last = keys.issue_statement(root, at=AT)
    forged = KeyStatement(
        serial=1, root_public_key=last.root_public_key, root_fingerprint="x", envelope=b"", at=AT + timedelta(days=1)
    )
    with pytest.raises(DatabaseError):
        forged.save(force_insert=True)


def test_revoking_has_every_programme_signed_anew(plant: Plant) -> None:
    plant.air()
    refresh_programmes(at=plant.at)
    kid = lp.kid(keyfiles.read(plant.working).public_key())
    keys.issue_statement(plant.root, revoke=[kid], at=plant.at)
    assert refresh_programmes(at=plant.at) == 2
    assert set(ProgrammeMark.objects.values_list("version", flat=True)) == {2}


def test_the_ceremony_by_command(tmp_path: Path, settings: LazySettings) -> None:
    settings.SIGNER_KEY = str(tmp_path / "keys" / "working.pem")
    folder = ["--root-dir", str(tmp_path / "stick")]
    said = StringIO()
    call_command("keys", "init", *folder, stdout=said)
    assert KeyStatement.objects.get().root_fingerprint in said.getvalue()
    before = lp.kid(keyfiles.read(Path(settings.SIGNER_KEY)).public_key())
    with pytest.raises(CommandError, match="rotate"):
        call_command("keys", "init", *folder)
    call_command("keys", "rotate", *folder, stdout=said)
    assert lp.kid(keyfiles.read(Path(settings.SIGNER_KEY)).public_key()) != before
    call_command("keys", "revoke", before, *folder, stdout=said)
    assert read(KeyStatement.objects.latest("serial")).revoked == (before,)
    call_command("keys", "show", stdout=said)
    assert f"{before} working thu hồi" in said.getvalue()
    with pytest.raises(CommandError, match="missing"):
        call_command("keys", "rotate", "--root-dir", str(tmp_path / "elsewhere"))
