"""The room's pages, seen through HTTP: who sees what, what they cost, what the buttons do."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import date
from typing import Any

import pytest
import vanban
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from vanban.readers import readers

from nguontin.audit.models import Entry
from nguontin.directives.forms import readable_types
from nguontin.directives.models import Assignment, Directive, Task
from nguontin.directives.reading import reading_of
from nguontin.directives.services import add_result, confirm_directive, draft_tasks
from nguontin.directives.states import AssignmentState, DirectiveState
from nguontin.kernel import filestore
from nguontin.units.models import UnitKind
from nguontin.units.scope import Viewer
from nguontin.units.services import add_unit
from tests.support.world import World

from .papers import LETTER, PLAN, arrived


@pytest.fixture
def sign_in(client: Client) -> Any:
    """Sign the test browser in as somebody."""

    def as_person(viewer: Viewer) -> Client:
        client.force_login(viewer.person)
        return client

    return as_person


@pytest.fixture
def plan(world: World) -> Directive:
    """The plan, confirmed."""
    return confirm_directive(arrived(world), header=None, tasks=None, by=world.editor, at=world.at)


def many_communes(world: World) -> None:
    """56 communes in all."""
    for number in range(53):
        add_unit(UnitKind.COMMUNE, f"Xã Số {number}", world.province, code=f"9{number:04d}", by=None, at=world.at)


def screen(paper: Directive, **changes: Any) -> dict[str, Any]:
    """What the confirm screen would post unchanged, then with *changes*."""
    data: dict[str, Any] = {"header-number": paper.number, "header-date": "26/01/2026", "header-subject": paper.subject}
    drafts = draft_tasks(paper)
    data |= {"task-TOTAL_FORMS": str(len(drafts)), "task-INITIAL_FORMS": str(len(drafts))}
    for number, draft in enumerate(drafts):
        data |= {
            f"task-{number}-item": str(draft.item),
            f"task-{number}-take": "on",
            f"task-{number}-title": draft.title,
            f"task-{number}-recurrence": draft.recurrence,
            f"task-{number}-printed_time": draft.printed_time,
            f"task-{number}-due": f"{draft.due:%d/%m/%Y}" if draft.due else "",
        }
        data |= {f"task-{number}-{role}": "; ".join(draft.names(role)) for role in ("lead", "perform", "coordinate")}
    for name, key in (("demand", "report_deadlines"), ("observance", "anniversaries"), ("citation", "references")):
        data[name] = [str(place) for place in range(len((paper.read or {})[key]))]
    return data | changes


def test_upload_gives_each_file_its_own_outcome(world: World, sign_in: Any) -> None:
    client = sign_in(world.editor)
    files = [
        SimpleUploadedFile("ke-hoach.txt", PLAN.encode()),
        SimpleUploadedFile("ban-sao.txt", PLAN.encode()),
        SimpleUploadedFile("trong.txt", b""),
    ]
    page = client.post("/papers/new", {"papers": files}).content.decode()
    assert Directive.objects.count() == 1
    assert "Đã nhận, đang đọc" in page
    assert "Tệp này đã có" in page or page.count("Đã nhận, đang đọc") == 2
    assert "Tệp trống." in page


def test_a_technician_cannot_upload(world: World, sign_in: Any) -> None:
    assert sign_in(world.technician).get("/papers/new").status_code == 403


def test_inbox_is_searched_without_accents(world: World, sign_in: Any) -> None:
    arrived(world)
    client = sign_in(world.editor)
    assert "214/KH-UBND" in client.get("/papers/?q=hoat dong thong tin").content.decode()
    assert "214/KH-UBND" not in client.get("/papers/?q=khong co").content.decode()


def test_inbox_filters_by_state_and_lateness(world: World, plan: Directive, sign_in: Any) -> None:
    client = sign_in(world.editor)
    assert "214/KH-UBND" in client.get("/papers/?late=1").content.decode()
    assert "214/KH-UBND" not in client.get("/papers/?state=read").content.decode()
    stubs = client.get("/papers/?state=stub").content.decode()
    assert "49/2024/NĐ-CP" in stubs


def test_confirm_screen_marks_each_field_in_the_text(world: World, sign_in: Any) -> None:
    paper = arrived(world)
    page = sign_in(world.editor).get(f"/papers/{paper.pk}/confirm").content.decode()
    assert 'data-inner="header-number">214/KH-UBND</span>' in page
    assert 'data-span="header-number"' in page
    assert "3 đơn vị" in page  # "UBND các xã, phường" of this province
    assert "Chưa rõ “Nhóm quay phim tình nguyện” là đơn vị nào" in page
    assert "Không có trong văn bản" in page


def test_the_upload_page_takes_what_the_readers_read(world: World, sign_in: Any) -> None:
    page = sign_in(world.editor).get("/papers/new").content.decode()
    for reader in readers():
        for ending in reader.types:
            assert ending in page
    assert {".docx", ".pdf", ".eml", ".html", ".txt"} <= set(readable_types())


def test_each_field_says_how_sure_it_is_and_what_wants_a_look_is_counted(world: World, sign_in: Any) -> None:
    paper = arrived(world)
    address, client = f"/papers/{paper.pk}/confirm", sign_in(world.editor)
    page = client.get(address).content.decode()
    assert '<strong id="look-number">1</strong>' in page  # the film crew, whom nobody knows
    assert page.count("Chưa chắc, hãy xem lại") == 0
    read = paper.read or {}
    read["fields"]["number"]["confidence"] = read["items"][1]["time"]["confidence"] = 0.84
    read["references"][0]["confidence"] = 0.5
    Directive.objects.filter(pk=paper.pk).update(read=read)
    page = client.get(address).content.decode()
    assert '<strong id="look-number">5</strong>' in page  # the time stands in the fields of words and of recurrence
    assert page.count("Chưa chắc, hãy xem lại") == 4
    assert "Không có trong văn bản" in page
    assert "Hạn là ngày cuối của kỳ ghi trong văn bản: “Quý IV/2026”." in page
    assert "Dấu mật" not in page
    changed = screen(paper, **{"header-number": "215/KH-UBND", "save": "1"})
    del changed["task-2-take"]
    client.post(address, changed)
    page = client.get(address).content.decode()
    assert page.count("Đã sửa") >= 2  # in the field, and in what the script shows
    assert '<strong id="look-number">3</strong>' in page


def test_badly_recognised_words_are_marked_in_the_text(world: World, sign_in: Any) -> None:
    paper = arrived(world)
    start = paper.text.index("chống rét")
    Directive.objects.filter(pk=paper.pk).update(read=(paper.read or {}) | {"doubts": [[start, start + 5, 0.3]]})
    page = sign_in(world.editor).get(f"/papers/{paper.pk}/confirm").content.decode()
    assert 'class="doubtful">chống</span>' in page
    assert "nhận dạng từ ảnh chưa chắc" in page


def test_pages_that_could_not_be_read_are_told(world: World, sign_in: Any) -> None:
    known = vanban.read(PLAN.encode(), filename="a.txt", today=date(2026, 11, 21))
    told = vanban.Unread(pages=(3,), code="no_ocr", message_vi="Trang 3 là ảnh chưa đọc được.")
    kept = reading_of(dataclasses.replace(known, unread=(told,)))
    paper = arrived(world)
    Directive.objects.filter(pk=paper.pk).update(read=(paper.read or {}) | {"unread": kept["unread"]})
    page = sign_in(world.editor).get(f"/papers/{paper.pk}/confirm").content.decode()
    assert "Trang 3 là ảnh chưa đọc được." in page


def test_a_stamp_is_shown_and_a_secret_one_warns(world: World, sign_in: Any) -> None:
    paper = arrived(world)
    stamp = {"value": "HỎA TỐC", "start": 0, "end": 2, "spans": [[0, 2]], "confidence": 0.9, "rule": "stamp"}
    read = paper.read or {}
    read["fields"] |= {"urgency": stamp, "secrecy": stamp | {"value": "MẬT"}}
    Directive.objects.filter(pk=paper.pk).update(read=read)
    page = sign_in(world.editor).get(f"/papers/{paper.pk}/confirm").content.decode()
    assert "HỎA TỐC" in page
    assert "Văn bản đóng dấu “MẬT”" in page
    assert "Dấu mật" in page


def test_a_reference_and_a_day_can_be_left_out_and_a_draft_remembers_it(world: World, sign_in: Any) -> None:
    paper = arrived(world)
    address, client = f"/papers/{paper.pk}/confirm", sign_in(world.editor)
    client.post(address, screen(paper, citation=["0"], demand=[], save="1"))
    page = client.get(address).content.decode()
    assert 'name="citation" value="0" data-span="citation-0" checked' in page
    assert 'name="citation" value="1" data-span="citation-1">' in page
    assert 'name="demand" value="0" data-span="demand-0">' in page
    client.post(address, screen(paper, citation=["0"], confirm="1"))
    assert [one.position for one in paper.citations.all()] == [0]


def test_confirming_shows_28_items_in_few_queries(
    world: World, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    many_communes(world)
    head, _one, rest = PLAN.partition("1. Tuyên truyền")
    items = "".join(
        f"{number}. Tuyên truyền nội dung số {number} trên hệ thống truyền thanh.\n"
        f"- Đơn vị chủ trì: Sở Y tế.\n- Đơn vị thực hiện: UBND xã Số {number}; Đội số {number}.\n"
        f"- Đơn vị phối hợp: các sở, ban, ngành; UBND các xã, phường.\n\n"
        for number in range(1, 29)
    )
    paper = arrived(world, f"{head}{items}Yêu cầu{rest.partition('Yêu cầu')[2]}")
    assert len(draft_tasks(paper)) == 28
    client = sign_in(world.editor)
    with django_assert_max_num_queries(20):
        page = client.get(f"/papers/{paper.pk}/confirm").content.decode()
    assert page.count('class="card task-card"') == 29  # and the empty one
    assert "Chưa rõ “Đội số 28” là đơn vị nào" in page
    with django_assert_max_num_queries(75):
        client.post(f"/papers/{paper.pk}/confirm", screen(paper, confirm="1"))
    assert paper.tasks.count() == 28


def test_a_file_that_is_gone_is_a_page_not_a_fault(world: World, plan: Directive, sign_in: Any) -> None:
    client = sign_in(world.editor)
    mine = Assignment.objects.filter(unit=world.a).order_by("pk")[0]
    result = add_result(
        mine, channel="banner", on=world.at.date(), files=[("a.pdf", b"%PDF-1")], by=world.officer_a, at=world.at
    )
    file = result.files.get()
    filestore.drop("results", file.sha256)
    filestore.drop("papers", plan.file_sha256)
    for address in (f"/papers/{plan.pk}/file", f"/papers/files/{file.pk}"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "không còn trong kho" in answer.content.decode()


def test_annotations_are_for_auditors_and_administrators(world: World, plan: Directive, sign_in: Any) -> None:
    client = sign_in(world.auditor)
    assert "Tải chú giải cho bộ đọc" in client.get("/papers/").content.decode()
    answer = client.post("/papers/annotations")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert f"gold/paper-{plan.pk:06d}.json" in archive.namelist()
    answer.close()
    assert Entry.objects.get(verb="directive.export").actor_id == world.auditor.person.pk
    assert client.get("/papers/annotations").status_code == 405
    client = sign_in(world.editor)
    assert "Tải chú giải" not in client.get("/papers/").content.decode()
    assert client.post("/papers/annotations").status_code == 403


def test_papers_of_one_letter_name_each_other(world: World, sign_in: Any) -> None:
    first, second = arrived(world), arrived(world, LETTER, "cv.txt")
    Directive.objects.filter(pk=second.pk).update(came_in=first)
    client = sign_in(world.editor)
    for one, other in ((first, second), (second, first)):
        page = client.get(f"/papers/{one.pk}/").content.decode()
        assert "Đến trong cùng một tệp" in page
        assert f'href="/papers/{other.pk}/"' in page


def test_confirming_through_the_page(world: World, sign_in: Any) -> None:
    paper = arrived(world)
    changed = screen(
        paper,
        **{
            "task-0-title": "Chống rét",
            "task-0-due": "1.12.26",
            "task-2-perform-name": "Nhóm quay phim tình nguyện",
            "task-2-perform-unit": world.press.name,
            "confirm": "1",
        },
    )
    del changed["task-1-take"]
    answer = sign_in(world.editor).post(f"/papers/{paper.pk}/confirm", changed)
    assert answer.status_code == 302
    tasks = list(Task.objects.order_by("start"))
    assert tasks[0].title == "Chống rét"
    assert tasks[0].due is not None
    assert tasks[0].due.isoformat() == "2026-12-01"
    assert len(tasks) == 2
    assert tasks[1].assignments.get().unit == world.press


def test_a_task_is_added_from_selected_text(world: World, sign_in: Any) -> None:
    paper = arrived(world)
    start = paper.text.index("Phát bản tin")
    end = paper.text.index(".", start)
    data = screen(paper, confirm="1") | {
        "task-TOTAL_FORMS": "4",
        "task-3-take": "on",
        "task-3-title": "Phát thêm",
        "task-3-start": str(start),
        "task-3-end": str(end),
        "task-3-perform": "Xã Hòa An",
    }
    sign_in(world.editor).post(f"/papers/{paper.pk}/confirm", data)
    added = Task.objects.get(title="Phát thêm")
    assert added.text == "Phát bản tin an toàn giao thông"
    assert added.assignments.get().unit == world.c


def test_a_wrong_date_is_said_at_its_field(world: World, sign_in: Any) -> None:
    paper = arrived(world)
    answer = sign_in(world.editor).post(f"/papers/{paper.pk}/confirm", screen(paper, **{"header-date": "32/1/2026"}))
    assert answer.status_code == 422
    assert "không phải là ngày" in answer.content.decode()
    assert not Task.objects.exists()


def test_a_draft_is_saved_without_making_tasks(world: World, sign_in: Any) -> None:
    paper = arrived(world)
    client = sign_in(world.editor)
    client.post(f"/papers/{paper.pk}/confirm", screen(paper, **{"task-0-title": "Bản nháp", "save": "1"}))
    assert "Bản nháp" in client.get(f"/papers/{paper.pk}/confirm").content.decode()
    assert not Task.objects.exists()


def test_a_commune_sees_the_paper_that_gives_it_work_and_no_other(world: World, plan: Directive, sign_in: Any) -> None:
    other = arrived(world, LETTER, "cv.txt")
    client = sign_in(world.officer_a)
    assert client.get(f"/papers/{plan.pk}/").status_code == 200
    assert client.get(f"/papers/{other.pk}/").status_code == 404
    theirs = Assignment.objects.filter(unit=world.b).first()
    assert theirs is not None
    assert client.get(f"/papers/assignments/{theirs.pk}/").status_code == 404
    assert client.post(f"/papers/assignments/{theirs.pk}/note", {"text": "x"}).status_code == 404
    assert client.get(f"/papers/{plan.pk}/confirm").status_code == 403


def test_a_commune_does_its_work(world: World, plan: Directive, sign_in: Any) -> None:
    mine = Assignment.objects.filter(unit=world.a).order_by("pk").first()
    assert mine is not None
    client = sign_in(world.officer_a)
    assert "chống rét" in client.get(f"/papers/assignments/{mine.pk}/").content.decode()
    mine.refresh_from_db()
    assert mine.seen_at is not None
    client.post(f"/papers/assignments/{mine.pk}/note", {"text": "Đã viết bản tin"})
    photo = SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff\xe0 picture")
    answer = client.post(
        f"/papers/assignments/{mine.pk}/result",
        {
            "channel": "banner",
            "on": "19/11/2026",
            "label_0": "Băng rôn",
            "value_0": "12",
            "measure_0": "chiếc",
            "photos": [photo],
            "close": "1",
        },
    )
    assert answer.status_code == 302
    mine.refresh_from_db()
    assert mine.state == AssignmentState.DONE
    page = client.get(f"/papers/assignments/{mine.pk}/").content.decode()
    assert "Băng rôn" in page
    assert "anh.jpg" in page
    file = mine.results.get().files.get()
    kept = client.get(f"/papers/files/{file.pk}")
    assert kept.headers["Content-Type"] == "image/jpeg"
    assert b"".join(kept.streaming_content) == b"\xff\xd8\xff\xe0 picture"
    kept.close()
    client.post(f"/papers/assignments/{mine.pk}/reopen")
    mine.refresh_from_db()
    assert mine.state == AssignmentState.WORKING


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_kept(world: World, plan: Directive, sign_in: Any) -> None:
    mine = Assignment.objects.filter(unit=world.a).order_by("pk").first()
    assert mine is not None
    bad = SimpleUploadedFile("anh.jpg", b"<script>alert(1)</script>")
    answer = sign_in(world.officer_a).post(
        f"/papers/assignments/{mine.pk}/result", {"channel": "banner", "on": "19/11/2026", "photos": [bad]}
    )
    assert answer.status_code == 422
    assert "không phải ảnh" in answer.content.decode()
    assert not mine.results.exists()


def test_not_here_needs_a_reason(world: World, plan: Directive, sign_in: Any) -> None:
    mine = Assignment.objects.filter(unit=world.a).order_by("pk").first()
    assert mine is not None
    client = sign_in(world.officer_a)
    assert client.post(f"/papers/assignments/{mine.pk}/decline", {"reason": ""}).status_code == 422
    client.post(f"/papers/assignments/{mine.pk}/decline", {"reason": "Xã không có hồ nuôi"})
    mine.refresh_from_db()
    assert (mine.state, mine.state_reason) == (AssignmentState.NOT_HERE, "Xã không có hồ nuôi")


def test_numbers_of_a_task_open_the_rows_behind_them(world: World, plan: Directive, sign_in: Any) -> None:
    client = sign_in(world.editor)
    row = plan.tasks.order_by("start").first()
    assert row is not None
    page = client.get(f"/papers/{plan.pk}/").content.decode()
    assert f"/papers/tasks/{row.pk}/?late=1" in page
    late = client.get(f"/papers/tasks/{row.pk}/?late=1").content.decode()
    assert late.count('class="unit-cell"') == 4
    assert client.get(f"/papers/tasks/{row.pk}/?state=done").content.decode().count('class="unit-cell"') == 0


def test_calendar_has_deadlines_reports_and_days(world: World, plan: Directive, sign_in: Any) -> None:
    confirm_directive(arrived(world, LETTER, "cv.txt"), header=None, tasks=None, by=world.editor, at=world.at)
    client = sign_in(world.editor)
    october = client.get("/papers/calendar/?month=2026-10").content.decode()
    assert "03/10/2026" in october
    assert "76 năm</span>" in october
    assert "31/10/2026" in october
    november = client.get("/papers/calendar/").content.decode()
    assert "15/11/2026" in november


def test_closing_a_paper_waits_for_its_tasks(world: World, plan: Directive, sign_in: Any) -> None:
    client = sign_in(world.editor)
    client.post(f"/papers/{plan.pk}/close")
    assert Directive.objects.get(pk=plan.pk).state == DirectiveState.CONFIRMED
    for row in plan.tasks.all():
        client.post(f"/papers/tasks/{row.pk}/cancel", {"reason": "Hoãn"})
    client.post(f"/papers/{plan.pk}/close")
    assert Directive.objects.get(pk=plan.pk).state == DirectiveState.CLOSED


@pytest.mark.parametrize("address", ["/papers/", "/papers/{paper}/", "/papers/tasks/{task}/", "/papers/assignments/"])
def test_pages_cost_the_same_for_3_units_as_for_56(
    world: World, sign_in: Any, address: str, django_assert_max_num_queries: Any
) -> None:
    many_communes(world)
    paper = confirm_directive(arrived(world), header=None, tasks=None, by=world.editor, at=world.at)
    task = paper.tasks.order_by("start").first()
    assert task is not None
    for number in range(10):
        arrived(world, PLAN.replace("214/KH", f"{300 + number}/KH"), f"{number}.txt")
    client = sign_in(world.editor)
    with django_assert_max_num_queries(20):
        answer = client.get(address.format(paper=paper.pk, task=task.pk))
    assert answer.status_code == 200
