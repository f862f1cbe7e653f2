"""What people correct is kept and leaves the house as annotations, without people."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from vanban.bench import score_folder

from nguontin.audit.models import Entry
from nguontin.directives.annotations import symbol_of
from nguontin.directives.drafts import PartyDraft, TaskDraft
from nguontin.directives.masking import MAIL, NAME, NUMBER, Mask
from nguontin.directives.models import Correction, Directive
from nguontin.directives.observances import demands_read
from nguontin.directives.services import confirm_directive, draft_tasks, export_annotations
from nguontin.kernel.errors import DomainError, Forbidden
from tests.support.world import World

from .papers import LETTER, PLAN, arrived

SIGNER = "Đàm Quang Vinh"
CONTACT = "Đầu mối: đồng chí Nông Thị Lan, điện thoại 0912 345 678, thư lan.nt@example.com."
WITH_CONTACT = PLAN.replace("Nơi nhận:", f"{CONTACT}\n\nNơi nhận:")


def confirm(world: World, paper: Directive, **changes: Any) -> Directive:
    return confirm_directive(paper, **{"header": None, "tasks": None, **changes}, by=world.editor, at=world.at)


def kept(paper: Directive) -> dict[str, tuple[str, str]]:
    return {one.field: (one.read, one.confirmed) for one in paper.corrections.all()}


def exported(world: World) -> zipfile.ZipFile:
    stream = io.BytesIO()
    export_annotations(stream, by=None, at=world.at)
    return zipfile.ZipFile(stream)


def test_confirming_as_read_corrects_nothing(world: World) -> None:
    confirm(world, arrived(world))
    assert not Correction.objects.exists()


def test_each_difference_is_kept_with_what_gave_the_value(world: World) -> None:
    paper = arrived(world)
    tasks = draft_tasks(paper)
    parties = (PartyDraft("perform", "UBND các xã"),)
    tasks[0] = replace(tasks[0], title="Chống rét", due=date(2026, 12, 1), parties=parties)
    tasks[2] = replace(tasks[2], take=False, title="Đổi cũng vậy")
    tasks.append(TaskDraft(title="Việc thêm", text="Việc thêm", label="+", due=date(2026, 12, 2)))
    demands = [replace(one, take=False) for one in demands_read(paper.read)]
    header = {"number": "214/KH-UBND", "date": "27-1-26"}
    paper = confirm(world, paper, header=header, tasks=tasks, demands=demands, citations=[0])
    found = kept(paper)
    assert found.pop("item.0.title")[1] == "Chống rét"
    assert found.pop("report.0")[1] == ""
    reference = found.pop("reference.1")
    assert "152/BVHTTDL-TTCSTTĐN" in reference[0]
    assert found == {
        "date": ("2026-01-26", "2026-01-27"),
        "item.0.due": ("2026-10-31", "2026-12-01"),
        "item.0.lead": ("Sở Văn hóa, Thể thao và Du lịch", ""),
        "item.0.perform": ("UBND các xã, phường", "UBND các xã"),
        "item.0.coordinate": ("Sở Y tế", ""),
        "item.2.take": ("1", "0"),
        "item.+0.title": ("", "Việc thêm"),
        "item.+0.due": ("", "2026-12-02"),
    }
    one = paper.corrections.get(field="item.0.due")
    assert one.confidence is not None
    assert one.rule
    assert one.reader
    assert one.at == world.at
    assert [citation.number for citation in paper.citations.all()] == ["49/2024/NĐ-CP"]
    assert not paper.report_demands.exists()


def test_no_person_stands_in_a_correction(world: World) -> None:
    paper = arrived(world, WITH_CONTACT)
    tasks = draft_tasks(paper)
    tasks[0] = replace(tasks[0], title=f"{CONTACT} Ông Lý Văn Sình. Người ký {SIGNER}")
    confirm(world, paper, header={"signer_name": "Nông Thị Lan"}, tasks=tasks)
    words = " ".join(f"{one.read} {one.confirmed}" for one in Correction.objects.all())
    assert Correction.objects.filter(field="signer_name").exists()
    for secret in (SIGNER, "Nông Thị Lan", "Lý Văn Sình", "0912", "example.com"):
        assert secret not in words


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("gặp ông Lò Văn Pín hoặc bà Hứa Thị Mảy", f"gặp ông {NAME} hoặc bà {NAME}"),
        ("Trần Thị Bích Ngọc, chuyên viên", f"{NAME}, chuyên viên"),
        ("điện thoại 0912.345.678; (0206) 3852 139", f"điện thoại {NUMBER}; {NUMBER}"),
        ("CCCD 004090001234", f"CCCD {NUMBER}"),
        ("gửi về a.b-c@mail.caobang.gov.vn", f"gửi về {MAIL}"),
        ("đồng chí Phó Chủ tịch Thường trực", None),
        ("đồng chí Bí thư Tỉnh ủy", None),
        ("đường Trần Hưng Đạo, phường Nguyễn Thị Minh Khai", None),
        ("tư tưởng Hồ Chí Minh; tỉnh Cao Bằng", None),
        ("Số: 0214/KH-UBND ngày 02/01/2026", None),
        ("kinh phí 15.000.000 đồng; lúc 08:00 ngày 10.11.2026", None),
    ],
)
def test_people_are_masked_and_offices_stay(text: str, masked: str | None) -> None:
    assert Mask(text, [])(text) == (text if masked is None else masked)


def test_a_known_name_is_masked_wherever_it_stands_and_however_it_is_printed() -> None:
    mask = Mask("", ["Đàm  Quang Vinh", ""])
    assert mask("ĐÀM QUANG VINH và Đàm Quang\nVinh") == f"{NAME.upper()} và {NAME}"
    assert mask("Vinh quang") == "Vinh quang"


def test_the_export_is_scored_by_vanban_and_holds_no_person(world: World, tmp_path: Path) -> None:
    confirm(world, arrived(world, WITH_CONTACT))
    confirm(world, arrived(world, LETTER, "cv.txt"))
    archive = exported(world)
    archive.extractall(tmp_path)
    score = score_folder(tmp_path / "text", gold=tmp_path / "gold", suffix=".txt", today=world.at.date())
    assert (score.papers, score.misses) == (2, [])
    assert score.total == 1.0
    everything = " ".join(archive.read(name).decode() for name in archive.namelist())
    for secret in (SIGNER, "Hoàng Văn Thạch", "Nông Thị Lan", "0912", "example.com"):
        assert secret not in everything
    assert NAME in everything
    entry = Entry.objects.get(verb="directive.export")
    assert (entry.actor_id, entry.ids) == (None, {"papers": 2})


def test_what_people_corrected_is_what_the_reader_should_have_read(world: World, tmp_path: Path) -> None:
    paper = arrived(world)
    tasks = draft_tasks(paper)[:2]
    tasks[0] = replace(tasks[0], parties=(PartyDraft("perform", "Sở Y tế"),), due=date(2026, 10, 30))
    confirm(world, paper, header={"number": "15/QĐ-UBND"}, tasks=tasks, citations=[0])
    archive = exported(world)
    record = json.loads(archive.read(f"gold/paper-{paper.pk:06d}.json"))
    assert (record["number"], record["symbol"], record["date"]) == ("15/QĐ-UBND", "QĐ-UBND", "2026-01-26")
    assert [one["number"] for one in record["references"]] == ["49/2024/NĐ-CP"]
    first, second = record["items"]
    assert (first["perform"], first["lead"], first["deadline"]) == (["Sở Y tế"], [], "2026-10-30")
    assert first["text_start"].startswith("Tuyên truyền phòng, chống rét")
    assert second["recurrence"] == "monthly"
    lines = [json.loads(line) for line in archive.read("corrections.jsonl").decode().splitlines()]
    assert {"paper": f"paper-{paper.pk:06d}", "field": "number", "read": "214/KH-UBND"}.items() <= next(
        line for line in lines if line["field"] == "number"
    ).items()
    archive.extractall(tmp_path)
    score = score_folder(tmp_path / "text", gold=tmp_path / "gold", suffix=".txt", today=world.at.date())
    assert 0 < score.total < 1


@pytest.mark.parametrize(
    ("number", "symbol"),
    [
        ("902/KH-UBND", "KH-UBND"),
        ("581-CV/BTGTU", "CV/BTGTU"),
        ("/KH-UBND", "KH-UBND"),
        ("KH-UBND", "KH-UBND"),
        ("", None),
    ],
)
def test_the_symbol_follows_the_number(number: str, symbol: str | None) -> None:
    assert symbol_of(number) == symbol


def test_only_those_who_audit_take_annotations_and_only_of_their_subtree(world: World) -> None:
    confirm(world, arrived(world))
    stream = io.BytesIO()
    assert export_annotations(stream, by=world.auditor, at=world.at) == 1
    for viewer in (world.editor, world.officer_a, world.leader, world.technician):
        with pytest.raises(Forbidden):
            export_annotations(io.BytesIO(), by=viewer, at=world.at)


def test_the_command_writes_a_new_file_only(world: World, tmp_path: Path) -> None:
    path = tmp_path / "chu-giai.zip"
    with pytest.raises(CommandError, match="Chưa có văn bản"):
        call_command("export_annotations", str(path))
    assert not path.exists()
    confirm(world, arrived(world))
    call_command("export_annotations", str(path), stderr=io.StringIO())
    assert zipfile.ZipFile(path).testzip() is None
    with pytest.raises(CommandError, match="already"):
        call_command("export_annotations", str(path))


def test_nothing_confirmed_is_said_so(world: World) -> None:
    arrived(world)
    with pytest.raises(DomainError) as refused:
        export_annotations(io.BytesIO(), by=world.auditor, at=world.at)
    assert refused.value.code == "nothing"
