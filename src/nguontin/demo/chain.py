"""The whole way, carried through once by the demo accounts with the services that people use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from nguontin.alarms.models import Alarm
from nguontin.alarms.services import confirm_alarm, prepare_alarm
from nguontin.broadcast.models import Acceptance, Broadcast
from nguontin.broadcast.services import accept, air_bulletin
from nguontin.broadcast.states import AcceptanceState
from nguontin.bulletins.models import Audio, Bulletin, Field
from nguontin.bulletins.services import create_bulletin, heard, make_audio, speak, submit_bulletin, write_text
from nguontin.bulletins.states import BulletinClass
from nguontin.directives.models import Assignment, Directive, ReportDemand
from nguontin.directives.services import add_result, close_assignment, confirm_directive, read_paper, receive_paper
from nguontin.directives.states import DirectiveState
from nguontin.kernel.clock import LOCAL, now
from nguontin.reports.models import Report
from nguontin.reports.services import make_report
from nguontin.residents.models import Question
from nguontin.residents.services import answer, ask, publish_answer
from nguontin.units.models import Unit

from . import words
from .world import World

SUFFIXES = (".docx", ".pdf", ".txt")


@dataclass
class Chain:
    """What the chain made, for the steps that come after and for the summary."""

    directives: list[Directive] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    bulletins: list[Bulletin] = field(default_factory=list)
    broadcasts: list[Broadcast] = field(default_factory=list)
    alarm: Alarm | None = None
    report: Report | None = None


def papers_in(folder: Path) -> list[Path]:
    """The papers of a folder; other files are ignored."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())


def take_in(world: World, papers: Iterable[Path], chain: Chain) -> None:
    """Receive, read and confirm each paper; those that cannot be read are named with the reason."""
    for path in papers:
        editor, at = world.viewer("bientap", now()), now()
        paper = receive_paper(path.read_bytes(), path.name, unit=world.province, by=editor, at=at)
        if paper.state == DirectiveState.RECEIVED:
            read_paper(paper, at=at)
            paper.refresh_from_db()
        if paper.state == DirectiveState.UNREADABLE:
            chain.unread.append((path.name, paper.unreadable_why))
            continue
        if paper.state == DirectiveState.READ:
            paper = confirm_directive(paper, header=None, tasks=None, by=editor, at=now())
        chain.directives.append(paper)


def write_bulletins(world: World, chain: Chain, *, days: int) -> None:
    """Three bulletins, valid from today for *days* more, submitted and waiting for another person."""
    commune = world.communes[0]
    chain.bulletins += [
        _bulletin(
            world, "bientap", world.province, words.MEASLES_TITLE, {"vi": words.MEASLES, "en": words.MEASLES_EN},
            klass=BulletinClass.PRIORITY, about=Field.TY2D, days=days,
            assignment=_task_for(world.communes, "vắc xin sởi"),
        ),
        _bulletin(
            world, "bientap", world.province, words.FRAUD_TITLE, {"vi": words.FRAUD},
            klass=BulletinClass.ORDINARY, about=Field.TY2C, days=days, assignment=_task_for(world.communes, "lừa đảo"),
        ),
        _bulletin(
            world, "canboxa", commune, words.DESK_TITLE, {"vi": words.DESK},
            klass=BulletinClass.ORDINARY, about=Field.TY1, days=days,
            assignment=_task_for([commune], "tiếp nhận phản ánh"),
        ),
    ]  # fmt: skip


def _bulletin(
    world: World,
    who: str,
    unit: Unit,
    title: str,
    texts: dict[str, str],
    *,
    klass: BulletinClass,
    about: Field,
    days: int,
    assignment: Assignment | None,
) -> Bulletin:
    by, at = world.viewer(who, now()), now()
    day = at.astimezone(LOCAL).date()
    bulletin = create_bulletin(
        unit=unit,
        title=title,
        klass=klass,
        field=about,
        source=unit.name,
        valid_from=day,
        valid_to=day + timedelta(days=days),
        targets=[unit],
        assignment=assignment,
        by=by,
        at=at,
    )
    for language, text in texts.items():
        audio = speak(write_text(bulletin, language, text, by=by, at=now()), by=by, at=now())
        make_audio(audio.pk)
        heard(Audio.objects.get(pk=audio.pk), by=by, at=now())
    submit_bulletin(bulletin, by=by, at=now())
    return bulletin


