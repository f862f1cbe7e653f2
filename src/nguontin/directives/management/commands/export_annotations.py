"""`export_annotations`: what people confirmed, as annotations for `vanban bench`, without names and numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nguontin.directives.services import export_annotations
from nguontin.kernel import clock
from nguontin.kernel.errors import DomainError


class Command(BaseCommand):
    """Writes a .zip; exit status 1 when the file is there already or there is nothing to export."""

    help = (
        "Write the confirmed papers of all units as annotations into a new .zip, people's names and numbers replaced."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file to write."""
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Raises CommandError when nothing was written."""
        try:
            with file.open("xb") as target:
                number = export_annotations(target, by=None, at=clock.now())
        except FileExistsError as error:
            raise CommandError(f"{file} is there already; name a new file") from error
        except DomainError as error:
            file.unlink()
            raise CommandError(f"{error.message} {error.next_step}") from error
        self.stderr.write(f"{number} papers written to {file}")
