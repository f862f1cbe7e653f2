"""Strangers' files: read within bounds, or refused in words that say what to do next; letters with several papers."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest
from PIL import Image

from nguontin.audit.models import Entry
from nguontin.directives import bounded
from nguontin.directives.bounded import UnreadError, read_bounded
from nguontin.directives.models import Directive
from nguontin.directives.reading import due_read, how_sure
from nguontin.directives.services import read_paper, receive_paper, reread_paper
from nguontin.directives.states import DirectiveState
from nguontin.kernel import filestore
from nguontin.kernel.child import Limits
from tests.support.world import World

from .papers import LETTER, PLAN, arrived

TODAY = date(2026, 11, 21)
ASTRAY = "nguontin.directives.tests.astray"
SMALL = Limits(seconds=20, memory=1024**3)


def packed(**members: bytes) -> bytes:
    """A .zip whose members end in .docx, .txt … as their names with the last "_" for a dot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(".".join(name.rsplit("_", 1)), content)
    return stream.getvalue()


def docx_of(document: bytes) -> bytes:
    """A word processor's file with the given bytes as its text part."""
    stream = io.BytesIO()
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def png() -> bytes:
    """A picture without a letter."""
    stream = io.BytesIO()
    Image.radial_gradient("L").save(stream, "PNG")
    return stream.getvalue()


HOSTILE = {
    "rac.bin": b"\x00\x01\x02\xff\xfe" * 100,
    "vo.docx": b"PK\x03\x04 broken",
    "bom.docx": docx_of(b"<w>" + b" " * 300_000_000 + b"</w>"),
    "thuc-the.docx": docx_of(b'<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'),
    "hong.pdf": b"%PDF-1.7\n" + b"\x00garbage" * 50,
    "meo.png": png(),
    "dai.txt": "1. Treo băng rôn tại trung tâm xã.\n\n".encode() * 301,
    "thu.eml": b"Subject: x\n\nXin chao\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_words_for_people(world: World, name: str) -> None:
    paper = receive_paper(HOSTILE[name], name, unit=world.province, by=world.editor, at=world.at)
    paper = read_paper(paper, at=world.at)
    if paper.state == DirectiveState.READ:  # a letter's own words are read, but nothing is made of them
        assert name == "thu.eml"
        assert paper.read is not None
        assert not paper.read["items"]
        assert not paper.number
        return
    assert paper.state == DirectiveState.UNREADABLE
    assert paper.unreadable_code
    assert paper.unreadable_code != "fault"
    assert any(verb in paper.unreadable_why for verb in ("ãy ", "ải ", "Các loại đọc được")), paper.unreadable_why
    assert paper.text == ""


@pytest.mark.parametrize(
    ("job", "limits", "code"),
    [
        ("never_come_back", Limits(seconds=1, memory=1024**3), "too_slow"),
        ("eat_memory", SMALL, "too_heavy"),
        ("fall", SMALL, "fault"),
    ],
)
def test_a_reader_that_goes_astray_is_ended_and_the_paper_says_so(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    job: str,
    limits: Limits,
    code: str,
) -> None:
    monkeypatch.setattr(bounded, "JOB", f"{ASTRAY}:{job}")
    monkeypatch.setattr(bounded, "LIMITS", limits)
    paper = read_paper(
        receive_paper(PLAN.encode(), "a.txt", unit=world.province, by=world.editor, at=world.at), at=world.at
    )
    assert (paper.state, paper.unreadable_code) == (DirectiveState.UNREADABLE, code)
    assert "read" in caplog.text
    monkeypatch.undo()
    paper = reread_paper(paper, by=world.editor, at=world.at)
    assert read_paper(paper, at=world.at).state == DirectiveState.READ


def test_a_file_that_is_gone_says_so_and_comes_back_by_an_upload(world: World) -> None:
    paper = receive_paper(PLAN.encode(), "a.txt", unit=world.province, by=world.editor, at=world.at)
    filestore.drop("papers", paper.file_sha256)
    paper = read_paper(paper, at=world.at)
    assert paper.unreadable_code == "file_gone"
    again = receive_paper(PLAN.encode(), "a.txt", unit=world.province, by=world.editor, at=world.at)
    assert again.pk == paper.pk
    assert read_paper(reread_paper(again, by=world.editor, at=world.at), at=world.at).state == DirectiveState.READ


def test_the_reading_keeps_every_stretch_of_a_value_and_the_readers_version() -> None:
    reading = read_bounded(PLAN.encode(), filename="a.txt", today=TODAY)
    number = reading.read["fields"]["number"]
    assert [reading.text[start:end] for start, end in number["spans"]] == ["214/KH-UBND"]
    assert reading.read["reader"]
    assert due_read(reading.read["items"][0]) == "2026-10-31"
    with pytest.raises(UnreadError) as refused:
        read_bounded(b"\x00\xff", filename="a.bin", today=TODAY)
    assert refused.value.code == "unknown_type"


def test_the_least_sure_of_several_values_counts() -> None:
    sure, unsure = {"confidence": 0.9}, {"confidence": 0.8}
    assert [how_sure(), how_sure(None, sure), how_sure(sure, unsure)] == ["absent", "sure", "unsure"]


def letter_with(*papers: tuple[str, str]) -> bytes:
    """A mail with papers attached."""
    mail = EmailMessage()
    mail["Subject"] = "Gửi văn bản"
    mail["From"], mail["To"] = "van-thu@example.org", "xa@example.org"
    mail.set_content("Kính gửi các đồng chí văn bản đính kèm.")
    for name, text in papers:
        mail.add_attachment(text.encode(), maintype="text", subtype="plain", filename=name)
    return mail.as_bytes()


def test_each_paper_in_a_letter_becomes_one_of_its_own(world: World) -> None:
    data = letter_with(("ke-hoach.txt", PLAN), ("cong-van.txt", LETTER), ("ban-sao.txt", PLAN + "\n"))
    mail = receive_paper(data, "thu.eml", unit=world.province, by=world.editor, at=world.at)
    first = read_paper(mail, at=world.at)
    second = Directive.objects.get(came_in=first)
    assert {first.number, read_paper(second, at=world.at).number} == {"214/KH-UBND", "2317/SVHTTDL-TTBCXB"}
    assert (second.unit, second.uploaded_by) == (world.province, world.editor.person)
    brought = Entry.objects.get(verb="directive.receive", object_id=str(second.pk))
    assert brought.ids == {"came_in": first.pk}
    read_paper(reread_paper(first, by=world.editor, at=world.at), at=world.at)
    assert Directive.objects.count() == 2


def test_a_paper_alone_brings_no_other(world: World) -> None:
    paper = arrived(world)
    assert paper.came_in is None
    assert Directive.objects.count() == 1


def test_an_archive_of_papers_is_opened_too() -> None:
    data = packed(ke_hoach_txt=PLAN.encode(), cong_van_txt=LETTER.encode(), anh_png=png())
    reading = read_bounded(data, filename="goi.zip", today=TODAY)
    assert [name for name, _data in reading.others] in (["cong_van.txt"], ["ke_hoach.txt"])
