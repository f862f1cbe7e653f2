"""From a received paper to tasks: nothing before a person confirms, everything or nothing when one does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nguontin.directives.drafts import PartyDraft
from nguontin.directives.models import Assignment, Citation, Directive, Observance, Relation, ReportDemand, Task
from nguontin.directives.services import (
    check_confirmation,
    confirm_directive,
    draft_tasks,
    read_paper,
    receive_paper,
    reread_paper,
    save_draft,
)
from nguontin.directives.states import DirectiveState
from nguontin.directives.templatetags.directive_words import printed_period
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units.selectors import resolve_all, resolve_unit
from tests.support.world import World

from .papers import LETTER, PLAN, arrived


def test_reading_makes_no_task(world: World) -> None:
    paper = arrived(world)
    assert paper.state == DirectiveState.READ
    assert paper.number == "214/KH-UBND"
    assert paper.date == "2026-01-26"
    assert not Task.objects.exists()
    assert len(draft_tasks(paper)) == 3


def test_same_file_twice_is_one_paper(world: World) -> None:
    first = arrived(world)
    again = receive_paper(PLAN.encode(), "ban-sao.txt", unit=world.province, by=world.editor, at=world.at)
    assert again.pk == first.pk
    assert Directive.objects.count() == 1


def test_unreadable_paper_says_why_and_can_be_read_again(world: World) -> None:
    paper = receive_paper(b"\x00\x01\x02\xff\xfe", "anh.bin", unit=world.province, by=world.editor, at=world.at)
    read = read_paper(paper, at=world.at)
    assert read.state == DirectiveState.UNREADABLE
    assert read.unreadable_code
    assert read.unreadable_why
    reread_paper(read, by=world.editor, at=world.at)
    assert Directive.objects.get(pk=paper.pk).state == DirectiveState.RECEIVED


def test_a_fault_of_the_reader_is_named_and_does_not_stop_the_rest(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    paper = receive_paper(PLAN.encode(), "a.txt", unit=world.province, by=world.editor, at=world.at)

    def fall(*args: object, **kwargs: object) -> None:
        raise IndexError("reader")

    monkeypatch.setattr("nguontin.directives.services.receive.read_bounded", fall)
    read = read_paper(paper, at=world.at)
    assert (read.state, read.unreadable_code) == (DirectiveState.UNREADABLE, "fault")
    assert "reading directive" in caplog.text


def test_empty_and_too_large_files_are_refused(world: World, settings: object) -> None:
    with pytest.raises(DomainError) as empty:
        receive_paper(b"", "a.txt", unit=world.province, by=world.editor, at=world.at)
    assert empty.value.code == "empty"
    settings.MAX_UPLOAD_BYTES = 10  # type: ignore[attr-defined]
    with pytest.raises(DomainError) as large:
        receive_paper(b"x" * 11, "a.txt", unit=world.province, by=world.editor, at=world.at)
    assert large.value.code == "too_large"


def test_a_commune_officer_cannot_confirm_the_provinces_paper(world: World) -> None:
    paper = arrived(world)
    with pytest.raises(Forbidden):
        confirm_directive(paper, header=None, tasks=None, by=world.officer_a, at=world.at)
    assert not Task.objects.exists()


def test_confirming_shares_each_task_among_its_units(world: World) -> None:
    paper = confirm_directive(arrived(world), header=None, tasks=None, by=world.editor, at=world.at)
    rows = list(paper.tasks.order_by("start"))
    communes = {unit.pk for unit in world.communes}
    assert [task.recurrence for task in rows] == ["", "monthly", ""]
    units = [set(task.assignments.values_list("unit_id", flat=True)) for task in rows]
    assert units[0] == communes | {world.culture.pk}  # who leads has a share too, who coordinates has none
    assert units[1] == communes
    assert units[2] == {world.province.pk}  # nobody knows the film crew: it falls to the receiver
    assert rows[0].due == date(2026, 10, 31)
    monthly = rows[1].assignments.get(unit=world.a)
    assert (monthly.period, monthly.due) == ("2026-11", date(2026, 11, 30))
    film = rows[2].parties.get()
    assert (film.printed, film.unit) == ("Nhóm quay phim tình nguyện", None)
    demand = ReportDemand.objects.get()
    assert demand.due == date(2026, 11, 15)


def test_a_printed_period_gives_its_last_day_and_is_shown_as_it_is_printed(world: World) -> None:
    confirmed = confirm_directive(arrived(world), header=None, tasks=None, by=world.editor, at=world.at)
    dated, monthly, period = confirmed.tasks.order_by("start")
    assert (period.due, period.printed_time) == (date(2026, 12, 31), "Quý IV/2026")
    assert [printed_period(task) for task in (dated, monthly, period)] == ["", "Định kỳ hằng tháng", "Quý IV/2026"]
    assert period.assignments.get().due == date(2026, 12, 31)
    assert not confirmed.corrections.exists()


def test_confirming_twice_is_refused(world: World) -> None:
    paper = arrived(world)
    confirm_directive(paper, header=None, tasks=None, by=world.editor, at=world.at)
    with pytest.raises(DomainError) as refused:
        confirm_directive(paper, header=None, tasks=None, by=world.editor, at=world.at)
    assert refused.value.code == "state"
    assert Task.objects.count() == 3


def test_a_failure_half_way_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = arrived(world)

    def fall(*args: object, **kwargs: object) -> None:
        raise RuntimeError("line cut")

    monkeypatch.setattr("nguontin.directives.services.confirm._make_observances", fall)
    with pytest.raises(RuntimeError):
        confirm_directive(paper, header=None, tasks=None, by=world.editor, at=world.at)
    assert Directive.objects.get(pk=paper.pk).state == DirectiveState.READ
    assert not Task.objects.exists()
    assert not Directive.objects.filter(state=DirectiveState.STUB).exists()


def test_a_person_says_which_unit_an_unknown_name_means(world: World) -> None:
    paper = arrived(world)
    tasks = draft_tasks(paper)
    tasks[2] = replace(tasks[2], parties=(PartyDraft("perform", "Nhóm quay phim tình nguyện", world.press.pk),))
    paper = confirm_directive(paper, header=None, tasks=tasks, by=world.editor, at=world.at)
    film = paper.tasks.order_by("start").last()
    assert film is not None
    assert film.assignments.get().unit == world.press
    assert film.parties.get().unit == world.press


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "title"),
        ({"recurrence": "weekly"}, "recurrence"),
        ({"parties": (PartyDraft("perform", "X", 10**6),)}, "unit"),
    ],
)
def test_wrong_drafts_are_refused(world: World, change: dict[str, object], code: str) -> None:
    paper = arrived(world)
    tasks = draft_tasks(paper)
    with pytest.raises(DomainError) as refused:
        check_confirmation(paper, tasks=[replace(tasks[0], **change)])  # type: ignore[arg-type]
    assert refused.value.code == code


def test_preview_counts_units_and_names_the_unknown(world: World) -> None:
    preview = check_confirmation(arrived(world))
    assert [number for _draft, number in preview.tasks] == [4, 3, 1]
    assert preview.unknown == ["Nhóm quay phim tình nguyện"]
    assert not Task.objects.exists()


def test_a_saved_draft_comes_back(world: World) -> None:
    paper = arrived(world)
    tasks = [replace(draft_tasks(paper)[0], title="Tên mới")]
    save_draft(paper, header={"subject": "Trích yếu mới"}, tasks=tasks, by=world.editor, at=world.at)
    paper.refresh_from_db()
    assert draft_tasks(paper) == tasks
    done = confirm_directive(paper, header=None, tasks=None, by=world.editor, at=world.at)
    assert done.subject == "Trích yếu mới"
    assert done.tasks.get().title == "Tên mới"


def test_items_without_units_go_to_the_addressees(world: World) -> None:
    paper = confirm_directive(arrived(world, LETTER), header=None, tasks=None, by=world.editor, at=world.at)
    banner = paper.tasks.order_by("start").last()
    assert banner is not None
    units = set(banner.assignments.values_list("unit_id", flat=True))
    assert units == {unit.pk for unit in world.communes} | {world.press.pk}
    day = Observance.objects.get()
    assert (day.day, day.month, day.year, day.first_year) == (3, 10, None, 1950)


def test_items_without_units_go_to_those_charged_with_all_when_nobody_is_addressed(world: World) -> None:
    head, _addressed, rest = LETTER.partition("Kính gửi:")
    text = head + rest[rest.index("Thực hiện Kế hoạch") :].replace("các đơn vị thực hiện", "Sở Y tế thực hiện")
    paper = confirm_directive(arrived(world, text), header=None, tasks=None, by=world.editor, at=world.at)
    banner = paper.tasks.order_by("start").last()
    assert banner is not None
    assert [unit.unit.name for unit in banner.assignments.all()] == ["Sở Y tế"]


def test_unknown_papers_become_stubs_that_fill_in(world: World) -> None:
    letter = confirm_directive(arrived(world, LETTER, "cv.txt"), header=None, tasks=None, by=world.editor, at=world.at)
    stub = Directive.objects.get(state=DirectiveState.STUB)
    assert (stub.number, stub.issuer) == ("214/KH-UBND", "UBND tỉnh")
    assert Relation.objects.get(source=letter).kind == Relation.Kind.CARRIES_OUT
    plan = confirm_directive(arrived(world), header=None, tasks=None, by=world.editor, at=world.at)
    assert not Directive.objects.filter(pk=stub.pk).exists()
    assert Relation.objects.get(source=letter).target == plan
    assert Citation.objects.get(directive=letter).target == plan


def test_a_cited_paper_that_is_there_is_linked(world: World) -> None:
    plan = confirm_directive(arrived(world), header=None, tasks=None, by=world.editor, at=world.at)
    letter = confirm_directive(arrived(world, LETTER, "cv.txt"), header=None, tasks=None, by=world.editor, at=world.at)
    assert Relation.objects.get(source=letter).target == plan


def test_names_looked_up_together_mean_what_each_means_alone(world: World, django_assert_max_num_queries: Any) -> None:
    names = ["UBND các xã, phường", "Sở Y tế", "Các sở, ban, ngành và xã Hòa An", "Nhóm tình nguyện", "", "Các xóm"]
    alone = {name: resolve_unit(name, near=world.a) for name in names}
    with django_assert_max_num_queries(4):
        assert resolve_all(names, near=world.a) == alone
    assert alone["Sở Y tế"]
    assert not alone["Nhóm tình nguyện"]


def test_confirming_for_many_units_costs_no_query_per_unit(world: World, django_assert_max_num_queries: object) -> None:
    from nguontin.units.models import UnitKind
    from nguontin.units.services import add_unit

    for number in range(53):
        add_unit(UnitKind.COMMUNE, f"Xã Số {number}", world.province, code=f"9{number:04d}", by=None, at=world.at)
    paper = arrived(world)
    with django_assert_max_num_queries(75):  # type: ignore[operator]
        confirm_directive(paper, header=None, tasks=None, by=world.editor, at=world.at)
    assert Assignment.objects.count() == 57 + 56 + 1
