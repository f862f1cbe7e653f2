"""Envelopes of the national document exchange."""

from __future__ import annotations

import base64
import dataclasses

import pytest
import vanban
from hypothesis import given
from hypothesis import strategies as st
from vanban import edxml
from vanban_files import PAPER, p, word
from vanban_helpers import TODAY

FULL = edxml.Envelope(
    sender=edxml.Organ("H14.18", "UBND tỉnh Trà Lĩnh", "Sở Y tế", "Số 1", "a@b.example", "0206", "0207", "b.example"),
    receivers=(edxml.Organ("H14.3.1", None, "UBND xã Nà Mẫu"), edxml.Organ("H14.3.2", name="UBND xã Bản Mẫu")),
    document_id="H14.18,2026/08/05,7/UBND-VH",
    code_number="7",
    code_notation="UBND-VH",
    place="Nà Mẫu",
    date="2026-08-05",
    type="2",
    type_detail="18",
    type_name="Công văn",
    subject="V/v treo cờ & phát loa <xóm>",
    content="Treo cờ",
    signer=edxml.EnvelopeSigner("Triệu Văn Mẫu", "Chủ tịch", "KT."),
    due_date="2026-09-01",
    to_places=("Như trên", "Lưu: VT"),
    priority="3",
    sphere="Nội bộ",
    typist="TVM",
    copies="5",
    pages="2",
    direction="false",
    appendixes=("Phụ lục I",),
    steering_type="1",
    responses_for=(edxml.ResponseFor("H14", "5/UBND-VX", "H14,2026/08/01,5/UBND-VX", "2026-08-01"),),
    business="0",
    business_reason="Mới",
    paper="0",
    traces=(edxml.Trace("H14.18", "2026/08/05 08:00:00"), edxml.Trace("H14", "2026/08/05 08:00:09")),
    attachments=(edxml.Attachment("7-UBND-VH.txt", PAPER.encode(), "text/plain", "cid:1"),),
)


def test_an_envelope_that_is_written_is_read_back_equal() -> None:
    assert edxml.read_envelope(edxml.write_envelope(FULL)) == FULL
    assert edxml.write_envelope(FULL) == edxml.write_envelope(FULL)


def test_what_an_envelope_does_not_state_stays_absent() -> None:
    assert edxml.read_envelope(edxml.write_envelope(edxml.Envelope())) == edxml.Envelope()


def test_a_status_message_is_read_and_holds_no_paper() -> None:
    status = edxml.Status("06", "Hoàn thành", "2026/08/09 10:00:00", "Văn phòng", "Lò Thị Mẫu", "a@b.example", "09")
    envelope = edxml.Envelope(sender=edxml.Organ("H14"), status=status)
    data = edxml.write_envelope(envelope)
    assert edxml.read_envelope(data) == envelope
    with pytest.raises(vanban.UnreadableError) as caught:
        vanban.read(data, filename="a.edxml", today=TODAY)
    assert caught.value.code == "no_paper"


_TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
_MAYBE = st.none() | _TEXTS


@given(
    subject=_MAYBE,
    code_number=_MAYBE,
    appendixes=st.lists(_TEXTS, max_size=3).map(tuple),
    date=st.none() | st.dates().map(str),
    files=st.lists(st.binary(max_size=60), max_size=3),
)
def test_any_envelope_comes_back_equal(
    subject: str | None, code_number: str | None, appendixes: tuple[str, ...], date: str | None, files: list[bytes]
) -> None:
    attached = tuple(edxml.Attachment(f"{at}.bin", data, None, f"cid:{at}") for at, data in enumerate(files))
    envelope = edxml.Envelope(
        subject=subject, code_number=code_number, appendixes=appendixes, date=date, attachments=attached
    )
    assert edxml.read_envelope(edxml.write_envelope(envelope)) == envelope


