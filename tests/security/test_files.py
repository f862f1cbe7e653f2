"""Files and addresses of files: nothing of the server is reached by a name, nothing uploaded becomes a page."""

from __future__ import annotations

import io
import stat
from decimal import Decimal
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from nguontin.directives.models import Directive
from nguontin.directives.services import add_result, receive_paper
from nguontin.kernel import filestore
from nguontin.kernel.errors import DomainError
from nguontin.kernel.ranged import ranged_file
from nguontin.kernel.spreadsheet import write_csv, write_xlsx
from nguontin.kernel.xmltext import writable
from nguontin.reports import annex
from nguontin.reports import paper as report
from nguontin.reports.figures import Counted
from nguontin.reports.scope import ReportScope
from nguontin.residents.podcast import feed
from tests.support.belongings import Belongings
from tests.support.walk import client_of
from tests.support.world import World

pytestmark = pytest.mark.django_db
HTML = b"<!doctype html><script>alert(1)</script>"
CLIMBING = [
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "/etc/passwd",
    "a" * 63,
    "A" * 64,
    "\u0660" * 64,
]


@pytest.mark.parametrize("name", CLIMBING)
@pytest.mark.parametrize("room", ["/loa/v1/audio/", "/bulletins/audio/", "/air/audio/", "/static/"])
def test_no_address_climbs_out_of_its_folder(world: World, client: Client, room: str, name: str) -> None:
    client.force_login(world.leader.person)
    assert client.get(f"{room}{name}").status_code == 404


def test_files_of_people_stand_under_no_address(world: World, client: Client) -> None:
    sha256 = filestore.keep("papers", b"Van ban")
    client.force_login(world.leader.person)
    for path in (
        f"/media/papers/{sha256[:2]}/{sha256}",
        f"/static/../media/papers/{sha256[:2]}/{sha256}",
        f"/loa/v1/audio/{sha256}",
    ):
        assert client.get(path).status_code == 404


def test_kept_files_are_their_owners_alone() -> None:
    path = filestore.path_of("papers", filestore.keep("papers", b"Mat"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((Path(settings.DATA_DIR) / "keys" / "django.key").stat().st_mode) == 0o600


def test_a_paper_is_handed_back_as_a_file_whatever_it_holds(world: World) -> None:
    name = 'a"; x=\r\nSet-Cookie: y=1;../../van ban.html'
    paper = receive_paper(HTML, name, unit=world.a, by=world.officer_a, at=world.at)
    answer = client_of(world.officer_a.person).get(reverse("directives:file", args=[paper.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.jpg", HTML), ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"), ("a.pdf", b"GIF89a")],
)
def test_a_result_carries_pictures_and_pdf_alone_told_by_their_bytes(
    world: World, tmp_path: Path, name: str, content: bytes
) -> None:
    things = Belongings(world, tmp_path)
    with pytest.raises(DomainError, match="file_type"):
        add_result(
            things.assignment,
            channel="banner",
            on=things.at.date(),
            files=[(name, content)],
            by=world.officer_a,
            at=things.at,
        )


def test_a_result_is_shown_by_the_type_of_its_bytes(world: World, tmp_path: Path) -> None:
    things = Belongings(world, tmp_path)
    file = things.result_file
    file.name = "anh.html"
    file.save()
    answer = client_of(world.officer_a.person).get(reverse("directives:result_file", args=[file.pk]))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


@pytest.mark.parametrize(
    "wanted", ["bytes=" + "9" * 5000 + "-", "bytes=0-" + "9" * 5000, "bytes=-" + "9" * 5000, "bytes=\u0661-\u0662"]
)
def test_a_range_beyond_all_numbers_gives_the_whole(tmp_path: Path, wanted: str) -> None:
    (tmp_path / "tep").write_bytes(b"0123456789")
    answer = ranged_file(RequestFactory().get("/", headers={"range": wanted}), tmp_path / "tep", "audio/ogg", "x")
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, "10")
    answer.close()


RUNS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("cell", RUNS)
def test_no_table_we_write_runs_anything(world: World, cell: str) -> None:
    assert write_csv(["Tên"], [[cell]]).decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    sheet = load_workbook(io.BytesIO(write_xlsx(["Tên"], [[cell]], title="A"))).active
    assert sheet is not None
    assert {one.data_type for row in sheet.iter_rows() for one in row} == {"s"}
    paper = Directive.objects.create(unit=world.a, created_at=world.at)
    counted = [Counted(key="results", arguments={}, label=cell, value=Decimal(1), measure=cell)]
    book = load_workbook(
        io.BytesIO(annex.write(ReportScope(paper, world.a, world.at.date(), world.at.date()), counted))
    )
    written = [one.value for row in book.worksheets[0].iter_rows(min_row=2) for one in row]
    assert [one for one in written if isinstance(one, str) and not one.startswith("'")] == []


def test_one_control_character_spoils_no_file(world: World) -> None:
    """A note with a form feed must not keep the province from its report."""
    assert writable("a\x00\x01\x0b\x0c\ufffe\ud800b\tc\nệ😀") == "ab\tc\nệ😀"
    paper = Directive.objects.create(unit=world.a, created_at=world.at, subject=f"Hội\x0c thi {'dài ' * 90}")
    scope = ReportScope(paper, world.a, world.at.date(), world.at.date())
    counted = [Counted(key="results", arguments={}, label="Số\x0b", value=Decimal(1), measure="lần\x01")]
    book = load_workbook(io.BytesIO(annex.write(scope, counted)))
    assert [one.value for one in book.worksheets[0][2]][1:] == ["Số", 1, "lần"]
    assert load_workbook(io.BytesIO(write_xlsx(["Tên"], [["a\x01b"]], title="A")))["A"]["A2"].value == "ab"
    document = Document(io.BytesIO(report.write(scope, counted, demand=None, day=world.at.date())))
    assert "hội thi dài" in document.core_properties.title.lower()
    world.a.name = "Phường\x01 Thục Phán"
    assert "Phường Thục Phán" in (fromstring(feed(world.a, [], base_url="https://x")).findtext("channel/title") or "")
