"""`nguontin signer`: a process of its own on a Unix socket (0660), one JSON object a line each way.

It alone reads the working key. Requests: {"do":"sign","ids":[…]}, {"do":"time","asked":[[cluster,nonce,received ms]…]},
{"do":"ack","of":{cluster:[evidence id…]}}; an answer is an object, with "error" when nothing was done.

When it stops: loudspeakers keep playing the programme that they have; nothing new is signed, evidence stays
unacknowledged on the devices. Look for "cannot sign" in its log; keys are explained in docs/runbooks/keys.md.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import signal
import socket
import socketserver
import threading
from pathlib import Path
from typing import Any

import django

log = logging.getLogger(__name__)
MOST_LINE = 512 * 1024


class SignerServer(socketserver.ThreadingUnixStreamServer):
    """One thread per connection; the desk decides what may run beside what."""

    daemon_threads = True

    def __init__(self, path: Path, desk: Any) -> None:
        self.desk = desk
        self._talking: set[socket.socket] = set()
        _clear(path)
        before = os.umask(0o117)
        try:
            super().__init__(str(path), _Conversation)
        finally:
            os.umask(before)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the conversation, so that it ends with the server."""
        self._talking.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """A conversation is over."""
        self._talking.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Stop listening and end all conversations."""
        super().server_close()
        for request in list(self._talking):
            with contextlib.suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)


class _Conversation(socketserver.StreamRequestHandler):
    server: SignerServer

    def handle(self) -> None:
        from django.db import close_old_connections, connection

        try:
            while line := self.rfile.readline(MOST_LINE):
                close_old_connections()
                self.wfile.write(json.dumps(self._answer(line)).encode() + b"\n")
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            connection.close()

    def _answer(self, line: bytes) -> dict[str, Any]:
        from .sealing import CannotSign

        try:
            answer: dict[str, Any] = self.server.desk.answer(json.loads(line))
        except CannotSign as error:
            log.error("cannot sign: %s", error)
            return {"error": str(error)}
        except (ValueError, TypeError, KeyError) as error:
            log.warning("not understood: %s", error)
            return {"error": "not a request"}
        except Exception:
            log.exception("request failed")
            return {"error": "failed; see the signer's log"}
        return answer


def _clear(path: Path) -> None:
    """Remove a socket that nobody answers on; OSError when a signer is already running there."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            path.unlink()
            return
    raise OSError(f"a signer is already running on {path}")


def open_server(path: Path, key: Path) -> SignerServer:
    """A signer that listens and is not yet served. Raises keyfiles.KeyFileError when the key cannot be used."""
    from .desk import Desk
    from .sealing import WorkingKey

    return SignerServer(path, Desk(WorkingKey(key)))


def main(argv: list[str]) -> int:
    """Run until SIGTERM or ctrl-C."""
    argparse.ArgumentParser(prog="nguontin signer", description="Ký lệnh phát; khóa chỉ ở đây.").parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nguontin.config.settings")
    django.setup()
    from django.conf import settings

    from nguontin.devices.keyfiles import KeyFileError

    path = Path(settings.SIGNER_SOCKET)
    try:
        server = open_server(path, Path(settings.SIGNER_KEY))
    except (KeyFileError, OSError) as error:
        log.critical("cannot sign: %s", error)
        return 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    log.info("signing with %s on %s", settings.SIGNER_KEY, path)
    try:
        server.serve_forever(poll_interval=0.2)
    finally:
        server.server_close()
        path.unlink(missing_ok=True)
    return 0
