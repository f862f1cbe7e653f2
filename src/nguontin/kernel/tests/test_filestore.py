"""Files by their hash, secrets by their key, names without marks."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from nguontin.kernel.filestore import drop, drop_older, fetch, keep, path_of
from nguontin.kernel.fold import fold
from nguontin.kernel.secret import lock, unlock


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def test_a_file_is_kept_once_and_whole(media: Path) -> None:
    sha256 = keep("papers", b"x")
    assert keep("papers", b"x") == sha256
    assert fetch("papers", sha256) == b"x"
    assert [path for path in media.rglob("*") if path.is_file()] == [path_of("papers", sha256)]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_is_a_name(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        path_of("papers", name)


def test_files_are_dropped_by_name_and_by_age() -> None:
    old, young = keep("imports", b"old"), keep("imports", b"young")
    now = datetime.now(UTC)
    os.utime(path_of("imports", old), (now.timestamp() - 7200,) * 2)
    assert drop_older("imports", before=now - timedelta(hours=1)) == 1
    assert not path_of("imports", old).exists()
    drop("imports", young)
    drop("imports", young)
    assert not path_of("imports", young).exists()


def test_secrets_open_with_the_new_key_and_the_old_one(settings: object) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SECRETS_KEYS = [old]  # type: ignore[attr-defined]
    locked = lock("hạt giống")
    assert "hạt" not in locked
    settings.SECRETS_KEYS = [new, old]  # type: ignore[attr-defined]
    assert unlock(locked) == "hạt giống"
    settings.SECRETS_KEYS = [new]  # type: ignore[attr-defined]
    with pytest.raises(InvalidToken):
        unlock(locked)


def test_names_fold_to_what_people_type() -> None:
    assert fold("  Hoà An,\nĐÌNH Phong ") == "hoa an, dinh phong"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
