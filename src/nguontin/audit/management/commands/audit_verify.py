"""`audit_verify`: walk the hash chain of the log from its beginning."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nguontin.audit.models import Entry
from nguontin.audit.services import Head, chain_head, verify_chain


class Command(BaseCommand):
    """Prints the head of the chain when it holds; exit status 1 and the position when it does not."""

    help = "Check the hash chain of the audit log; prints POSITION:DIGEST of its head, to be kept elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """A head seen before may be given."""
        parser.add_argument("--expect", metavar="POSITION:DIGEST", help="a head printed before; it must still be there")

    def handle(self, *args: Any, expect: str | None = None, **options: Any) -> None:
        """Raises CommandError where the chain breaks."""
        broken = verify_chain(expected=_head(expect) if expect else None)
        if broken is not None:
            raise CommandError(f"the chain of the audit log is broken at position {broken}")
        head = chain_head()
        unsealed = Entry.objects.filter(seal=None).count()
        self.stdout.write(f"{head.position}:{head.digest}")
        self.stderr.write(f"{head.position} entries sealed and whole, {unsealed} not sealed yet")


def _head(text: str) -> Head:
    position, colon, digest = text.partition(":")
    if not (position.isdigit() and colon and len(digest) == 64):
        raise CommandError("--expect wants POSITION:DIGEST as this command prints it")
    return Head(int(position), digest)
