"""Letters of electronic mail and archives: the paper among the attachments."""

from __future__ import annotations

import base64
import email.policy
from email.message import EmailMessage

import pytest
import vanban
from vanban.readers import extract_text
from vanban_files import PAPER, p, word, zipped
from vanban_helpers import TODAY

WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
_PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def paper_docx() -> bytes:
    return word("".join(p(line) for line in PAPER.split("\n")))


def letter(body: str = "Kính gửi anh chị, xin xem văn bản đính kèm.") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "vanthu@na-mau.example"
    message["To"] = "xom@na-mau.example"
    message["Subject"] = "Công văn treo cờ"
    message["Message-ID"] = "<1@na-mau.example>"
    message.set_content(body)
    return message


def number_of(data: bytes, filename: str = "thu.eml") -> str | None:
    paper = vanban.read(data, filename=filename, today=TODAY)
    return paper.number.value if paper.number else None


def test_the_attached_paper_is_read_not_the_letter() -> None:
    message = letter()
    message.add_attachment(_PICTURE, "image", "png", filename="anh.png")
    message.add_attachment(b"x" * 100, "application", "octet-stream", filename="du-lieu.bin")
    message.add_attachment("Danh sách các xóm", filename="danh-sach.txt")
    message.add_attachment(paper_docx(), *WORD, filename="công văn 7.docx")
    data = message.as_bytes()
    assert number_of(data) == "7/UBND-VH"
    assert "đính kèm" not in extract_text(data, filename="thu.eml")
    names = [part.filename for part in vanban.parts_of(data, filename="thu.eml")]
    assert names == ["anh.png", "du-lieu.bin", "danh-sach.txt", "công văn 7.docx"]


def test_every_paper_of_a_letter_is_given() -> None:
    message = letter()
    for number in (8, 9):
        text = PAPER.replace("Số: 7/", f"Số: {number}/")
        message.add_attachment(text.encode(), "text", "plain", filename=f"{number}.txt")
    data = message.as_bytes()
    assert number_of(data) == "8/UBND-VH"
    parts = vanban.parts_of(data, filename="thu.eml")
    assert [number_of(part.data, part.filename) for part in parts] == ["8/UBND-VH", "9/UBND-VH"]


def test_a_paper_written_into_the_letter_itself() -> None:
    assert number_of(letter(PAPER).as_bytes()) == "7/UBND-VH"
    both = letter("bản chữ thường")
    both.add_alternative(f"<html><body><pre>{PAPER}</pre></body></html>", subtype="html")
    assert number_of(both.as_bytes()) == "7/UBND-VH"
    both.add_attachment(_PICTURE, "image", "png", filename="logo.png")
    assert number_of(both.as_bytes()) == "7/UBND-VH"
    part, *_ = vanban.parts_of(letter(PAPER).as_bytes(), filename="thu.eml")
    assert part.filename == "thu.eml"


def test_papers_in_forwarded_letters_and_archives() -> None:
    inner = letter()
    inner.add_attachment(zipped({"thư mục/công văn.docx": paper_docx()}), "application", "zip", filename="nen.zip")
    outer = letter("chuyển tiếp")
    outer.add_attachment(inner)
    assert number_of(outer.as_bytes()) == "7/UBND-VH"
    assert [part.filename for part in vanban.parts_of(outer.as_bytes(), filename="a.eml")] == ["công văn.docx"]
    coded = letter("chuyển tiếp")
    coded.add_attachment(letter(PAPER).as_bytes(), "application", "octet-stream", filename="goc.eml")
    forbidden = coded.as_bytes().replace(b"application/octet-stream", b"message/rfc822")
    assert number_of(forbidden) == "7/UBND-VH"


def test_a_paper_that_cannot_be_read_is_not_replaced_by_the_letter() -> None:
    message = letter()
    message.add_attachment(b"%PDF-1.7\n nothing", "application", "pdf", filename="hong.pdf")
    with pytest.raises(vanban.UnreadableError) as caught:
        vanban.read(message.as_bytes(), filename="thu.eml", today=TODAY)
    assert caught.value.code == "corrupt"
    assert "“hong.pdf”" in caught.value.message_vi


