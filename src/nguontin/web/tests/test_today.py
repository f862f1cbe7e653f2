"""Today: each role finds what waits for it, and no number that is not a link."""

from __future__ import annotations

from typing import Any

from django.test import Client

from nguontin.directives.services import confirm_directive, read_paper, receive_paper
from nguontin.web.today import today_of
from tests.support.world import World

PAPER = """\
SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH

Số: 2317/SVHTTDL-TTBCXB
V/v phòng, chống rét

Cao Bằng, ngày 28 tháng 9 năm 2026

Kính gửi: Ủy ban nhân dân các xã, phường.

1. Tuyên truyền phòng, chống rét trước ngày 31/10/2026.

2. Treo băng rôn trước ngày 22/11/2026.
"""


def figures(world: World, who: str) -> dict[str, int]:
    """Labels and numbers under "waits for you"."""
    return {str(one.label): one.number for one in today_of(world.viewers[who], world.at).waiting}


def test_a_paper_waits_for_the_editor_then_its_tasks_for_the_communes(world: World) -> None:
    paper = receive_paper(PAPER.encode(), "a.txt", unit=world.province, by=world.editor, at=world.at)
    paper = read_paper(paper, at=world.at)
    assert figures(world, "editor") == {"văn bản chờ xác nhận": 1}
    assert figures(world, "officer_a") == {}
    confirm_directive(paper, header=None, tasks=None, by=world.editor, at=world.at)
    assert figures(world, "editor") == {}
    assert figures(world, "officer_a") == {"nhiệm vụ quá hạn": 1, "nhiệm vụ đến hạn trong 7 ngày": 1}
    late = today_of(world.editor, world.at).late_units
    assert {unit.name for unit in late} == {unit.name for unit in world.communes}
    assert today_of(world.officer_a, world.at).late_units == []


def test_every_role_gets_its_page_and_its_links(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    for name, viewer in world.viewers.items():
        client.force_login(viewer.person)
        with django_assert_max_num_queries(25):
            page = client.get("/")
        assert page.status_code == 200, name
        assert 'href="#"' not in page.content.decode()


def test_navigation_shows_only_what_the_role_may_do(world: World, client: Client) -> None:
    client.force_login(world.technician.person)
    page = client.get("/").content.decode()
    assert 'href="/papers/"' not in page
    client.force_login(world.officer_a.person)
    page = client.get("/").content.decode()
    assert 'href="/papers/"' in page
    assert 'href="/people/"' not in page
    assert page.count('aria-current="page"') == 2  # once in the side bar, once in the bar of the phone
    client.force_login(world.administrator.person)
    assert 'href="/people/"' in client.get("/").content.decode()


def test_no_page_asks_another_server_for_anything(world: World, client: Client) -> None:
    client.force_login(world.editor.person)
    page = client.get("/").content.decode()
    assert 'src="http' not in page
    assert 'href="http' not in page
    assert " onclick=" not in page


def test_a_number_opens_exactly_its_rows(world: World, client: Client) -> None:
    paper = receive_paper(PAPER.encode(), "a.txt", unit=world.province, by=world.editor, at=world.at)
    confirm_directive(read_paper(paper, at=world.at), header=None, tasks=None, by=world.editor, at=world.at)
    client.force_login(world.officer_a.person)
    for figure in today_of(world.officer_a, world.at).waiting:
        assert client.get(figure.url).content.decode().count("work-line") == figure.number, figure.label
    client.force_login(world.editor.person)
    unit = today_of(world.editor, world.at).late_units[0]
    page = client.get(f"/papers/assignments/?late=1&unit={unit.pk}").content.decode()
    assert page.count("work-line") == unit.late  # type: ignore[attr-defined]
