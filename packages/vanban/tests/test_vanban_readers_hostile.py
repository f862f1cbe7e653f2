"""Files made to harm: each is read or refused with a code, within seconds and bounded memory.

Each stands in a process of its own, whose processor time and greatest memory are measured.
"""

from __future__ import annotations

import base64
import random
import struct
import subprocess
import sys
from collections.abc import Callable

import pytest
from vanban_files import PAPER, p, r, table, tc, word, zipped

MOST_SECONDS = 25.0  # of processor time; the slowest takes 4 s on the development machine
MOST_MEMORY = 450  # MB
_READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
import vanban
from vanban.readers import extract_text
try:
    result = "read %d" % len(extract_text(sys.stdin.buffer.read(), filename=sys.argv[1]))
except vanban.UnreadableError as error:
    result = error.code
used = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss: it starts with what the process had before it became this program, here the tests' own.
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(result, used.ru_utime + used.ru_stime, peak / 1024, sep="|")
"""


def read_apart(data: bytes, filename: str) -> str:
    """ "read" and the length of the text, or the code of the refusal; fails when it took too much."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, filename], input=data, capture_output=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    result, seconds, memory = done.stdout.decode().strip().split("|")
    assert float(seconds) < MOST_SECONDS
    assert float(memory) < MOST_MEMORY
    return result


def noise(size: int) -> str:
    """Letters that no packer shrinks, so that no ratio tells a bomb."""
    return base64.b64encode(random.Random(1).randbytes(size)).decode()


def many_paragraphs() -> bytes:
    return word("<w:p/>" * 200_000 + p("x") + f"<!--{noise(400_000)}-->")


def endless_paragraphs() -> bytes:
    return word("<w:p/>" * 1_200_000 + f"<!--{noise(400_000)}-->")


def endless_attributes() -> bytes:
    one = "<w:p " + " ".join(f'w:a{at}=""' for at in range(1000)) + "/>"
    return word(one * 3000 + f"<!--{noise(400_000)}-->")


def wide_merged_table() -> bytes:
    first = tc("x" * 150, '<w:gridSpan w:val="63"/><w:vMerge w:val="restart"/>')
    rest = tc("", '<w:gridSpan w:val="63"/><w:vMerge/>')
    return word(table(first * 60, *[rest * 60] * 300) + f"<!--{noise(30_000)}-->")


def circle_of_styles() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{at}"><w:basedOn w:val="s{(at + 1) % 8_000}"/></w:style>'
        for at in range(8_000)
    )
    return word("".join(p("a", f'<w:pStyle w:val="s{at}"/>') for at in range(8_000)), parts={"styles": styles})


def deep(inside: str, times: int) -> bytes:
    opening, closing = inside.split("|")
    return word(opening * times + p("x") + closing * times)


def deep_runs() -> bytes:
    return word("<w:p>" + "<w:ins>" * 200 + r("x") + "</w:ins>" * 200 + "</w:p>")


def overlapping_zip() -> bytes:
    """One packed file that a thousand entries of the directory share."""
    data = zipped({"word/document.xml": bytes(1_000_000)})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entries = data[start:end] * 1000
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entries), start, 0)
    return data[:start] + entries + tail


def lying_zip() -> bytes:
    """The directory says ten bytes, the packed file is a hundred megabytes."""
    data = bytearray(zipped({"word/document.xml": bytes(100_000_000)}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 10)
    return bytes(data)


def endless_directory() -> bytes:
    return zipped({f"word/{at}.xml": b"" for at in range(25_000)})


def nested_zips() -> bytes:
    data = PAPER.encode()
    for at in range(20):
        data = zipped({f"{at}.zip": data, "a.bin": b"x"})
    return data


def zips_of_zips() -> bytes:
    inner = zipped({f"{at}.txt": b"x" * 100 for at in range(150)})
    return zipped({f"{at}.zip": inner for at in range(150)})


def letter(body: bytes, kind: bytes = b"multipart/mixed; boundary=b") -> bytes:
    return b"MIME-Version: 1.0\r\nFrom: a\r\nContent-Type: " + kind + b"\r\n\r\n" + body


def deep_letter() -> bytes:
    layers = b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (at, at + 1) for at in range(2000)
    )
    return letter(layers + b"x\r\n" * 500_000, b"multipart/mixed; boundary=b0")


def letters_in_letters() -> bytes:
    return b"MIME-Version: 1.0\r\nFrom: a\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 5000 + b"From: b\r\n\r\nx"


