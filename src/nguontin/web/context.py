"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .nav import ON_PHONE, links_for


def house(request: HttpRequest) -> dict[str, Any]:
    """Viewer, instant, mode, nonce and the navigation."""
    viewer = getattr(request, "viewer", None)
    known: dict[str, Any] = {
        "viewer": viewer,
        "at": getattr(request, "at", None),
        "demo": settings.MODE == "demo",
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
    if viewer is not None:
        links = links_for(viewer, request.path)
        known["nav"] = {"links": links, "first": links[:ON_PHONE], "rest": links[ON_PHONE:]}
    return known
