"""The authenticator app on a person's phone."""

from __future__ import annotations

from datetime import datetime

import pyotp

from nguontin.units.scope import Viewer
from nguontin.units.services import confirm_second_factor, start_second_factor


class Phone:
    """Set up and confirmed at *at*; the code of that half minute is used up by it."""

    def __init__(self, owner: Viewer, *, at: datetime) -> None:
        self._totp = pyotp.parse_uri(start_second_factor(owner.person, at=at))
        confirm_second_factor(owner.person, self.code(at), at=at)

    def code(self, at: datetime) -> str:
        """Six digits as the app shows them at the instant."""
        return self._totp.at(at)
