"""What each role may do: one table, read by services and pages alike."""

from __future__ import annotations

from enum import StrEnum

from .models.membership import Role


class Ability(StrEnum):
    """One thing a person may be allowed to do in a unit and its subtree."""

    SEE = "see"  # pages of the unit at all
    PAPERS = "papers"  # upload, confirm, share out papers
    TASKS = "tasks"  # note progress, close own unit's tasks
    WRITE = "write"  # write and submit bulletins
    APPROVE = "approve"  # approve or return bulletins of others
    ACCEPT = "accept"  # take a provincial bulletin into the commune's programme, change slots
    ALARM = "alarm"  # raise or confirm an alarm, break glass
    DEVICES = "devices"  # enrol, survey and revoke loudspeakers
    RESIDENTS = "residents"  # read and answer residents' questions
    REPORT = "report"  # make reports
    PEOPLE = "people"  # accounts, units, stations, import
    AUDIT = "audit"  # read the audit log


_A = Ability
ABILITIES: dict[Role, frozenset[Ability]] = {
    Role.COMMUNE_OFFICER: frozenset(
        {_A.SEE, _A.PAPERS, _A.TASKS, _A.WRITE, _A.ACCEPT, _A.ALARM, _A.RESIDENTS, _A.REPORT}
    ),
    Role.COMMUNE_LEADER: frozenset({_A.SEE, _A.TASKS, _A.APPROVE, _A.ACCEPT, _A.ALARM, _A.RESIDENTS, _A.REPORT}),
    Role.PROVINCIAL_EDITOR: frozenset({_A.SEE, _A.PAPERS, _A.TASKS, _A.WRITE, _A.ALARM, _A.RESIDENTS, _A.REPORT}),
    Role.PROVINCIAL_LEADER: frozenset({_A.SEE, _A.TASKS, _A.APPROVE, _A.ALARM, _A.RESIDENTS, _A.REPORT}),
    Role.TECHNICIAN: frozenset({_A.SEE, _A.DEVICES}),
    Role.AUDITOR: frozenset({_A.SEE, _A.AUDIT, _A.REPORT}),
    Role.ADMINISTRATOR: frozenset({_A.SEE, _A.PEOPLE, _A.DEVICES, _A.AUDIT}),
}
