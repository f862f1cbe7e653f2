"""The system's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from nguontin.bench.servers.process import ServerUnavailableError

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHT_PX = 900


@dataclass
class Chromium:
    """An open browser. Errors that a page's own scripts raise are collected and make the test fail at its end."""

    browser: Browser
    page_errors: list[str] = field(default_factory=list)

    def person(self, *, width: int = 1280, height: int = HEIGHT_PX) -> BrowserContext:
        """A new person's browser profile (cookies of its own), Vietnamese, with a screen of `width` x `height` px."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            accept_downloads=True,
        )
        context.on("page", self._watch)
        return context

    def page(self, *, width: int = 1280) -> Page:
        """An empty page of a new person."""
        return self.person(width=width).new_page()

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.page_errors.append(f"{page.url}: {error}"))


@contextmanager
def chromium() -> Iterator[Chromium]:
    """A headless browser for this block. ServerUnavailableError when no Chromium is installed."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise ServerUnavailableError("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        opened = Chromium(browser)
        yield opened
        browser.close()
    if opened.page_errors:
        raise AssertionError(f"scripts of the pages failed: {opened.page_errors}")
