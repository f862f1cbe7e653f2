"""The command ``loa``."""

import argparse
import asyncio
import logging
import sys
from pathlib import Path

from loa.doctor import examine
from loa.enrol import EnrolFailed, enrol_device
from loa.fleet import enrol_missing, run_agents
from loa.sinks import SinkMaker, sink_maker

FLEET_CHILDREN = 2


def main(arguments: list[str] | None = None) -> int:
    """Run the command; gives the exit status."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO if options.verbose else logging.WARNING, format="%(name)s: %(message)s")
    try:
        return int(options.run(options))
    except EnrolFailed as problem:
        _tell(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="loa", description="Phần mềm trên cụm loa của Nguồn Tin")
    parser.add_argument("-v", "--verbose", action="store_true", help="ghi thêm những gì đang diễn ra")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")

    enrol = _command(commands, "enrol", _enrol, "đăng ký cụm loa bằng mã in")
    enrol.add_argument("code", metavar="MÃ", help="mã đăng ký (loa1:…)")
    enrol.add_argument("--ca", metavar="TỆP", help="chứng thư của máy chủ, nếu không dùng của hệ thống")

    run = _command(commands, "run", _run, "chạy cụm loa")
    run.add_argument("--sink", default="card", help="card (mặc định), wav:TỆP hoặc null")

    _command(commands, "doctor", _doctor, "kiểm tra cụm loa")

    fleet = _command(commands, "fleet", _fleet, "chạy nhiều cụm loa ảo trong một tiến trình")
    fleet.add_argument("--codes", type=Path, required=True, metavar="TỆP", help="mỗi dòng một mã đăng ký")
    fleet.add_argument("--sink", choices=("wav", "null"), default="wav", help="wav: THƯ_MỤC/<cụm loa>/out.wav")
    fleet.add_argument("--ca", metavar="TỆP", help="chứng thư của máy chủ, nếu không dùng của hệ thống")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: object, help_: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_, description=help_)
    command.add_argument("--dir", type=Path, required=True, metavar="THƯ_MỤC", help="nơi giữ dữ liệu của cụm loa")
    command.set_defaults(run=run)
    return command


def _enrol(options: argparse.Namespace) -> int:
    cluster = enrol_device(options.code, options.dir, ca=options.ca)
    _tell(f"Đã đăng ký cụm loa {cluster}. Chạy tiếp: loa run --dir {options.dir}")
    return 0


def _run(options: argparse.Namespace) -> int:
    try:
        sink = sink_maker(options.sink)
    except ValueError:
        _tell(f"Không có loại đầu ra {options.sink!r}. Hãy dùng card, wav:TỆP hoặc null.")
        return 2
    asyncio.run(run_agents([options.dir], lambda _: sink, spool=options.dir / "spool", children=1, restart=False))
    return 0


def _fleet(options: argparse.Namespace) -> int:
    try:
        lines = options.codes.read_text(encoding="utf-8").splitlines()
    except OSError as problem:
        _tell(f"Không đọc được tệp mã {options.codes}: {problem.strerror}. Hãy kiểm tra đường dẫn.")
        return 2
    codes = [line.strip() for line in lines if line.strip()]
    clusters = enrol_missing(codes, options.dir, ca=options.ca)
    _tell(f"{len(clusters)} cụm loa ảo đang chạy. Dừng: Ctrl-C")

    def sink_for(folder: Path) -> SinkMaker:
        return sink_maker("null" if options.sink == "null" else f"wav:{folder / 'out.wav'}")

    folders = [options.dir / str(cluster) for cluster in clusters]
    asyncio.run(run_agents(folders, sink_for, spool=options.dir / "spool", children=FLEET_CHILDREN, restart=True))
    return 0


def _doctor(options: argparse.Namespace) -> int:
    well = True
    for good, sentence in examine(options.dir):
        sys.stdout.write(f"{'✓' if good else '✗'} {sentence}\n")
        well = well and good
    return 0 if well else 1


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    sys.exit(main())
