"""The web process: checks that it may serve, then serves with waitress."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from nguontin.kernel.errors import DomainError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

THREADS = 8
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def main(argv: list[str]) -> int:
    """Serve until SIGTERM or ctrl-C; exit status 1 with the reason when it may not start."""
    argparse.ArgumentParser(prog="nguontin web", description="Trang web của hệ thống.").parse_args(argv)
    import django

    django.setup()
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from waitress import serve

    try:
        check_ready()
    except DomainError as error:
        sys.stderr.write(f"{error.message} {error.next_step}\n")
        return 1
    host, _, port = settings.BIND.rpartition(":")
    serve(
        bodiless_heads(WSGIHandler()),
        host=host,
        port=int(port),
        threads=THREADS,
        ident="nguontin",
        trusted_proxy=proxy_of(host) if settings.BEHIND_TLS else None,
        trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto"} if settings.BEHIND_TLS else set(),
        clear_untrusted_proxy_headers=True,
        max_request_body_size=settings.MAX_UPLOAD_BYTES * 4,
    )
    return 0


def proxy_of(host: str) -> str:
    """Whose word counts about where a request came from and whether it came over TLS.

    On the loopback it is this machine's own proxy. Beyond it (a container, whose port the host publishes to its proxy
    alone) the proxy has an address that nobody knows beforehand: then whoever can connect is believed.
    """
    return "127.0.0.1" if host in LOOPBACK else "*"


def bodiless_heads(application: WSGIApplication) -> WSGIApplication:
    """Answer HEAD without a body, which neither Django nor waitress sees to: it would stand in for the next answer."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if close := getattr(body, "close", None):
            close()
        return []

    return answer


def check_ready() -> None:
    """Raises DomainError when tables are missing or demo accounts could sign in outside the demo."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils.translation import gettext as _

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise DomainError("migrations", _("Cơ sở dữ liệu chưa đúng phiên bản."), _("Chạy: ./nguontin manage migrate"))
    from nguontin.units.models import Person

    if settings.MODE == "production" and Person.objects.filter(is_demo=True, is_active=True).exists():
        raise DomainError(
            "demo_accounts",
            _("Cơ sở dữ liệu này có tài khoản trình diễn đang dùng được."),
            _("Dùng cơ sở dữ liệu khác, hoặc khóa các tài khoản đó trước khi phục vụ người dân."),
        )