def false_boundaries() -> bytes:
    return letter(b"--b\r\n\r\n" + b"--bx\r\n" * 800_000)


def long_file_name() -> bytes:
    pieces = b"".join(b"; filename*%d*=%%41" % at for at in range(3000))
    return letter(b"--b\r\nContent-Disposition: attachment" + pieces + b"\r\n\r\nx\r\n--b--")


def page(content: bytes) -> bytes:
    return b"<html><body>" + content


def envelope(content: bytes) -> bytes:
    return b'<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"><MessageHeader>' + content


LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "%b"><!ENTITY c "%b">]>' % (b"&a;" * 10, b"&b;" * 10)

CASES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "many paragraphs": (many_paragraphs, "a.docx", "read 1"),
    "endless paragraphs": (endless_paragraphs, "a.docx", "zip_bomb"),
    "endless attributes": (endless_attributes, "a.docx", "zip_bomb"),
    "wide merged table": (wide_merged_table, "a.docx", "too_large"),
    "circle of styles": (circle_of_styles, "a.docx", "read"),
    "deep controls": (lambda: deep("<w:sdt><w:sdtContent>|</w:sdtContent></w:sdt>", 3000), "a.docx", "corrupt"),
    "deep tables": (lambda: deep("<w:tbl><w:tr><w:tc>|</w:tc></w:tr></w:tbl>", 70), "a.docx", "no_text"),
    "deep insertions": (deep_runs, "a.docx", "read 1"),
    "overlapping zip": (overlapping_zip, "a.docx", "zip_bomb"),
    "lying zip": (lying_zip, "a.docx", "corrupt"),
    "endless directory": (endless_directory, "a.docx", "zip_bomb"),
    "nested zips": (nested_zips, "a.zip", "no_paper"),
    "zips of zips": (zips_of_zips, "a.zip", "zip_bomb"),
    "deep letter": (deep_letter, "a.eml", "too_large"),
    "letters in letters": (letters_in_letters, "a.eml", "no_paper"),
    "endless parts": (lambda: letter(b"--b\r\n\r\nx\r\n" * 1_000_000), "a.eml", "too_large"),
    "false boundaries": (false_boundaries, "a.eml", "read"),
    "endless headers": (lambda: b"MIME-Version: 1.0\r\nFrom: a\r\n" + b"X: b\r\n" * 2_000_000, "a.eml", "corrupt"),
    "long file name": (long_file_name, "a.eml", "read 1"),
    "deep page": (lambda: page(b"<div>" * 100_000 + b"x"), "a.html", "corrupt"),
    "deep tables of a page": (lambda: page(b"<table><tr><td>" * 600 + b"x"), "a.html", "read 1"),
    "endless tag": (
        lambda: page(b"<p " + b" ".join(b"a%d=1" % at for at in range(400_000)) + b">x"),
        "a.html",
        "corrupt",
    ),
    "endless tag in quotes": (lambda: page(b"<p " + b"a='>' " * 400_000 + b">x"), "a.html", "corrupt"),
    "endless tags": (lambda: page(b"<br>" * 2_000_000), "a.html", "too_large"),
    "open brackets": (lambda: page(b"<" * 200_000), "a.html", "read"),
    "open comments": (lambda: page(b"<!--" * 400_000), "a.html", "no_text"),
    "spanning cells": (lambda: page(b"<table><tr>" + b"<td colspan=999 rowspan=9999>a" * 8_000), "a.html", "read"),
    "laughs on a page": (lambda: LAUGHS + page(b"<p>&c;"), "a.html", "read"),
    "laughs in an envelope": (lambda: LAUGHS + envelope(b"&c;</MessageHeader></edXML>"), "a.edxml", "forbidden_xml"),
    "endless envelope": (lambda: envelope(b"<To/>" * 5_000_000), "a.edxml", "zip_bomb"),
    "deep envelope": (lambda: envelope(b"<To>" * 900_000), "a.edxml", "corrupt"),
    "long words": (lambda: b"a" * 21_000_000, "a.txt", "too_large"),
    "front matter without end": (lambda: b"---\n" + b"a: b\n" * 400_000, "a.md", "read"),
    "old charset": (lambda: "Céng hoµ x· héi ".encode("latin-1") * 100_000, "a.txt", "read"),
}


@pytest.mark.parametrize("name", CASES)
def test_harm_is_bounded(name: str) -> None:
    make, filename, expected = CASES[name]
    result = read_apart(make(), filename)
    assert result == expected or (expected == "read" and result.startswith("read "))
