"""The key ceremony: ``keys init|rotate|revoke|show`` (docs/runbooks/keys.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from nguontin.devices import keyfiles, keys
from nguontin.devices.models import SigningKey
from nguontin.kernel import clock
from nguontin.kernel.errors import DomainError


class Command(BaseCommand):
    """Makes, rotates and revokes the keys that loudspeakers obey."""

    help = "Khóa của tỉnh: init (lần đầu), rotate (thay khóa làm việc), revoke KID (thu hồi), show."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One sub-command each; the root folder is always said, so that nobody leaves it on the server by default."""
        what = parser.add_subparsers(dest="what", required=True)
        for name, text in (
            ("init", "make the root key and the first working key"),
            ("rotate", "make a new working key; the old one stays valid until it is revoked"),
            ("revoke", "revoke a key at once"),
        ):
            one = what.add_parser(name, help=text)
            one.add_argument("--root-dir", type=Path, required=True, help="folder of root.pem, to be taken offline")
            if name == "revoke":
                one.add_argument("kid", help="16 hex digits, see `keys show`")
        what.add_parser("show", help="list keys and the statement in force")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; what a person must act on becomes a CommandError."""
        try:
            getattr(self, f"_{options['what']}")(options)
        except (DomainError, keyfiles.KeyFileError) as error:
            step = getattr(error, "next_step", "")
            raise CommandError(f"{getattr(error, 'message', error)} {step}".strip()) from error

    def _init(self, options: dict[str, Any]) -> None:
        if keys.newest_statement():
            raise CommandError("Khóa đã có; dùng `keys rotate` để thay khóa làm việc.")
        root = keys.make_root(options["root_dir"])
        public = keys.make_working(Path(settings.SIGNER_KEY))
        statement = keys.issue_statement(root.path, working=[public], at=clock.now())
        self.stdout.write(f"Dấu vân tay khóa gốc: {root.fingerprint}\nBản kê khóa số {statement.serial}.")
        self.stdout.write(f"Hãy cất {root.path} ra ngoài máy chủ (hai bản, hai nơi) và xóa khỏi đây.")

    def _rotate(self, options: dict[str, Any]) -> None:
        root = options["root_dir"] / keys.ROOT_FILE
        keyfiles.read(root)
        public = keys.make_working(Path(settings.SIGNER_KEY))
        statement = keys.issue_statement(root, working=[public], at=clock.now())
        self.stdout.write(f"Khóa làm việc mới; bản kê khóa số {statement.serial}. Khởi động lại `nguontin signer`.")

    def _revoke(self, options: dict[str, Any]) -> None:
        statement = keys.issue_statement(options["root_dir"] / keys.ROOT_FILE, revoke=[options["kid"]], at=clock.now())
        self.stdout.write(f"Đã thu hồi {options['kid']}; bản kê khóa số {statement.serial}.")

    def _show(self, options: dict[str, Any]) -> None:
        statement = keys.newest_statement()
        if statement is None:
            raise CommandError("Chưa có khóa; chạy `keys init --root-dir THƯ_MỤC`.")
        self.stdout.write(f"Bản kê khóa số {statement.serial}, khóa gốc {statement.root_fingerprint}")
        for key in SigningKey.objects.order_by("not_before"):
            state = f"thu hồi {key.revoked_at:%d/%m/%Y}" if key.revoked_at else f"đến {key.expires_at:%d/%m/%Y}"
            self.stdout.write(f"{key.kid} {key.role} {state}")
