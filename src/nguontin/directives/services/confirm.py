"""A person confirms a paper: only now tasks, links, observances and report demands exist. All of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.directives.dates import check_recurrence, iso_of
from nguontin.directives.drafts import DemandDraft, ObservanceDraft, TaskDraft, draft_tasks
from nguontin.directives.models import Directive, FieldValue, Observance, ReportDemand, Task
from nguontin.directives.observances import demands_read, observances_read
from nguontin.directives.reading import COLUMNS, LONGEST, header_of
from nguontin.directives.states import DIRECTIVE, DirectiveState
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from nguontin.kernel.fold import fold
from nguontin.kernel.machine import advance
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer, demand
from nguontin.units.selectors import province_of

from .corrections import Confirmed, keep_corrections
from .lineage import fill_stubs, link_citations
from .share import Namer, doers_of, general_doers, make_assignments, make_parties, printed_names


@dataclass(frozen=True, slots=True)
class Preview:
    """What confirming would make: the checked header, and for each taken task the number of units that get it."""

    header: dict[str, str]
    tasks: list[tuple[TaskDraft, int]]
    unknown: list[str]


def check_confirmation(
    directive: Directive, *, header: dict[str, str] | None = None, tasks: Sequence[TaskDraft] | None = None
) -> Preview:
    """Check without changing anything. Raises DomainError ("state", "date", "title", "recurrence", "unit")."""
    clean = _checked_header(directive, header)
    taken = _checked_tasks(directive, tasks)
    addressees = clean["addressees"].splitlines()
    namer = Namer(directive.unit, printed_names(taken, addressees))
    general = general_doers(directive, addressees, namer)
    shares = [(draft, len(doers_of(draft, namer, general, directive.unit_id))) for draft in taken]
    names = dict.fromkeys(party.printed for draft in taken for party in draft.parties if not namer.of_party(party))
    return Preview(clean, shares, list(names))


def confirm_directive(
    directive: Directive,
    *,
    header: dict[str, str] | None = None,
    tasks: Sequence[TaskDraft] | None = None,
    demands: Sequence[DemandDraft] | None = None,
    observances: Sequence[ObservanceDraft] | None = None,
    citations: Collection[int] | None = None,
    by: Viewer,
    at: datetime,
) -> Directive:
    """Make what the paper asks for real; None means as read (tasks: as last saved). A second confirmation is refused.

    ``citations`` are the positions of the references that stay; the others were read wrongly.

    Raises Forbidden and whatever check_confirmation raises; then nothing has changed.
    """
    demand(by, Ability.PAPERS, directive.unit)
    with transaction.atomic():
        row = Directive.objects.select_for_update().select_related("unit").get(pk=directive.pk)
        clean = _checked_header(row, header)
        taken = _checked_tasks(row, tasks)
        for name in COLUMNS:
            setattr(row, name, clean[name][: LONGEST.get(name)])
        row.confirmed_at = at
        row.save()
        demands = demands_read(row.read) if demands is None else demands
        observances = observances_read(row.read) if observances is None else observances
        if citations is None:
            citations = range(len((row.read or {}).get("references", [])))
        _keep_confirmed(row, clean)
        keep_corrections(row, Confirmed(clean, taken, demands, observances, citations), at=at)
        _make_tasks(row, taken, clean["addressees"].splitlines(), at=at)
        row.citations.exclude(position__in=citations).delete()
        link_citations(row, at=at)
        fill_stubs(row, by=by.person, at=at)
        _make_demands(row, demands)
        _make_observances(row, observances)
        advance(row, DIRECTIVE, DirectiveState.CONFIRMED, by=by.person, at=at)
    return row


def _checked_header(directive: Directive, header: dict[str, str] | None) -> dict[str, str]:
    if directive.state != DirectiveState.READ:
        raise DomainError(
            "state", _("Văn bản này không còn chờ xác nhận."), _("Tải lại trang để xem trạng thái mới nhất.")
        )
    known = header_of(directive.read)
    known.update((directive.draft or {}).get("header", {}) if header is None else header)
    return {**{name: words.strip() for name, words in known.items()}, "date": iso_of(known["date"])}


def _checked_tasks(directive: Directive, tasks: Sequence[TaskDraft] | None) -> list[TaskDraft]:
    taken = [draft for draft in (draft_tasks(directive) if tasks is None else tasks) if draft.take]
    chosen = {party.unit_id for draft in taken for party in draft.parties if party.unit_id}
    inside = Unit.objects.filter(pk__in=chosen, path__startswith=province_of(directive.unit).path)
    known = set(inside.values_list("pk", flat=True))
    if chosen - known:
        raise DomainError("unit", _("Có đơn vị được chọn không tồn tại."), _("Chọn lại đơn vị trong danh sách."))
    for draft in taken:
        check_recurrence(draft.recurrence)
        if not draft.title.strip():
            raise DomainError(
                "title", _("Nhiệm vụ %(label)s chưa có tên.") % {"label": draft.label}, _("Viết ngắn gọn việc cần làm.")
            )
    return taken


def _make_tasks(directive: Directive, taken: Sequence[TaskDraft], addressees: list[str], *, at: datetime) -> None:
    rows = Task.objects.bulk_create(
        Task(
            directive=directive,
            path=draft.path[:60],
            label=draft.label[:20],
            title=draft.title.strip()[:300],
            text=draft.text,
            start=draft.start,
            end=draft.end,
            printed_time=draft.printed_time[:200],
            due=draft.due,
            recurrence=draft.recurrence,
            channels=list(draft.channels),
        )
        for draft in taken
    )
    namer = Namer(directive.unit, printed_names(taken, addressees))
    general = general_doers(directive, addressees, namer)
    pairs = list(zip(rows, taken, strict=True))
    make_parties(pairs, namer)
    shares = [(task, doers_of(draft, namer, general, directive.unit_id)) for task, draft in pairs]
    make_assignments(shares, today=at.astimezone(LOCAL).date())


def _make_demands(directive: Directive, drafts: Iterable[DemandDraft]) -> None:
    ReportDemand.objects.bulk_create(
        ReportDemand(
            directive=directive,
            text=draft.text,
            due=draft.due,
            recipient=draft.recipient,
            recurrence=draft.recurrence,
            start=draft.start,
            end=draft.end,
        )
        for draft in drafts
        if draft.take
    )


def _make_observances(directive: Directive, drafts: Iterable[ObservanceDraft]) -> None:
    """Days not yet in the unit's calendar; the same day under the same name is not written twice."""
    have = {
        (one.month, one.day, one.lunar, fold(one.title)) for one in Observance.objects.filter(unit_id=directive.unit_id)
    }
    Observance.objects.bulk_create(
        Observance(
            directive=directive,
            unit_id=directive.unit_id,
            title=draft.title[:300],
            day=draft.day,
            month=draft.month,
            first_year=draft.first_year,
            lunar=draft.lunar,
            start=draft.start,
            end=draft.end,
        )
        for draft in drafts
        if draft.take and (draft.month, draft.day, draft.lunar, fold(draft.title)) not in have
    )


def _keep_confirmed(directive: Directive, header: dict[str, str]) -> None:
    """What people left of each header field."""
    fields = list(directive.field_values.all())
    for one in fields:
        one.confirmed = header[one.name]
    FieldValue.objects.bulk_update(fields, ["confirmed"])
