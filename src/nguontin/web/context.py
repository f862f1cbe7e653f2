"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    """Viewer, instant, mode and nonce."""
    return {
        "viewer": getattr(request, "viewer", None),
        "at": getattr(request, "at", None),
        "demo": settings.MODE == "demo",
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
