"""Everybody walks through all the pages his links lead to: no dead end, nothing overflowing, everything named."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import BrowserContext

from tests.e2e.people import Somebody
from tests.support.browser import Chromium
from tests.support.inspection import Visitor, kind_of
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ACCOUNTS = ("bientap", "lanhdaotinh", "canboxa", "lanhdaoxa", "kythuat", "kiemtra", "quantri")
PUBLIC = ("/xa/", "/tra-loi/")
FILES = (".xlsx", ".csv", ".docx", ".xml", ".mp3", "/file")  # links that are downloads: followed, not looked at
OF_EACH_KIND = 2  # links of one kind of page that each person follows; all pages of a kind come from one view
EYES = 2  # how many people look closely at a kind of page; the others follow the links to it and from it


def walk(visitor: Visitor, context: BrowserContext, root: str, first: list[str], looked: Counter[str]) -> set[str]:
    """Go wherever links lead, to a few pages of each kind; gives the kinds seen."""
    page = context.new_page()
    followed: dict[str, set[str]] = {}
    ahead = [root + address for address in first]
    while ahead:
        address = ahead.pop(0)
        some = followed.setdefault(kind_of(address), set())
        if not address.startswith(root) or address in some or len(some) == OF_EACH_KIND:
            continue
        some.add(address)
        kind = kind_of(address)
        if len(some) > 1 or looked[kind] == EYES or address.split("?")[0].endswith(FILES):
            onward = visitor.follow(address)
        else:
            looked[kind] += 1
            page.goto(address)
            onward = visitor.look(page)
        if len(some) == 1:
            ahead += onward
    page.close()
    return {kind for kind, some in followed.items() if some}


def test_no_page_of_any_role_is_a_dead_end(browser: Chromium, installation: Stack) -> None:
    installation.fill()
    complaints: list[str] = []
    looked = Counter[str]()
    seen: dict[str, set[str]] = {}
    for account in ACCOUNTS:
        person = Somebody(browser, installation, account, width=1280)
        person.sign_in()
        both = Visitor(person.context, account)
        seen[account] = walk(both, person.context, installation.url, ["/", "/account/"], looked)
        complaints += both.complaints
        person.context.close()
    stranger = browser.person()
    visitor = Visitor(stranger, "nguoidan")
    seen["nguoidan"] = walk(visitor, stranger, installation.url, list(PUBLIC), looked)
    complaints += visitor.complaints
    assert not complaints, "\n".join(complaints)
    assert {"papers", "papers.N", "bulletins", "reports", "air.broadcasts.N"} <= seen["bientap"]
    assert {"today", "papers.assignments.N", "bulletins.N", "questions"} <= seen["canboxa"]
    assert {"people", "units"} <= seen["quantri"]
    assert {"xa", "xa.N", "hoi.N", "tra-loi"} <= seen["nguoidan"]
    assert not seen["nguoidan"] & seen["canboxa"]
