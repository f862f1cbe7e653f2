"""Asking the signer, from the gateway: one connection, made again when it broke."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

TIMEOUT_S = 30


class SignerAway(ConnectionError):
    """Nobody answers on the socket, or the signer said that it cannot sign; try again later."""


class SignerBroken(SignerAway):
    """The connection does not hold."""


class SignerClient:
    """Not for several threads at once: each takes its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket: socket.socket | None = None
        self._file: Any = None

    def sign(self, ids: Sequence[int]) -> dict[str, Any]:
        """Outbox rows signed and refused; the envelopes stand in the rows."""
        return self._ask({"do": "sign", "ids": list(ids)})

    def time(self, asked: Sequence[tuple[UUID, str, int]]) -> dict[str, bytes]:
        """Envelopes of time answers by nonce."""
        answer = self._ask({"do": "time", "asked": [[str(cluster), nonce, at] for cluster, nonce, at in asked]})
        return {nonce: text.encode() for nonce, text in answer["envelopes"].items()}

    def acknowledge(self, of: dict[UUID, list[UUID]]) -> dict[UUID, bytes]:
        """Envelopes of acknowledgements by cluster."""
        answer = self._ask({"do": "ack", "of": {str(c): [str(pk) for pk in pks] for c, pks in of.items()}})
        return {UUID(cluster): text.encode() for cluster, text in answer["envelopes"].items()}

    def close(self) -> None:
        """Let go of the connection."""
        kept, self._file, self._socket = (self._file, self._socket), None, None
        for one in kept:
            with contextlib.suppress(OSError):  # what was not sent yet goes with it
                if one is not None:
                    one.close()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Asked once more when a connection from before is broken: the signer may have been restarted meanwhile."""
        if self._socket is not None:
            with contextlib.suppress(SignerBroken):
                return self._ask_once(request)
        return self._ask_once(request)

    def _ask_once(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            if self._socket is None:
                self._socket = socket.socket(socket.AF_UNIX)
                self._socket.settimeout(TIMEOUT_S)
                self._file = self._socket.makefile("rwb")
                self._socket.connect(str(self._path))
            self._file.write(json.dumps(request).encode() + b"\n")
            self._file.flush()
            line = self._file.readline()
        except OSError as error:
            self.close()
            raise SignerBroken(f"{self._path}: {error}") from error
        if not line:
            self.close()
            raise SignerBroken(f"{self._path}: closed")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise SignerAway(answer["error"])
        return answer
