"""What stands between the server and Django."""

from __future__ import annotations

import io
from typing import Any
from wsgiref.handlers import SimpleHandler
from wsgiref.util import setup_testing_defaults

import pytest

from nguontin.web.serve import bodiless_heads


class Body(list[bytes]):
    """A body that notes whether it was given back."""

    closed = False

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(("method", "sent"), [("HEAD", b""), ("GET", b"trang")])
def test_a_head_is_answered_with_the_headers_alone(method: str, sent: bytes) -> None:
    """A body after HEAD would be read as the beginning of the next answer on the connection."""
    body = Body([b"trang"])

    def page(_environ: dict[str, Any], start_response: Any) -> Body:
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
        return body

    environ: dict[str, Any] = {"REQUEST_METHOD": method}
    setup_testing_defaults(environ)
    output = io.BytesIO()
    SimpleHandler(io.BytesIO(), output, io.StringIO(), environ).run(bodiless_heads(page))
    head, _, rest = output.getvalue().partition(b"\r\n\r\n")
    assert b"Content-Length: 5" in head
    assert rest == sent
    assert body.closed
