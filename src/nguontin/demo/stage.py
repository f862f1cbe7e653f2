"""The running demo: its database, its processes, and the steps that take it through the whole way."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.core.management import call_command

from nguontin.broadcast.models import Occurrence
from nguontin.broadcast.services import add_slot
from nguontin.devices import keys
from nguontin.devices.brokers import mosquitto
from nguontin.devices.models import Device
from nguontin.devices.services import make_enrol_code
from nguontin.kernel.clock import LOCAL, now
from nguontin.reports.models import Report

from . import chain, sound_check, summary, world
from .place import Place
from .processes import Processes

Broker = Literal["mosquitto", "embedded"]
LEAD = timedelta(seconds=22)  # from approval to the slot: signing, publishing, fetching
PATIENCE_S = 150.0


class Stage:
    """Everything of one demo. ``say`` tells the person at the terminal how far it is."""

    def __init__(
        self,
        place: Place,
        processes: Processes,
        *,
        papers: Path,
        say: Callable[[str], None],
        broker: Broker | None = None,
        size: Mapping[str, int] | None = None,
    ) -> None:
        """``broker``: None takes Mosquitto where it is installed; ``size``: the numbers for ``world.build``."""
        self.place, self.processes, self.papers, self.say = place, processes, papers, say
        self.broker = broker or ("mosquitto" if mosquitto.program() else "embedded")
        self.size = size or {}
        self.chain = chain.Chain()
        self.codes = place.folder / "codes.txt"

    def prepare(self) -> None:
        """Database, province, keys; then the processes."""
        self.say("Chuẩn bị cơ sở dữ liệu…")
        call_command("migrate", verbosity=0, interactive=False)
        if self.place.passwords:
            self.world = world.again(settings.PROVINCE, self.place.passwords)
        else:
            self.world = world.build(settings.PROVINCE, at=now(), **self.size)
            root = keys.make_root(self.place.folder / "root-key-to-keep-offline")
            working = keys.make_working(Path(settings.SIGNER_KEY))
            keys.issue_statement(root.path, working=[working], at=now())
            self._write_codes()
            self.place.passwords = self.world.passwords
            self.place.save()
        self.say("Khởi động trang web, bộ ký, cổng MQTT và loa ảo…")
        self._start()

    def _write_codes(self) -> None:
        technician = self.world.viewer("kythuat", now())
        codes = [make_enrol_code(outlet, by=technician, at=now())[1] for outlet in self.world.outlets]
        self.codes.write_text("\n".join(codes) + "\n")
        self.codes.chmod(0o600)

    def _start(self) -> None:
        run = self.processes
        run.start("web", "-m", "nguontin.cli", "web")
        run.start("signer", "-m", "nguontin.cli", "signer")
        self._start_broker()
        run.wait_for_port(self.place.web_port)
        run.wait_for_port(self.place.mqtt_port)
        run.wait_for_file(self.place.signer_socket)
        run.start("gateway", "-m", "nguontin.cli", "gateway")
        run.start("worker", "-m", "nguontin.cli", "worker")
        fleet = ("--codes", str(self.codes), "--dir", str(self.place.folder / "loa"), "--sink", "wav")
        run.start("loa", "-m", "loa.cli", "fleet", *fleet)

    def _start_broker(self) -> None:
        """Mosquitto as a child, or the broker in Python."""
        port = self.place.mqtt_port
        if self.broker == "mosquitto":
            child = mosquitto.start(
                self.place.folder / "broker",
                host="127.0.0.1",
                port=port,
                url=settings.MQTT_URL,
                province=settings.PROVINCE,
            )
            self.processes.adopt("broker", child)
        else:
            self.processes.start("broker", "-m", "nguontin.devices.brokers.embedded", "--port", str(port))

    def carry_through(self, *, days: int) -> None:
        """From the papers to the air. *days* is how long after today the bulletins are valid."""
        self.say("Đọc văn bản…")
        chain.take_in(self.world, chain.papers_in(self.papers), self.chain)
        for name, why in self.chain.unread:
            self.say(f"  chưa đọc được {name}: {why}")
        self.say("Viết bản tin và tạo âm thanh…")
        chain.write_bulletins(self.world, self.chain, days=days)
        chain.note_results(self.world)
        chain.ask_and_answer(self.world)
        chain.prepare_flood_alarm(self.world, self.chain)
        self._wait(self._all_enrolled, "loa ảo đăng ký", 60)
        self.open_slot()
        self.say("Duyệt và đưa vào chương trình phát…")
        chain.approve(self.world, self.chain)

    def open_slot(self) -> None:
        """The afternoon slot when there is time left before it, else one at the next full minute."""
        at = now().astimezone(LOCAL)
        soon = at + LEAD
        if any(
            soon <= at.replace(hour=t.hour, minute=t.minute, second=0) < soon + timedelta(minutes=2)
            for _, t, _ in world.SLOTS
        ):
            return
        starts = (soon + timedelta(minutes=1)).replace(second=0, microsecond=0).time()
        administrator = self.world.viewer("quantri", now())
        for station in self.world.stations:
            add_slot(station, name="Buổi trình diễn", starts=starts, minutes=15, by=administrator, at=now())

    def wait_until_heard(self) -> None:
        """Until every occurrence of today has ended; in between, the alarm breaks in once."""
        first = Occurrence.objects.order_by("starts_at").first()
        if first is None:
            raise TimeoutError("không có lượt phát nào được xếp")
        self._wait(lambda: now() >= first.starts_at + timedelta(seconds=6), "đến giờ phát", PATIENCE_S)
        self.say("Đang phát; người thứ hai xác nhận tin khẩn cấp…")
        chain.confirm_flood_alarm(self.world, self.chain)
        self._wait(lambda: not self._due_open().exists(), "các cụm loa phát xong", PATIENCE_S)

    def finish(self) -> Report:
        """The report; from here on the demo need not be carried through again."""
        report = chain.report(self.world, self.chain)
        due = report.demand.due if report.demand else None
        self.say(f"Đã lập báo cáo theo {report.directive}" + (f", hạn {due:%d/%m/%Y}" if due else ""))
        self.place.carried_through = True
        self.place.save()
        return report

    def summary(self, began: float) -> dict[str, Any]:
        """The promised numbers. *began*: monotonic seconds at the start."""
        self.say("Lập báo cáo và nghe lại các loa ảo…")
        report = self.finish()
        heard = sound_check.listen(self._wavs())
        return {
            **summary.count(),
            "audio_checked": heard.checked,
            "audio_matching": heard.matching,
            "report_docx": bool(report.docx_sha256),
            "seconds": round(time.monotonic() - began, 1),
        }

    def _wavs(self) -> dict[str, Path]:
        return {str(outlet.pk): self.place.folder / "loa" / str(outlet.pk) / "out.wav" for outlet in self.world.outlets}

    def _all_enrolled(self) -> bool:
        return Device.objects.filter(revoked_at=None).count() == len(self.world.outlets)

    @staticmethod
    def _due_open() -> Any:
        end_of_day: datetime = now().astimezone(LOCAL).replace(hour=23, minute=59, second=59)
        return Occurrence.objects.filter(outcome="open", starts_at__lte=end_of_day)

    def _wait(self, done: Callable[[], bool], what: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not done():
            self.processes.check()
            if time.monotonic() > until:
                raise TimeoutError(f"chờ {what} quá {seconds:.0f} giây")
            time.sleep(0.25)
