"""Where a request came from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def source_of(request: HttpRequest) -> str:
    """The client's address: the one the proxy saw when a proxy terminates TLS, else the peer of the connection.

    Only the last entry of X-Forwarded-For is believed: the proxy wrote it, the ones before it anybody could.
    """
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
