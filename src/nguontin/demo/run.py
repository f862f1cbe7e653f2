"""`./nguontin demo`: everything at once on this machine, carried through the whole way once.

Standard output carries the address and the passwords, or with ``--once --json`` one JSON object, last; everything
else goes to standard error. Django is set up only after the place of the demo is known: hence imports in functions.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .place import Place, kept_place, open_place, remove
from .processes import ProcessDiedError, Processes

if TYPE_CHECKING:
    from .stage import Stage

FOLDER = Path("var") / "demo"
BEGAN = time.monotonic()
PAPERS = Path(__file__).parent / "papers"


def main(argv: list[str]) -> int:
    """Exit status 0: all went as it should; 1: something did not, and standard error says what."""
    options = _options(argv)
    for number in (signal.SIGTERM, signal.SIGINT):  # also where a shell started us with ctrl-C ignored
        signal.signal(number, _interrupt)
    os.umask(0o077)
    if options.codes:
        return _codes()
    with _folder(options) as folder:
        place = open_place(folder, web_port=options.port)
        place.settle()
        processes = Processes(folder, place.settings())
        try:
            return _once(place, processes, options) if options.once else _stay(place, processes, options)
        except KeyboardInterrupt:
            say("Đang dừng…")
            return 1 if options.once else 0
        except (ProcessDiedError, TimeoutError) as error:
            say(f"Không chạy tiếp được: {error}")
            say(f"Nhật ký của từng tiến trình: {folder / 'log'}")
            return 1
        finally:
            processes.stop()
            place.leave()


def say(text: str) -> None:
    """Progress for the person at the terminal, with the seconds since the start."""
    print(f"[{time.monotonic() - BEGAN:5.1f} s] {text}", file=sys.stderr, flush=True)  # noqa: T201


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nguontin demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="làm trọn vẹn một lần ở thư mục tạm rồi dừng")
    parser.add_argument("--json", action="store_true", help="với --once: in kết quả thành một dòng JSON")
    parser.add_argument("--fresh", action="store_true", help="xóa dữ liệu của lần chạy thử trước")
    parser.add_argument("--papers", type=Path, metavar="DIR", help="dùng văn bản (.docx, .pdf, .txt) trong thư mục này")
    parser.add_argument("--broker", choices=("mosquitto", "embedded"), help="mặc định: Mosquitto nếu máy có cài")
    parser.add_argument("--codes", action="store_true", help="in mã xác thực lúc này của bản chạy thử ở thư mục này")
    parser.add_argument("--port", type=int, help="cổng của trang web (mặc định 8000 hoặc cổng trống)")
    options = parser.parse_args(argv)
    if options.papers and not options.papers.is_dir():
        parser.error(f"{options.papers} không phải là thư mục")
    return options


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def _folder(options: argparse.Namespace) -> Iterator[Path]:
    if options.once:
        with tempfile.TemporaryDirectory(prefix="nguontin-demo-") as folder:
            yield Path(folder)
        return
    if options.fresh:
        remove(FOLDER)
    yield FOLDER.absolute()


def _codes() -> int:
    """Print what the demo accounts' authenticators show now; 1 when no demo was begun here."""
    place = kept_place(FOLDER.absolute())
    if place is None:
        say("Chưa có bản chạy thử nào ở thư mục này. Hãy chạy ./nguontin demo trước.")
        return 1
    place.settle()
    import django

    django.setup()
    from .world import codes

    print("\n".join(f"  {name:<22} {code}" for name, code in codes().items()), flush=True)  # noqa: T201
    return 0


def _once(place: Place, processes: Processes, options: argparse.Namespace) -> int:
    began = time.monotonic()
    stage = _set_up(place, processes, options)
    stage.carry_through(days=0)
    stage.wait_until_heard()
    result: dict[str, Any] = stage.summary(began)
    if options.json:
        print(json.dumps(result, ensure_ascii=False), flush=True)  # noqa: T201 - the promised line
    else:
        say(json.dumps(result, ensure_ascii=False, indent=2))
    fine = result["occurrences"]["open"] == 0 and result["audio_matching"] == result["audio_checked"] > 0
    return 0 if fine and result["report_docx"] else 1


def _stay(place: Place, processes: Processes, options: argparse.Namespace) -> int:
    stage = _set_up(place, processes, options)
    _welcome(place)
    if not place.carried_through:
        say("Đang đưa văn bản mẫu đi trọn đường: nhận, xác nhận, viết, duyệt, phát, báo cáo…")
        stage.carry_through(days=6)
        stage.wait_until_heard()
        stage.finish()
        say("Xong. Mọi trang đều có dữ liệu.")
    say("Ctrl-C để dừng. Chạy lại ./nguontin demo thì dữ liệu vẫn còn; --fresh để làm lại từ đầu.")
    while True:
        processes.check()
        time.sleep(1)


def _set_up(place: Place, processes: Processes, options: argparse.Namespace) -> Stage:
    import django

    django.setup()
    from .stage import Stage

    stage = Stage(place, processes, papers=options.papers or PAPERS, say=say, broker=options.broker)
    stage.prepare()
    return stage


def _welcome(place: Place) -> None:
    lines = [
        "",
        f"  Nguồn Tin đang chạy tại {place.base_url}",
        f"  Trang của người dân:    {place.base_url}/xa/",
        "",
        "  Tài khoản              Mật khẩu (chỉ của bản cài này)",
        *(f"  {name:<22} {password}" for name, password in place.passwords.items()),
        "",
        "  Cán bộ và lãnh đạo đăng nhập thêm bằng mã xác thực; xem mã lúc này: ./nguontin demo --codes",
        "",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201
