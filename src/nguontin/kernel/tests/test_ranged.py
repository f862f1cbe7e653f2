"""Ranges of files: a seek, a resumed fetch, what cannot be met, and what has changed meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory

from nguontin.kernel.errors import Missing
from nguontin.kernel.ranged import ranged_file

pytestmark = pytest.mark.django_db  # closing a response tells Django that a request ended


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sound"
    path.write_bytes(bytes(range(200)))
    return path


def ask(file: Path, method: str = "get", **headers: str) -> HttpResponseBase:
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return ranged_file(request, file, "audio/ogg", "abc")


def body(response: HttpResponseBase) -> bytes:
    found: bytes = response.getvalue()
    response.close()
    return found


def test_the_whole_file_says_that_ranges_are_welcome(file: Path) -> None:
    answer = ask(file)
    assert (answer.status_code, answer["Accept-Ranges"], answer["Content-Length"]) == (200, "bytes", "200")
    assert answer["ETag"] == '"abc"'
    assert body(answer) == bytes(range(200))


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [("0-0", 0, 0), ("10-19", 10, 19), ("190-", 190, 199), ("-5", 195, 199), ("150-999", 150, 199), ("-999", 0, 199)],
)
def test_one_range(file: Path, wanted: str, first: int, last: int) -> None:
    answer = ask(file, range=f"bytes={wanted}")
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/200"
    assert answer["Content-Length"] == str(last - first + 1)
    assert body(answer) == bytes(range(first, last + 1))


@pytest.mark.parametrize("wanted", ["200-", "500-600", "-0"])
def test_a_range_beyond_the_end_cannot_be_met(file: Path, wanted: str) -> None:
    answer = ask(file, range=f"bytes={wanted}")
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */200")


@pytest.mark.parametrize("wanted", ["bytes=5-2", "bytes=-", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b"])
def test_what_is_no_single_range_gives_the_whole(file: Path, wanted: str) -> None:
    answer = ask(file, range=wanted)
    assert answer.status_code == 200
    assert len(body(answer)) == 200


def test_a_range_of_another_version_gives_the_whole(file: Path) -> None:
    other = ask(file, range="bytes=0-1", **{"if-range": '"old"'})
    assert other.status_code == 200
    other.close()
    same = ask(file, range="bytes=0-1", **{"if-range": '"abc"'})
    assert same.status_code == 206
    same.close()


def test_what_one_has_is_not_sent_again(file: Path) -> None:
    assert ask(file, **{"if-none-match": '"x", "abc"'}).status_code == 304


def test_head_gives_the_headers_alone(file: Path) -> None:
    answer = ask(file, "head", range="bytes=0-9")
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (206, "10", b"")


def test_a_file_that_is_gone_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        ask(tmp_path / "none")
