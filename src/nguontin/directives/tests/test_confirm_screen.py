"""The confirm screen in a browser: what wants a look is gone through by key or button, places in the text are lit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from nguontin.directives.models import Directive
from tests.support.browser import Chromium, chromium
from tests.support.optional import started
from tests.support.world import World

from .papers import PLAN, arrived

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COLUMNS = """\
| ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
|---|---|
| TỈNH CAO BẰNG | Độc lập - Tự do - Hạnh phúc |
"""
IN_COLUMNS = PLAN.replace("ỦY BAN NHÂN DÂN TỈNH CAO BẰNG\n", COLUMNS, 1)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Chromium]:
    """Chromium. Its driver runs an event loop in this thread, which Django would take for asynchronous code."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    yield from started(chromium())


@pytest.fixture
def doubtful(transactional_db: None, world: World) -> Directive:
    """A paper of which two values and a word are unsure."""
    paper = arrived(world, IN_COLUMNS)
    read: dict[str, Any] = paper.read or {}
    read["fields"]["number"]["confidence"] = read["items"][1]["time"]["confidence"] = 0.6
    start = paper.text.index("chống rét")
    read["doubts"] = [[start, start + 5, 0.3]]
    Directive.objects.filter(pk=paper.pk).update(read=read)
    return paper


def open_page(browser: Chromium, server: LiveServer, world: World, address: str, *, width: int) -> Page:
    """A page of the editor's, signed in."""
    client = Client()
    client.force_login(world.editor.person)
    context = browser.person(width=width)
    cookie = client.cookies[site.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": site.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}])
    page = context.new_page()
    page.goto(f"{server.url}{address}")
    return page


def picture(page: Page, name: str) -> None:
    """Keep a picture for people where SCREENSHOTS says so."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.wait_for_timeout(800)  # smooth scrolling comes to its end
        page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.mark.parametrize("width", [390, 1280])
def test_what_wants_a_look_is_gone_through(
    world: World, doubtful: Directive, live_server: LiveServer, browser: Chromium, width: int
) -> None:
    page = open_page(browser, live_server, world, f"/papers/{doubtful.pk}/confirm", width=width)
    number = page.locator("#look-number")
    expect(number).to_have_text("4")  # number, words and recurrence of a time, a name that nobody knows
    picture(page, f"confirm-{width}")
    page.get_by_role("button", name="Chỗ tiếp theo").click()
    expect(page.locator("[name=header-number]")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if width > 1000:
        lit = page.locator(".paper-text .lit")
        expect(lit).to_have_text("214/KH-UBND")
    page.keyboard.press("F8")
    expect(page.locator("[name=task-1-printed_time]")).to_be_focused()
    picture(page, f"confirm-next-{width}")
    page.keyboard.press("Shift+F8")
    expect(page.locator("[name=header-number]")).to_be_focused()
    page.keyboard.press("Shift+F8")
    expect(page.locator("[name=task-2-perform-unit]")).to_be_focused()
    page.locator("[name=header-number]").fill("215/KH-UBND")
    expect(number).to_have_text("3")
    expect(page.locator(".read-field", has=page.locator("[name=header-number]"))).to_contain_text("Đã sửa")
    page.locator("[name=task-2-take]").uncheck()
    expect(number).to_have_text("2")
    page.locator("[name=task-1-take]").uncheck()
    expect(page.locator("#look-bar")).to_be_hidden()


def test_a_value_between_two_columns_does_not_light_the_motto(
    world: World, doubtful: Directive, live_server: LiveServer, browser: Chromium
) -> None:
    page = open_page(browser, live_server, world, f"/papers/{doubtful.pk}/confirm", width=1280)
    page.locator("[name=header-issuer]").focus()
    lit = page.locator(".paper-text .lit")
    assert lit.all_text_contents() == ["ỦY BAN NHÂN DÂN", "TỈNH CAO BẰNG"]
    picture(page, "confirm-lit")
