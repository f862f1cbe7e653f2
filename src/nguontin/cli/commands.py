"""What `./nguontin` can be asked to do: one table, read by the entry script before anything is installed.

Standard library only, so that --help answers and a mistyped command is refused without a virtual environment.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, how its arguments are written, what it does (both languages), where it lives.

    `target` is "module:function", imported only when the command runs; the function takes the arguments after the
    command's name and returns an exit status or None. `needs_dev` asks for requirements/dev.txt as well.
    """

    name: str
    usage: str
    vi: str
    en: str
    target: str
    needs_dev: bool = False


COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        Command(
            "demo",
            "[--fresh] [--once --json] [--papers DIR]",
            "Chạy thử trọn vẹn trên máy này: trang web, loa ảo, văn bản mẫu.",
            "Everything at once on this machine: web pages, virtual loudspeakers, sample papers.",
            "nguontin.demo.run:main",
        ),
        Command(
            "test",
            "[PYTEST…]",
            "Kiểm tra toàn bộ mã nguồn; có tham số thì chỉ chạy pytest với tham số đó.",
            "Check the whole source tree; with arguments, run pytest alone with them.",
            "nguontin.cli.checks:main",
            needs_dev=True,
        ),
        Command(
            "bench",
            "NAME",
            "Đo một chỉ tiêu, in một dòng JSON cuối cùng.",
            "Measure one figure; one line of JSON comes last.",
            "nguontin.bench.registry:bench",
            needs_dev=True,
        ),
        Command(
            "soak",
            "NAME",
            "Chạy thử dài ngày, in một dòng JSON cuối cùng.",
            "A longer trial; one line of JSON comes last.",
            "nguontin.bench.registry:soak",
            needs_dev=True,
        ),
        Command(
            "web",
            "",
            "Tiến trình trang web.",
            "The web process.",
            "nguontin.web.serve:main",
        ),
        Command(
            "worker",
            "",
            "Tiến trình làm việc nền: đọc văn bản, tạo âm thanh, lịch phát.",
            "The background process: papers, audio, schedules.",
            "nguontin.kernel.worker:main",
        ),
        Command(
            "gateway",
            "",
            "Tiến trình nối với loa qua MQTT.",
            "The process that talks to the loudspeakers over MQTT.",
            "nguontin.devices.gateway.main:main",
        ),
        Command(
            "signer",
            "",
            "Tiến trình ký lệnh phát, giữ khóa riêng.",
            "The process that signs what loudspeakers obey and alone holds the key.",
            "nguontin.devices.signer.main:main",
        ),
        Command(
            "manage",
            "SUBCOMMAND …",
            "Lệnh quản trị (tạo tài khoản, cập nhật cơ sở dữ liệu…).",
            "Administration (accounts, database migrations, …).",
            "nguontin.cli.manage:main",
        ),
    )
}


def help_text() -> str:
    """The page that --help prints: Vietnamese first, English on the line below."""
    lines = [
        "Cách dùng: ./nguontin LỆNH [THAM SỐ…]",
        "Usage:     ./nguontin COMMAND [ARGUMENTS…]",
        "",
    ]
    for command in COMMANDS.values():
        lines += [f"  {command.name} {command.usage}".rstrip(), f"      {command.vi}", f"      {command.en}"]
    lines += [
        "",
        "Các tiến trình đọc cấu hình từ biến môi trường NGUON_* (docs/settings.md).",
        "The processes take their settings from NGUON_* variables (docs/settings.md).",
        "",
    ]
    return "\n".join(lines)
