"""People from a table: new accounts with a role, changed contacts, one more role."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from nguontin.kernel.errors import DomainError
from nguontin.kernel.fold import fold
from nguontin.kernel.importing import Importer, PlannedRow, RowError, Step, Steps
from nguontin.kernel.spreadsheet import Row
from nguontin.units.models import Membership, Person, Role, Unit
from nguontin.units.scope import Viewer
from nguontin.units.services.people import (
    change_contacts,
    check_account,
    create_person,
    demand_over_person,
    grant_role,
)

from .places import Places

COLUMNS = {
    "username": ("Tên đăng nhập", "Tài khoản"),
    "full_name": ("Họ và tên", "Họ tên"),
    "email": ("Thư điện tử", "Email", "E-mail"),
    "phone": ("Điện thoại", "Số điện thoại"),
    "unit": ("Đơn vị", "Mã đơn vị"),
    "role": ("Vai trò", "Quyền"),
}
CONTACTS = ("full_name", "email", "phone")


def people_importer(*, by: Viewer, at: datetime) -> Importer:
    """Rows: user name, full name, mail, phone, unit, role. A new account gets its password by reset mail."""
    return Importer(COLUMNS, ("username", "full_name", "unit", "role"), lambda rows: _Planner(by, at).plan(rows))


class _Planner:
    def __init__(self, by: Viewer, at: datetime) -> None:
        self.by, self.at = by, at
        self.places = Places(by)

    def plan(self, rows: list[Row]) -> Steps:
        found = Steps([], 0, [])
        seen: dict[str, int] = {}
        names = {row["username"].lower() for row in rows}
        present = {person.username: person for person in Person.objects.filter(username__in=names)}
        for row in rows:
            username = row["username"].lower()
            try:
                first = seen.setdefault(username, row.number)
                if first != row.number:
                    raise DomainError("row_twice", _("Trùng tên đăng nhập với dòng %(row)d.") % {"row": first})
                contacts = {name: " ".join(row[name].split()) for name in CONTACTS}
                check_account(username, contacts["full_name"], contacts["email"])
                unit, role = self.places.find(row["unit"]), role_named(row["role"])
                there = present.get(username)
                if there is not None:
                    demand_over_person(self.by, there)
            except DomainError as error:
                found.errors.append(RowError(row.number, error.message))
                continue
            if there is None:
                found.add(self._create(row.number, username, contacts, role, unit))
            else:
                found.add(self._change(row.number, there, contacts, role, unit))
        return found

    def _create(self, number: int, username: str, contacts: dict[str, str], role: Role, unit: Unit) -> Step:
        shown = {_LABELS[name]: ("", value) for name, value in contacts.items() if value}
        return Step(
            PlannedRow(number, username, {**shown, _LABELS["role"]: ("", f"{role.label}, {unit.name}")}),
            True,
            lambda: create_person(
                username,
                contacts["full_name"],
                email=contacts["email"],
                phone=contacts["phone"],
                role=role,
                unit=unit,
                by=self.by,
                at=self.at,
            ),
        )

    def _change(self, number: int, there: Person, contacts: dict[str, str], role: Role, unit: Unit) -> Step | None:
        """An empty cell leaves what is there."""
        new = {name: value for name, value in contacts.items() if value and value != getattr(there, name)}
        shown = {_LABELS[name]: (str(getattr(there, name)), value) for name, value in new.items()}
        more = not Membership.objects.filter(person=there, unit=unit, role=role, valid_to=None).exists()
        if more:
            shown[_LABELS["role"]] = ("", f"{role.label}, {unit.name}")
        if not shown:
            return None

        def do() -> None:
            if new:
                change_contacts(there, **new, by=self.by, at=self.at)
            if more:
                grant_role(there, role, unit, by=self.by, at=self.at)

        return Step(PlannedRow(number, there.username, shown), False, do)


def role_named(printed: str) -> Role:
    """A role by its Vietnamese name, marks and capitals aside, or by its code. Raises DomainError("row_role")."""
    for role in Role:
        if fold(printed) in {fold(str(role.label)), role.value}:
            return role
    names = ", ".join(str(role.label) for role in Role)
    raise DomainError(
        "row_role", _("Không rõ vai trò “%(role)s”; dùng một trong: %(names)s.") % {"role": printed, "names": names}
    )


_LABELS = {name: several[0] for name, several in COLUMNS.items()}