@pytest.mark.parametrize("filename", ["goi.edxml", "goi.xml", "goi"])
def test_the_attached_paper_is_read(filename: str) -> None:
    annex = edxml.Attachment("phu-luc.txt", b"PHU LUC", "text/plain", "cid:2")
    data = edxml.write_envelope(dataclasses.replace(FULL, attachments=(annex, *FULL.attachments)))
    paper = vanban.read(data, filename=filename, today=TODAY)
    assert paper.number is not None
    assert paper.number.value == "7/UBND-VH"
    assert paper.text == PAPER
    assert [part.filename for part in vanban.parts_of(data, filename=filename)] == ["phu-luc.txt", "7-UBND-VH.txt"]


def test_fields_of_the_envelope_are_no_fields_of_the_paper() -> None:
    bare = edxml.Attachment("a.docx", word(p("Nội dung không có thể thức.")), None, "cid:1")
    paper = vanban.read(edxml.write_envelope(dataclasses.replace(FULL, attachments=(bare,))), filename="a", today=TODAY)
    assert (paper.number, paper.issuer, paper.date, paper.subject) == (None, None, None, None)


def test_word_files_are_not_taken_for_the_zip_they_travel_in() -> None:
    docx = word("".join(p(line) for line in PAPER.split("\n")))
    envelope = dataclasses.replace(FULL, attachments=(edxml.Attachment("a.docx", docx, None, "cid:1"),))
    assert edxml.read_envelope(edxml.write_envelope(envelope)).attachments[0].data == docx
    start, end = b"ContentTransferEncoded>", b"</ContentTransferEncoded>"
    written = edxml.write_envelope(envelope)
    head, _, rest = written.partition(start)
    plain = head + start + base64.encodebytes(docx) + end + rest.partition(end)[2]
    assert edxml.read_envelope(plain).attachments[0].data == docx


def test_other_prefixes_soap_and_dates_with_times() -> None:
    xml = (
        '<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" '
        'xmlns:e="http://www.e-doc.vn/Schema/"><s:Header><e:edXMLHeader><e:MessageHeader>'
        "<e:From><e:OrganId>000.01</e:OrganId></e:From><e:Subject> V/v   họp </e:Subject>"
        "<e:PromulgationInfo><e:PromulgationDate>05/08/2026 00:00</e:PromulgationDate></e:PromulgationInfo>"
        "<e:DueDate>không rõ</e:DueDate></e:MessageHeader></e:edXMLHeader></s:Header></s:Envelope>"
    )
    envelope = edxml.read_envelope(xml.encode())
    assert envelope.sender == edxml.Organ(id="000.01")
    assert (envelope.subject, envelope.date, envelope.due_date) == ("V/v   họp", "2026-08-05", None)


def test_soap_with_attachments() -> None:
    root = edxml.write_envelope(dataclasses.replace(FULL, attachments=()))
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/xml"; boundary=x\r\n\r\n'
        b"--x\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-ID: <root>\r\n\r\n" + root + b"\r\n"
        b'--x\r\nContent-Type: text/plain; name="7.txt"\r\nContent-Transfer-Encoding: 8bit\r\nContent-ID: <f>\r\n\r\n'
        + PAPER.replace("\n", "\r\n").encode()
        + b"\r\n--x--\r\n"
    )
    assert edxml.read_envelope(data).subject == FULL.subject
    assert [one.name for one in edxml.read_envelope(data).attachments] == ["7.txt"]
    paper = vanban.read(data, filename="a.edxml", today=TODAY)
    assert paper.number is not None
    assert paper.number.value == "7/UBND-VH"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<edXML", "corrupt"),
        (b"<edXML xmlns='http://www.mic.gov.vn/TBT/QCVN_102_2016'/>", "corrupt"),
        (b"<!DOCTYPE edXML [<!ENTITY a 'b'>]><edXML>&a;</edXML>", "forbidden_xml"),
        (edxml.write_envelope(FULL).replace(b"Encoded>UEsDB", b"Encoded>UEsDBB"), "corrupt"),
        (b"khong phai goi", "corrupt"),
    ],
)
def test_broken_envelopes_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(vanban.UnreadableError) as caught:
        edxml.read_envelope(data)
    assert caught.value.code == code
