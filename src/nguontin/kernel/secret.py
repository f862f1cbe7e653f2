"""Secrets at rest: encrypted with a key that lives outside database and backup (NGUON_SECRETS_KEY)."""

from __future__ import annotations

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.SECRETS_KEYS])


def lock(plain: str) -> str:
    """Ciphertext of *plain*, printable."""
    return _box().encrypt(plain.encode()).decode()


def unlock(locked: str) -> str:
    """Plain text again; raises cryptography.fernet.InvalidToken when no key fits."""
    return _box().decrypt(locked.encode()).decode()
