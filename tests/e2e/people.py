"""People at their screens."""

from __future__ import annotations

import time

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Chromium
from tests.support.inspection import Visitor
from tests.support.stack import Stack

expect.set_options(timeout=20_000)


class Somebody:
    """A person in front of a screen: counts what he taps, and what is wrong with what he sees is kept by `visitor`."""

    def __init__(self, browser: Chromium, installation: Stack, account: str, *, width: int) -> None:
        self._installation, self._account = installation, account
        self.context = browser.person(width=width)
        self.page: Page = self.context.new_page()
        self.visitor = Visitor(self.context, account, widths=(width,))
        self.taps = 0
        self._since = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the person sat down."""
        return time.monotonic() - self._since

    def sign_in(self) -> None:
        """By the login page, with the authenticator's code where the account has one."""
        page = self.page
        page.goto(self._installation.url)
        self.look()
        page.locator("[name=username]").fill(self._account)
        page.locator("[name=password]").fill(self._installation.passwords[self._account])
        self.tap(page.get_by_role("button", name="Đăng nhập"))
        page.wait_for_url(lambda address: "/login/?" not in address)
        if "/login/code/" in page.url:
            page.locator("[name=code]").fill(self._installation.code(self._account))
            self.tap(page.get_by_role("button", name="Tiếp tục"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("Hôm nay")
        self.look()

    def tap(self, target: Locator) -> None:
        """One tap or click."""
        target.click()
        self.taps += 1

    def agree(self) -> None:
        """Say yes to the question on the screen."""
        self.tap(self.page.locator("#ask").get_by_role("button", name="Đồng ý"))

    def look(self) -> None:
        """Inspect the page that is shown."""
        self.visitor.look(self.page)

    def url(self, path: str) -> str:
        """Full address of a page."""
        return self._installation.url + path
