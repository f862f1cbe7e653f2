"""What a request carries once the login wall let it through; pages declare their first argument as this."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from nguontin.units.scope import Viewer


class SignedIn(HttpRequest):
    """A request with its Viewer and its instant, as ``units.middleware.login_wall`` sets them. Never instantiated."""

    viewer: Viewer
    at: datetime
