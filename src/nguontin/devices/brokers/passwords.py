"""Broker passwords as Mosquitto 2 keeps them: ``$7$iterations$salt$hash``, PBKDF2-HMAC-SHA512, base64.

The passwords are 32 random bytes, so few iterations are enough, and thousands of loudspeakers can come back at once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

ITERATIONS = 101
SALT_BYTES = 12


def hash_password(password: str) -> str:
    """What is stored of a password."""
    return _written(password, secrets.token_bytes(SALT_BYTES), ITERATIONS)


def password_holds(password: str, stored: str) -> bool:
    """Whether a password is the stored one; False for a hash of any other form."""
    parts = stored.split("$")
    if len(parts) != 5 or parts[1] != "7":
        return False
    try:
        salt, iterations = base64.b64decode(parts[3], validate=True), int(parts[2])
    except ValueError:
        return False
    return hmac.compare_digest(_written(password, salt, iterations).encode(), stored.encode())


def _written(password: str, salt: bytes, iterations: int) -> str:
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, iterations)
    return f"$7${iterations}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"
