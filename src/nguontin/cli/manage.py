"""`./nguontin manage …`: Django's own administration commands."""

from __future__ import annotations

from django.core.management import execute_from_command_line


def main(argv: list[str]) -> None:
    """Run one Django management command; Django itself exits with a status when it fails."""
    execute_from_command_line(["./nguontin manage", *argv])
