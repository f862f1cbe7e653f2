"""Jobs of the room."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from .services import mail_reset


@task()
def send_reset_mail(name: str, at: str) -> int:
    """Look the account up and mail it (see ``services.sign_in.ask_reset``)."""
    return mail_reset(name, at=datetime.fromisoformat(at))
