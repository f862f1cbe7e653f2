"""Files sent in ranges: a phone seeks in a recording, a loudspeaker resumes a fetch (RFC 9110, sections 13-14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils.translation import gettext as _

from .errors import Missing

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")  # more digits than any file has bytes are no range
_BLOCK = 64 * 1024


def ranged_file(request: HttpRequest, path: Path, content_type: str, etag: str) -> HttpResponse:
    """The file, or the one range of it that was asked for: 200, 206, 304 or 416.

    *etag* is the plain tag without quotes; files here are named by their hash, so it is a strong one. Several ranges
    at once, and ranges under an If-Range that does not fit, give the whole file. HEAD gives the same headers and no
    body. The caller sets Cache-Control.
    Raises Missing when the file is not there.
    """
    try:
        file = path.open("rb")
    except OSError:
        raise Missing("file", _("Không tìm thấy tệp này."), _("Quay lại trang trước rồi tải lại.")) from None
    tag, size = f'"{etag}"', path.stat().st_size
    if tag in (part.strip() for part in request.headers.get("If-None-Match", "").split(",")):
        file.close()
        unchanged = HttpResponseNotModified()
        unchanged.headers["ETag"] = tag
        return unchanged
    wanted = _wanted(request, tag, size)
    first, after = wanted or (0, size)
    response: HttpResponse | StreamingHttpResponse
    if wanted is not None and first >= after:
        file.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = _part(request, file, (first, after), content_type)
        if wanted is not None:
            response.status_code = 206
            response.headers["Content-Range"] = f"bytes {first}-{after - 1}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = tag
    return response  # type: ignore[return-value]


def _wanted(request: HttpRequest, tag: str, size: int) -> tuple[int, int] | None:
    """First byte and the byte after the last; an empty span when it cannot be met; None for the whole file."""
    found = _RANGE.match(request.headers.get("Range", "").strip())
    if found is None or request.headers.get("If-Range", tag) != tag:
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        return (max(0, size - int(last)), size) if int(last) else (size, size)
    if last and int(last) < int(first):
        return None
    return int(first), min(size, int(last) + 1) if last else size


def _part(
    request: HttpRequest, file: BinaryIO, span: tuple[int, int], content_type: str
) -> HttpResponse | StreamingHttpResponse:
    response: HttpResponse | StreamingHttpResponse
    if request.method == "HEAD":
        file.close()
        response = HttpResponse(content_type=content_type)
    else:
        file.seek(span[0])
        response = StreamingHttpResponse(_Blocks(file, span[1] - span[0]), content_type=content_type)
    response.headers["Content-Length"] = str(span[1] - span[0])
    return response


class _Blocks:
    """The next *left* bytes of a file, block by block; the server closes it, read to its end or not."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self.file, self.left, self.close = file, left, file.close

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (block := self.file.read(min(_BLOCK, self.left))):
            self.left -= len(block)
            yield block
