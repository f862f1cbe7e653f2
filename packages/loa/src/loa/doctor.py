"""``loa doctor``: what a technician at the foot of the pole needs to know, in a few lines."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import miniaudio

from loa.enrol import EnrolFailed, Identity, identity, is_enrolled, tls_context
from loa.journal import Journal
from loa.keep import Keep
from loa.sinks.card import REAL_BACKENDS

LEAST_FREE = 200 * 1024 * 1024
REACH_S = 5.0


def examine(folder: Path) -> Iterator[tuple[bool, str]]:
    """Findings one by one: whether it is well, and the sentence."""
    if not is_enrolled(folder):
        yield False, "Loa chưa đăng ký. Hãy chạy: loa enrol MÃ --dir THƯ_MỤC"
        return
    journal = Journal(folder)
    try:
        try:
            who = identity(journal)
        except EnrolFailed as problem:
            yield False, str(problem)
            return
        yield True, f"Đã đăng ký: cụm loa {who.cluster}, tỉnh {who.province}"
        yield from _stored(folder, journal)
        yield _server(who)
        yield _card()
    finally:
        journal.close()


def _stored(folder: Path, journal: Journal) -> Iterator[tuple[bool, str]]:
    kept, keep = journal.programme(), Keep(folder / "audio")
    newest = datetime.fromtimestamp(journal.floor_ms() / 1000, UTC).isoformat(timespec="minutes")
    yield True, f"Giờ được ký gần nhất: {newest}"
    if kept is None:
        yield False, "Chưa có chương trình phát. Hãy kiểm tra mạng, rồi hỏi Sở xem cụm loa đã có lịch chưa."
    else:
        wanted = {part.sha256 for item in kept.programme.items for part in item.audio}
        lacking = sum(not keep.has(each) for each in wanted)
        sentence = f"Chương trình số {kept.programme.version}: {len(kept.programme.items)} lượt phát"
        yield lacking == 0, f"{sentence}, thiếu {lacking} tệp âm thanh" if lacking else f"{sentence}, đủ âm thanh"
    yield True, f"Nhật ký phát chờ máy chủ xác nhận: {journal.evidence_count()} dòng"
    free = keep.free_bytes()
    advice = "" if free >= LEAST_FREE else ". Hãy xóa bớt tệp hoặc thay thẻ nhớ"
    yield free >= LEAST_FREE, f"Ổ đĩa còn trống {free // 1024 // 1024} MB{advice}"


def _server(who: Identity) -> tuple[bool, str]:
    context = tls_context(who.ca) if who.server.startswith("https:") else None
    try:
        urllib.request.urlopen(who.server, timeout=REACH_S, context=context).close()  # noqa: S310
    except urllib.error.HTTPError as answer:
        answer.close()
    except (urllib.error.URLError, OSError) as problem:
        return False, f"Không gọi được máy chủ {who.server}: {problem}. Hãy kiểm tra SIM, dây mạng."
    return True, f"Gọi được máy chủ {who.server}"


def _card() -> tuple[bool, str]:
    try:
        cards = miniaudio.Devices(REAL_BACKENDS).get_playbacks()
    except miniaudio.MiniaudioError as problem:
        return False, f"Không mở được âm thanh ({problem}). Hãy kiểm tra thẻ âm thanh."
    if not cards:
        return False, "Không thấy thẻ âm thanh nào. Hãy cắm lại thẻ âm thanh."
    return True, f"Thẻ âm thanh: {', '.join(card['name'] for card in cards)}"
