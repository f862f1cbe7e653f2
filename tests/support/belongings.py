"""One thing of every kind that belongs to commune a, with words that nobody outside may read; where each is found.

``SECRET`` stands in everything that is nobody else's business, ``AIRED`` in what the commune itself has broadcast.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from nguontin.alarms.models import Alarm
from nguontin.alarms.services import break_glass
from nguontin.broadcast.models import BreakGlass, Broadcast, Station
from nguontin.broadcast.services import add_outlet, air_bulletin
from nguontin.bulletins.models import Audio
from nguontin.bulletins.services import create_alarm_bulletin
from nguontin.bulletins.tests.desk import draft, give_sound, submitted
from nguontin.devices.services import make_enrol_code
from nguontin.devices.tests.plant import Plant
from nguontin.directives.drafts import PartyDraft
from nguontin.directives.models import Assignment
from nguontin.directives.services import add_result, confirm_directive, draft_tasks, read_paper, receive_paper
from nguontin.directives.tests.papers import LETTER
from nguontin.kernel import filestore
from nguontin.reports.services import make_report
from nguontin.residents.services import answer, ask
from nguontin.units.models import Membership
from tests.support.phone import Phone
from tests.support.world import World

SECRET, AIRED = "BÍ-MẬT-XÃ-A", "ĐÃ-PHÁT-XÃ-A"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


class Belongings:
    """Everything commune a has. ``values(name)`` are the arguments of the address *name* that lead to it."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.at = world, world.at
        self.plant = Plant.build(folder, world)
        Station.objects.update(name=f"Đài {SECRET}")
        self._papers()
        self._bulletins()
        self._alarms()
        self._residents()
        self.outlet = add_outlet(self.plant.station, f"Loa {SECRET}", by=None, at=self.at)
        self.code, _text = make_enrol_code(self.outlet, by=world.technician, at=self.at)
        person = world.officer_a.person
        person.full_name, person.email = f"Cán bộ {SECRET}", "a@example.org"
        person.save()
        self.membership = Membership.objects.get(person=person)

    def _papers(self) -> None:
        world, officer = self.world, self.world.officer_a
        made = []
        for name in ("chờ", "nhận"):
            text = f"{LETTER}\n{SECRET} {name}\n".replace("Treo băng rôn", f"Treo băng rôn {SECRET}")
            paper = receive_paper(text.encode(), f"{SECRET}-{name}.txt", unit=world.a, by=officer, at=self.at)
            made.append(read_paper(paper, at=self.at))
        self.paper, received = made
        own = (PartyDraft("perform", world.a.name, world.a.pk),)
        tasks = [replace(one, parties=own, title=f"{one.title} {SECRET}"[:200]) for one in draft_tasks(received)]
        self.confirmed = confirm_directive(received, header=None, tasks=tasks, by=officer, at=self.at)
        self.assignment = Assignment.objects.filter(task__directive=self.confirmed).order_by("pk")[0]
        result = add_result(
            self.assignment,
            channel="banner",
            on=self.at.date(),
            note=SECRET,
            figures=[("Băng rôn", Decimal(3), "chiếc")],
            files=[("anh.png", PICTURE)],
            by=officer,
            at=self.at,
        )
        self.result_file = result.files.get()
        day = self.at.date()
        self.report = make_report(self.confirmed, unit=world.a, period_from=day, period_to=day, by=officer, at=self.at)

    def _bulletins(self) -> None:
        officer, a = self.world.officer_a, self.world.a
        self.draft = draft(officer, a, at=self.at, title=f"Nháp {SECRET}", assignment=self.assignment)
        self.draft_audio = Audio.objects.get(text__revision__bulletin=self.draft)
        self._give_file(self.draft_audio, b"OggS draft")
        self.submitted = submitted(officer, a, at=self.at, title=f"Chờ duyệt {SECRET}")
        aired = submitted(officer, a, at=self.at, title=AIRED)
        self.broadcast = air_bulletin(aired, by=self.world.leader_a, at=self.at)
        self.aired_audio = self.broadcast.audio.get().sha256
        path = filestore.path_of("audio", self.aired_audio)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"OggS aired")

    @staticmethod
    def _give_file(audio: Audio, content: bytes) -> None:
        audio.sha256 = filestore.keep("audio", content)
        audio.save(update_fields=["sha256"])

    def _alarms(self) -> None:
        officer = self.world.officer_a
        phone = Phone(officer, at=self.at - timedelta(minutes=2))
        self.alarm, alone = self._alarm(f"Cháy {SECRET}"), self._alarm(f"Cháy {AIRED}")
        reason = f"Không gọi được ai {SECRET}"
        break_glass(alone, reason=reason, code=phone.code(self.at), by=officer, at=self.at)
        self.glass = BreakGlass.objects.get()

    def _alarm(self, title: str) -> Alarm:
        officer, a = self.world.officer_a, self.world.a
        bulletin = create_alarm_bulletin(unit=a, title=title, texts={"vi": title}, by=officer, at=self.at)
        give_sound(bulletin.revisions.get().texts.get(), at=self.at, seconds=20)
        return Alarm.objects.create(
            unit=a, bulletin=bulletin, cause="fire", raised_by=officer.person, raised_at=self.at
        )

    def _residents(self) -> None:
        self.question, _code = ask(
            unit=self.world.a,
            text=f"Loa rè {SECRET} từ tuần trước",
            name=f"Nhung {SECRET}",
            contact="0912345678",
            consent_contact=True,
            source="192.0.2.1",
            at=self.at,
        )
        answer(self.question, text=f"Sẽ sửa {SECRET}", by=self.world.officer_a, at=self.at)

    def values(self, name: str) -> dict[str, object]:
        """Arguments of the address. KeyError for an address that this table does not know: add what it leads to."""
        room, _, page = name.partition(":")
        return {**self._by_room().get(room, {}), **self._by_page().get(name, {})} | {"kind": self._kind(room, page)}

    @staticmethod
    def _kind(room: str, _page: str) -> str:
        return "docx" if room == "reports" else "people"

    def _by_room(self) -> dict[str, dict[str, object]]:
        return {
            "directives": {"pk": self.paper.pk},
            "bulletins": {"pk": self.draft.pk, "language": "vi", "sha256": self.draft_audio.sha256},
            "broadcast": {"pk": self.broadcast.pk, "sha256": self.aired_audio},
            "devices": {"pk": self.outlet.pk, "code": self.code.pk},
            "devices_loa": {"sha256": self.draft_audio.sha256},
            "alarms": {"pk": self.alarm.pk},
            "residents": {"pk": self.question.pk},
            "residents_open": {"code": self.world.a.code, "broadcast": self.broadcast.pk},
            "reports": {"pk": self.report.pk, "position": 1, "directive_pk": self.confirmed.pk},
            "units": {
                "pk": self.world.officer_a.person.pk,
                "membership": self.membership.pk,
                "uidb64": "MQ",
                "token": "x-y",
            },
        }

    def _by_page(self) -> dict[str, dict[str, object]]:
        assignment, task = {"pk": self.assignment.pk}, {"pk": self.assignment.task_id}
        waiting, station = {"pk": self.submitted.pk}, {"pk": self.plant.station.pk}
        placed = {"pk": Broadcast.objects.get(pk=self.broadcast.pk).acceptances.get(station=self.plant.station).pk}
        pages: dict[str, dict[str, object]] = {
            f"directives:{page}": assignment
            for page in ("assignment", "note", "result", "close_assignment", "decline", "reopen_assignment")
        }
        pages |= {f"directives:{page}": task for page in ("task", "cancel")}
        pages |= {f"directives:{page}": {"pk": self.confirmed.pk} for page in ("close", "reopen")}
        pages |= {f"broadcast:{page}": waiting for page in ("approve", "return")}
        pages |= {f"broadcast:{page}": placed for page in ("acceptance", "accept", "decline")}
        pages |= {f"broadcast:{page}": station for page in ("week", "rules", "outlets")}
        pages |= {f"units:{page}": {"pk": self.world.a.pk} for page in ("unit", "rename")}
        return pages | {
            "directives:result_file": {"pk": self.result_file.pk},
            "bulletins:heard": {"audio": self.draft_audio.pk},
            "bulletins:take_back": waiting,
            "broadcast:of_bulletin": {"pk": self.broadcast.bulletin_id},
            "alarms:glass": {"pk": self.glass.pk},
            "devices:revoke": {"pk": self.plant.outlets[0].pk},
        }

    def form(self) -> dict[str, object]:
        """A form filled in with the commune's own things, under every name that a form of the site may ask for."""
        a = self.world.a
        return {
            "unit": a.pk, "units": [a.pk], "targets": [a.pk], "area": a.pk, "station": self.plant.station.pk,
            "assignment": self.assignment.pk, "bulletin": self.draft.pk, "title": "Lấy trộm", "name": "Lấy trộm",
            "full_name": "Lấy trộm", "username": "lay-trom", "role": "administrator", "text": "Lời của người ngoài.",
            "text_vi": "Lời của người ngoài.", "klass": "ordinary", "field": "ty2b", "language": "en", "cause": "fire",
            "reason": "Vì muốn thế, không hơn", "note": "Ghi chú của người ngoài", "code": "123456", "repeats": 1,
            "every_s": 60, "channel": "banner", "on": self.at.date().isoformat(), "action": "erase",
            "period_from": self.at.date(), "period_to": self.at.date(), "email": "x@example.org",
            "public_question": "Hỏi", "public_answer": "Đáp", "is_active": "", "slots": [], "position": 0,
        }  # fmt: skip