def _task_for(units: Sequence[Unit], words_of_task: str) -> Assignment | None:
    """The open assignment whose task speaks of it; any task when no paper does (other papers were loaded)."""
    rows = Assignment.objects.filter(unit__in=units).order_by("pk")
    return rows.filter(task__text__icontains=words_of_task).first() or rows.filter(bulletins=None).first()


def approve(world: World, chain: Chain) -> None:
    """Others approve; communes take the province's ordinary bulletin into their programme."""
    measles, fraud, desk = chain.bulletins
    leader, commune_leader = world.viewer("lanhdaotinh", now()), world.viewer("lanhdaoxa", now())
    chain.broadcasts = [
        air_bulletin(measles, by=leader, at=now()),
        air_bulletin(fraud, by=leader, at=now()),
        air_bulletin(desk, by=commune_leader, at=now()),
    ]
    officer = world.viewer("canboxa", now())
    waiting = Acceptance.objects.filter(station__unit=world.communes[0], state=AcceptanceState.WAITING)
    for acceptance in waiting:
        accept(acceptance, by=officer, at=now())


def prepare_flood_alarm(world: World, chain: Chain) -> None:
    """The commune's officer prepares an alarm; it stays silent until a second person confirms."""
    commune = world.communes[0]
    chain.alarm = prepare_alarm(
        unit=commune,
        cause="disaster",
        title=words.FLOOD_TITLE,
        texts={"vi": words.FLOOD},
        targets=[commune],
        repeats=1,
        every_s=60,
        by=world.viewer("canboxa", now()),
        at=now(),
    )


def confirm_flood_alarm(world: World, chain: Chain) -> None:
    """The commune's leader confirms with the second factor, and it airs at once."""
    if chain.alarm is None:
        raise ValueError("no alarm is prepared")
    leader = world.viewer("lanhdaoxa", now())
    code = world.factor_code("lanhdaoxa")
    chain.alarm = confirm_alarm(chain.alarm, code=code, by=leader, at=now())


def note_results(world: World) -> None:
    """The commune closes two tasks with what it did beside broadcasting."""
    officer = world.viewer("canboxa", now())
    today = now().astimezone(LOCAL).date()
    rows = Assignment.objects.filter(unit=world.communes[0], state__in=["open", "working"]).order_by("-pk")
    done = (
        ("banner", "Treo tại trụ sở và trục đường chính", [("Băng rôn", 12, "chiếc")]),
        ("face_to_face", "Nói chuyện tại nhà văn hóa xóm", [("Người nghe", 86, "người")]),
    )
    for assignment, (channel, note, figures) in zip(rows[:2], done, strict=False):
        add_result(assignment, channel=channel, on=today, note=note, figures=figures, files=[], by=officer, at=now())
        close_assignment(assignment, by=officer, at=now())


def ask_and_answer(world: World) -> Question:
    """A resident asks without a name and lets the answer be published; the commune answers."""
    question, _code = ask(
        unit=world.communes[0], text=words.QUESTION, consent_publish=True, source="127.0.0.1", at=now()
    )
    officer = world.viewer("canboxa", now())
    given = answer(question, text=words.ANSWER, by=officer, at=now())
    publish_answer(given, public_question=words.PUBLIC_QUESTION, public_answer=words.ANSWER, by=officer, at=now())
    return question


def report(world: World, chain: Chain) -> Report:
    """The report of the demand whose day is next: the province's own figures, .docx and .xlsx."""
    demand = _demand(now().astimezone(LOCAL).date())
    directive = demand.directive if demand else chain.directives[0]
    at = now()
    today = at.astimezone(LOCAL).date()
    chain.report = make_report(
        directive,
        unit=world.province,
        period_from=date(today.year - 1, 12, 15),
        period_to=today,
        demand_row=demand,
        by=world.viewer("bientap", at),
        at=at,
    )
    return chain.report


def _demand(today: date) -> ReportDemand | None:
    """The yearly plan's demand when there is one, else the next one due, else any."""
    rows = ReportDemand.objects.select_related("directive").order_by("due", "pk")
    plan = rows.filter(directive__kind__icontains="kế hoạch", due__gte=today).first()
    return plan or rows.filter(due__gte=today).first() or rows.first()
