"""The whole way through the pages: a paper comes in, is confirmed, carried out, heard, proved and reported."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import docx
import pytest
from playwright.sync_api import expect

from tests.e2e.papers import LETTER, TASK, plan
from tests.e2e.people import Somebody
from tests.support.browser import Chromium
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

Line = tuple[str, ...]  # of a report: what is counted, the number, its measure
PHONE, DESK = 390, 1280
WORDS = "Trời hanh khô. Bà con không đốt nương khi có gió. Thấy cháy rừng, gọi ngay cho xã."
TITLE = "Phòng cháy rừng mùa hanh khô"
TAPS_TO_SUBMIT, TAPS_TO_APPROVE = 10, 6  # sign-in and its two buttons included


def take_in(editor: Somebody) -> None:
    """Upload a .docx and a .txt, confirm both."""
    page = editor.page
    editor.tap(page.locator(".side-nav").get_by_role("link", name="Văn bản", exact=True))
    editor.look()
    editor.tap(page.get_by_role("link", name="Tải văn bản lên").first)
    files = [("ke-hoach.docx", plan()), ("cong-van.txt", LETTER.encode())]
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    )
    editor.tap(page.get_by_role("button", name="Tải lên"))
    ready = page.locator("#outcomes").get_by_role("link", name="Xem và xác nhận")
    expect(ready).to_have_count(2)
    editor.look()
    for address in [one.get_attribute("href") for one in ready.all()]:
        page.goto(editor.url(address or ""))
        expect(page.locator("#tasks .card").first).to_be_visible()
        editor.look()
        editor.tap(page.get_by_role("button", name="Xác nhận và giao việc"))
        editor.agree()
        expect(page.get_by_role("heading", name="Nhiệm vụ", exact=True)).to_be_visible()
        editor.look()


def write(officer: Somebody) -> None:
    """From Today to the task, to a bulletin that is spoken, heard and submitted."""
    page = officer.page
    officer.tap(page.get_by_role("link", name=TASK[:40]))
    officer.look()
    officer.tap(page.get_by_role("link", name="Viết bản tin cho nhiệm vụ này"))
    officer.look()
    page.locator("[name=title]").fill(TITLE)
    officer.tap(page.get_by_role("button", name="Viết nội dung"))
    page.get_by_label("Lời đọc").fill(WORDS)
    officer.look()
    officer.tap(page.get_by_role("button", name="Tạo giọng đọc"))
    sound = page.locator("#sound-vi audio")
    expect(sound).to_be_visible(timeout=30_000)
    expect(page.get_by_text("chưa nghe hết")).to_be_visible()
    sound.evaluate("audio => { audio.muted = true; audio.playbackRate = 8; return audio.play(); }")
    officer.taps += 1  # the player's own button
    expect(page.get_by_text("đã nghe", exact=True)).to_be_visible()
    officer.tap(page.get_by_role("button", name="Gửi duyệt"))
    officer.agree()
    expect(page.get_by_text("Đã gửi duyệt")).to_be_visible()
    officer.look()


def approve(leader: Somebody, installation: Stack) -> str:
    """Hear it, approve it; gives the address of the broadcast's page."""
    page = leader.page
    leader.tap(page.get_by_role("link", name="bản tin chờ bạn duyệt").first)
    leader.look()
    leader.tap(page.get_by_role("link", name=TITLE))
    leader.look()
    expect(page.locator("audio")).to_be_visible()
    installation.open_slot()
    leader.tap(page.get_by_role("button", name="Duyệt và phát"))
    expect(page.get_by_text("Đã duyệt và xếp vào chương trình phát.")).to_be_visible()
    leader.look()
    return page.url


def wait_until_played(leader: Somebody, outlets: int) -> None:
    """Load the broadcast's page again until the evidence of all outlets is there."""
    until = time.monotonic() + 140
    played = leader.page.locator("a.stat", has_text="Đã phát").locator("strong").first
    while played.inner_text() != str(outlets):
        assert time.monotonic() < until, leader.page.locator("main").inner_text()
        time.sleep(1)
        leader.page.reload()
    leader.look()


def report(editor: Somebody) -> tuple[set[Line], set[Line]]:
    """Make the report of the plan; its lines as the page shows them, and as the tables of the .docx have them."""
    page = editor.page
    editor.tap(page.locator(".side-nav").get_by_role("link", name="Báo cáo"))
    editor.look()
    editor.tap(page.locator(".list-group-item", has_text="377/KH-UBND").get_by_role("link", name="Lập báo cáo"))
    editor.look()
    editor.tap(page.get_by_role("button", name="Lập báo cáo"))
    rows = page.locator("main table tbody tr")
    expect(rows.first).to_be_visible()
    editor.look()
    shown = {(row.locator("th").inner_text(), *row.locator("td").inner_text().split(" ", 1)) for row in rows.all()}
    with page.expect_download() as download:
        editor.tap(page.get_by_role("link", name="Tải .docx"))
    paper = docx.Document(io.BytesIO(download.value.path().read_bytes()))
    printed = {tuple(cell.text for cell in row.cells[1:]) for table in paper.tables for row in table.rows}
    return shown, printed


def test_from_the_paper_to_the_report(
    browser: Chromium, installation: Stack, record_property: Callable[[str, object], None]
) -> None:
    editor = Somebody(browser, installation, "bientap", width=DESK)
    editor.sign_in()
    take_in(editor)

    officer = Somebody(browser, installation, "canboxa", width=PHONE)
    officer.sign_in()
    write(officer)
    assert officer.taps <= TAPS_TO_SUBMIT

    leader = Somebody(browser, installation, "lanhdaoxa", width=PHONE)
    leader.sign_in()
    approve(leader, installation)
    assert leader.taps <= TAPS_TO_APPROVE
    wait_until_played(leader, outlets=2)

    shown, printed = report(editor)
    assert ("Lượt phát trọn vẹn", "2", "lượt") in shown
    assert shown <= printed
    everybody = (editor, officer, leader)
    for person in everybody:
        record_property(person.visitor.name, f"{person.taps} taps, {person.seconds:.0f} s")
    complaints = [one for person in everybody for one in person.visitor.complaints]
    assert not complaints, "\n".join(complaints)
