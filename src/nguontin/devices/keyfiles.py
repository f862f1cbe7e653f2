"""Private keys as files: PEM (PKCS#8), mode 0600, written whole or not at all, refused when others may read them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class KeyFileError(RuntimeError):
    """A key file cannot be used; the text says why and what to do."""


def make(path: Path) -> Ed25519PrivateKey:
    """Make a new key at *path* (mode 0600, its folder 0700). Raises KeyFileError when a file is already there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyFileError(f"{path} already exists; a key is never overwritten") from None
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    return key


def read(path: Path) -> Ed25519PrivateKey:
    """The key at *path*. Raises KeyFileError when it is missing, open to others, or no Ed25519 key."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        raise KeyFileError(f"{path} is missing; see docs/runbooks/keys.md") from None
    if mode & 0o177:
        raise KeyFileError(f"{path} has mode {mode:04o}, wider than 0600: chmod 600, and think about who has read it")
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise KeyFileError(f"{path} is no private key ({error})") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path} is not an Ed25519 key")
    return key
