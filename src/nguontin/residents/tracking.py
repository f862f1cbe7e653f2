"""Tracking codes: 100 random bits, shown once, kept only as a keyed digest, never in an address."""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread
LENGTH = 20  # × 5 bits


def new_code() -> str:
    """Five groups of four, e.g. "7K2M-…"."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[at : at + 4] for at in range(0, LENGTH, 4))


def digest(code: str) -> str:
    """Keyed digest of a code as people type it: any case, blanks or dashes, O for 0, I or L for 1."""
    plain = code.upper().translate(str.maketrans("OIL", "011"))
    plain = "".join(sign for sign in plain if sign in ALPHABET)
    return salted_hmac("residents.tracking", plain, algorithm="sha256").hexdigest()
