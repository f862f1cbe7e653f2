"""Everybody walks through all the pages his links lead to: no dead end, nothing overflowing, everything named."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.e2e.people import Somebody
from tests.support.browser import Chromium
from tests.support.inspection import Visitor, kind_of
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stack"), pytest.mark.timeout(240)]

ACCOUNTS = ("bientap", "lanhdaotinh", "canboxa", "lanhdaoxa", "kythuat", "kiemtra", "quantri")
PUBLIC = ("/xa/", "/tra-loi/")
FILES = (".xlsx", ".csv", ".docx", ".xml", ".mp3", "/file")  # links that are downloads: followed, not looked at
OF_EACH_KIND = 3  # links of one kind of page that are followed; all pages of a kind come from one view


def walk(visitor: Visitor, context: BrowserContext, root: str, first: list[str]) -> set[str]:
    """Look at one page of each kind that can be reached; gives the kinds seen."""
    page, seen = context.new_page(), set[str]()
    followed: dict[str, set[str]] = {}
    ahead = list(first)
    while ahead:
        address = ahead.pop(0)
        kind = kind_of(address)
        if kind not in seen and not address.split("?")[0].endswith(FILES):
            seen.add(kind)
            page.goto(root + address)
            ahead += visitor.look(page)
        elif len(some := followed.setdefault(kind, set())) < OF_EACH_KIND and address not in some:
            some.add(address)
            visitor.follow(root + address)
    page.close()
    return seen


def test_no_page_of_any_role_is_a_dead_end(browser: Chromium, installation: Stack) -> None:
    installation.fill()
    complaints: list[str] = []
    seen: dict[str, set[str]] = {}
    for account in ACCOUNTS:
        person = Somebody(browser, installation, account, width=1280)
        person.sign_in()
        both = Visitor(person.context, account)
        seen[account] = walk(both, person.context, installation.url, ["/", "/account/"])
        complaints += both.complaints
        person.context.close()
    stranger = browser.person()
    visitor = Visitor(stranger, "nguoidan")
    seen["nguoidan"] = walk(visitor, stranger, installation.url, list(PUBLIC))
    complaints += visitor.complaints
    assert not complaints, "\n".join(complaints)
    assert {"papers", "papers.N", "bulletins", "reports", "air.broadcasts.N"} <= seen["bientap"]
    assert {"today", "papers.work.N", "bulletins.N", "questions.N"} <= seen["canboxa"]
    assert {"people", "units"} <= seen["quantri"]
    assert {"xa", "xa.N", "hoi.N", "tra-loi"} <= seen["nguoidan"]
    assert not seen["nguoidan"] & seen["canboxa"]
