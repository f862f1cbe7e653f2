"""Looks at a page as a careful visitor does: everything named, nothing overflowing, no dead link, keyboard visible."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import BrowserContext, Page, Response

LOOK = Path(__file__).with_suffix(".js").read_text()
FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body || element instanceof HTMLMediaElement) return null; // its controls are the browser's
  const marked = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  const hidden = element.classList.contains("visually-hidden"); // then its label shows where the focus is
  const shown = hidden ? element.closest("label") : element;
  return shown && marked(shown) ? null : element.outerHTML.slice(0, 120);
}"""
HREF = re.compile(r'<a [^>]*href="([^"#]+)')
TABS = 6  # presses of the tabulator key on each page
WIDTHS = (1280, 390)


class Visitor:
    """Everything that was wrong while one person looked around; ``name`` is part of the names of screenshots."""

    def __init__(self, context: BrowserContext, name: str, *, widths: Sequence[int] = WIDTHS) -> None:
        self._context, self.name, self._widths = context, name, widths
        self.complaints: list[str] = []
        self._unseen: set[str] = set()  # the same element stands on many pages
        context.on("response", self._answered)
        context.on("console", self._console)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{self.name}: {response.status} {response.request.method} {response.url}")

    def _console(self, message: object) -> None:
        kind, words = getattr(message, "type", ""), getattr(message, "text", "")
        if kind in {"error", "warning"}:
            self.complaints.append(f"{self.name}: console: {words}")

    def look(self, page: Page) -> list[str]:
        """Inspect the page in each width and photograph it; gives the addresses it leads to."""
        links: set[str] = set()
        page.emulate_media(reduced_motion="reduce")  # what moves into sight is there at once
        for width in self._widths:
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate(LOOK)
            links.update(found["links"])
            self.complaints += [f"{self.name}: {page.url} at {width} px: {one}" for one in found["complaints"]]
            photograph(page, f"{self.name}-{kind_of(page.url)}-{width}")
        self._press_tab(page)
        return sorted(links)

    def _press_tab(self, page: Page) -> None:
        for _ in range(TABS):
            page.keyboard.press("Tab")
            hidden = page.evaluate(FOCUS)
            if hidden and hidden not in self._unseen:
                self._unseen.add(hidden)
                self.complaints.append(f"{self.name}: {page.url}: focus is not seen on {hidden}")

    def follow(self, address: str) -> list[str]:
        """A link must lead somewhere; gives the addresses of this site that its page leads to."""
        answer = self._context.request.get(address)
        if answer.status >= 400:
            self.complaints.append(f"{self.name}: dead link {address}: {answer.status}")
        if "text/html" not in answer.headers.get("content-type", ""):
            return []
        return [urljoin(address, unescape(link)) for link in HREF.findall(answer.text())]


def kind_of(address: str) -> str:
    """The page's address without what tells one row from another: pages of one kind are alike."""
    parts = urlsplit(address)
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|\d+", "N", parts.path)
    return path.strip("/").replace("/", ".") or "today"


def photograph(page: Page, name: str) -> None:
    """Save the whole page as a picture into the folder SCREENSHOTS, if there is one."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
