"""What one writes reaches no unit over which one has no say, however the request is bent."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from nguontin.alarms.services import prepare_alarm
from nguontin.broadcast.models import Acceptance
from nguontin.broadcast.services import accept, add_outlet, add_slot, add_station, air_bulletin
from nguontin.bulletins.services import change_bulletin
from nguontin.bulletins.tests.desk import draft, submitted
from nguontin.devices.services import make_enrol_code
from nguontin.directives.drafts import PartyDraft, draft_tasks
from nguontin.directives.models import Assignment
from nguontin.directives.services import confirm_directive, read_paper, receive_paper
from nguontin.directives.tests.papers import PLAN
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units.models import Role
from tests.support.world import World

pytestmark = pytest.mark.django_db


def units_with_work() -> set[str]:
    return set(Assignment.objects.values_list("unit__path", flat=True))


@pytest.mark.parametrize("bent", [False, True])
def test_a_commune_that_confirms_a_paper_gives_work_to_nobody_else(world: World, bent: bool) -> None:
    """A paper "to all communes and departments" is the province's to hand out, not that of the commune it came to."""
    paper = receive_paper(PLAN.encode(), "kh.txt", unit=world.a, by=world.officer_a, at=world.at)
    paper = read_paper(paper, at=world.at)
    tasks = draft_tasks(paper)
    if bent:
        others = (
            PartyDraft("lead", world.health.name, world.health.pk),
            PartyDraft("perform", world.b.name, world.b.pk),
        )
        tasks = [replace(one, parties=others) for one in tasks]
    confirm_directive(paper, header=None, tasks=tasks, by=world.officer_a, at=world.at)
    assert units_with_work()
    assert all(path.startswith(world.a.path) for path in units_with_work())


def test_the_province_hands_out_to_all(world: World) -> None:
    paper = receive_paper(PLAN.encode(), "kh.txt", unit=world.province, by=world.editor, at=world.at)
    paper = read_paper(paper, at=world.at)
    confirm_directive(paper, header=None, tasks=None, by=world.editor, at=world.at)
    assert {world.a.path, world.b.path} <= units_with_work()


def test_no_bulletin_and_no_alarm_is_addressed_beyond_ones_units(world: World) -> None:
    with pytest.raises(Forbidden):
        draft(world.officer_a, world.a, at=world.at, targets=[world.b])
    with pytest.raises(Forbidden):
        change_bulletin(
            draft(world.officer_a, world.a, at=world.at), targets=[world.b], by=world.officer_a, at=world.at
        )
    with pytest.raises(Forbidden):
        prepare_alarm(
            unit=world.a,
            cause="fire",
            title="Cháy",
            texts={"vi": "Cháy"},
            targets=[world.b],
            by=world.officer_a,
            at=world.at,
        )


def test_an_approver_must_have_the_say_in_every_place_addressed(world: World) -> None:
    """Who writes for two communes cannot have one leader approve for both."""
    both = world.person("hai-xa", Role.COMMUNE_OFFICER, world.a)
    both.person.memberships.create(unit=world.b, role=Role.COMMUNE_OFFICER)
    both = world.viewer(both.person)
    bulletin = submitted(both, world.a, at=world.at, targets=[world.a, world.b], klass="priority")
    with pytest.raises(Forbidden):
        air_bulletin(bulletin, by=world.leader_a, at=world.at)


@pytest.mark.parametrize("who", ["technician", "administrator", "auditor"])
def test_who_keeps_the_machines_or_accounts_publishes_nothing(world: World, who: str) -> None:
    viewer = getattr(world, who)
    with pytest.raises(Forbidden):
        draft(viewer, world.province, at=world.at)
    with pytest.raises(Forbidden):
        air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=viewer, at=world.at)
    with pytest.raises(Forbidden):
        prepare_alarm(
            unit=world.province,
            cause="fire",
            title="Cháy",
            texts={"vi": "Cháy"},
            targets=[world.a],
            by=viewer,
            at=world.at,
        )


def test_stations_boxes_and_acceptances_are_the_communes_own(world: World) -> None:
    station = add_station(world.a, "Đài", by=None, at=world.at)
    outlet = add_outlet(station, "Loa", by=None, at=world.at)
    technician_b = world.person("kt-b", Role.TECHNICIAN, world.b)
    with pytest.raises(Forbidden):
        add_outlet(station, "Loa lạ", by=technician_b, at=world.at)
    with pytest.raises(Forbidden):
        make_enrol_code(outlet, by=technician_b, at=world.at)
    with pytest.raises(DomainError, match="area"):
        add_outlet(station, "Loa lạ", area=world.b, by=world.technician, at=world.at)
    aired = air_bulletin(submitted(world.editor, world.province, at=world.at), by=world.leader, at=world.at)
    with pytest.raises(Forbidden):
        accept(Acceptance.objects.get(broadcast=aired), by=world.officer_b, at=world.at)
    other = add_station(world.b, "Đài b", by=None, at=world.at)
    foreign = add_slot(other, "Sáng", time(6), by=None, at=world.at)
    with pytest.raises(DomainError, match="slots"):
        accept(Acceptance.objects.get(broadcast=aired), slots=[foreign], by=world.officer_a, at=world.at)