@pytest.mark.parametrize("policy", [email.policy.SMTP, email.policy.default])
@pytest.mark.parametrize("name", ["thu.eml", "thu", "thu.txt"])
def test_letters_are_known_by_their_headers(policy: email.policy.Policy, name: str) -> None:
    message = letter()
    message.add_attachment(paper_docx(), *WORD, filename="a.docx")
    assert number_of(message.as_bytes(policy=policy), name) == "7/UBND-VH"
    assert number_of(PAPER.encode(), "thu.txt") == "7/UBND-VH"


def test_seals_and_pictures_of_the_page_are_no_parts() -> None:
    message = letter("x")
    message.add_alternative('<p>Chào <img src="cid:logo"></p>', subtype="html")
    page = message.get_payload()[1]
    page.add_related(_PICTURE, "image", "png", cid="<logo>", filename="logo.png")
    message.add_attachment(b"0", "application", "pkcs7-signature", filename="smime.p7s")
    assert extract_text(message.as_bytes(), filename="a.eml") == "Chào"
    assert [part.filename for part in vanban.parts_of(message.as_bytes(), filename="a.eml")] == ["a.eml"]


@pytest.mark.parametrize(
    "disposition",
    [
        b'attachment; filename="=?utf-8?B?Y8O0bmcgdsSDbi50eHQ=?="',
        "attachment; filename=\"công văn.txt\"".encode(),
        b"attachment; filename*=utf-8''c%C3%B4ng%20v%C4%83n.txt",
        b'attachment; filename="..\\\\..\\\\=?utf-8?Q?c=C3=B4ng_v=C4=83n=2Etxt?="',
    ],
)  # fmt: skip
def test_names_of_attachments_in_every_spelling(disposition: bytes) -> None:
    data = (
        b"MIME-Version: 1.0\r\nFrom: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: 8bit\r\nContent-Disposition: "
    )
    data += disposition + b"\r\n\r\n" + PAPER.encode() + b"\r\n--x--\r\n"
    (part,) = vanban.parts_of(data, filename="a.eml")
    assert part.filename == "công văn.txt"
    assert number_of(part.data, part.filename) == "7/UBND-VH"


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("inserted", [b"", b"=", b"==\r\n", b"\xff ?"])
def test_broken_base64_gives_what_it_still_holds(cut: int, inserted: bytes) -> None:
    coded = base64.encodebytes(PAPER.encode())
    coded = inserted + coded[: len(coded) - cut]
    head = b"MIME-Version: 1.0\r\nFrom: a\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert number_of(head + coded) == "7/UBND-VH"


def test_a_page_saved_as_one_file() -> None:
    page = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>S=E1=BB=91: 1/KH-UBND</p>\r\n--x--\r\n"
    )
    assert extract_text(page, filename="a.doc") == "Số: 1/KH-UBND"


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (letter("").as_bytes(), "a.eml", "no_paper"),
        (zipped({}), "a.zip", "no_paper"),
        (zipped({"a.bin": b"\0\1"}), "a.zip", "no_paper"),
        (zipped({"a.docx": b"PK\x03\x04 nothing"}), "a.zip", "corrupt"),
        (zipped({"a.txt": PAPER.encode()})[:-30], "a.zip", "corrupt"),
    ],
)
def test_files_without_a_paper(data: bytes, filename: str, code: str) -> None:
    with pytest.raises(vanban.UnreadableError) as caught:
        vanban.read(data, filename=filename, today=TODAY)
    assert caught.value.code == code


def test_archives_give_bare_names_and_leave_out_what_is_no_file() -> None:
    data = zipped({
        "../../etc/van-ban.txt": PAPER.encode(), "thu muc/": b"", "__MACOSX/._van-ban.txt": b"x", ".an": b"x",
        "b\\c.txt": b"y",
    })  # fmt: skip
    assert [part.filename for part in vanban.parts_of(data, filename="a.zip")] == ["van-ban.txt", "c.txt"]
    assert number_of(data, "a.zip") == "7/UBND-VH"
    assert number_of(data, "khong-ten") == "7/UBND-VH"


def test_a_file_that_holds_no_others_is_its_own_part() -> None:
    assert vanban.parts_of(PAPER.encode(), filename="a.txt") == (vanban.Part("a.txt", PAPER.encode()),)
