"""Whose rows a person may touch: every selector narrows by it, every service asks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from nguontin.kernel.errors import Forbidden

from .abilities import ABILITIES, Ability
from .models import Membership, Person, Role, Unit

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Grant:
    """One valid membership, with the path its unit has in the tree."""

    role: Role
    unit_id: int
    path: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person with the memberships valid today; made once per request."""

    person: Person
    grants: tuple[Grant, ...]

    def paths(self, ability: Ability = Ability.SEE) -> tuple[str, ...]:
        """Roots of the subtrees in which the person has the ability."""
        return tuple({grant.path for grant in self.grants if ability in ABILITIES[grant.role]})

    def may(self, ability: Ability, unit: Unit | None = None) -> bool:
        """Whether the person has the ability in the unit, or anywhere when no unit is given."""
        paths = self.paths(ability)
        return bool(paths) if unit is None else any(unit.path.startswith(path) for path in paths)

    def narrow(self, rows: QuerySet[Row], *fields: str, ability: Ability = Ability.SEE) -> QuerySet[Row]:
        """Only the rows whose unit (any of the *fields*; "" when rows are units) lies in the subtree."""
        names = [f"{field}__path__startswith" if field else "path__startswith" for field in fields or ("unit",)]
        tests = [Q(**{name: path}) for name in names for path in self.paths(ability)]
        return rows.filter(reduce(or_, tests)) if tests else rows.none()

    @property
    def home(self) -> int | None:
        """Id of the unit the person works for first (its shortest path)."""
        return min(self.grants, key=lambda grant: (len(grant.path), grant.unit_id)).unit_id if self.grants else None


def viewer_of(person: Person, *, on: date) -> Viewer:
    """The person's valid memberships on a day, in one query."""
    rows = (
        Membership.objects.filter(person=person, person__is_active=True)
        .filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))
        .values_list("role", "unit_id", "unit__path")
    )
    return Viewer(person, tuple(Grant(Role(role), unit_id, path) for role, unit_id, path in rows))


def demand_anywhere(viewer: Viewer, ability: Ability) -> None:
    """Raises Forbidden when the person has the ability in no unit at all; for pages whose rows are narrowed anyway."""
    if not viewer.may(ability):
        raise Forbidden(
            "forbidden",
            _("Tài khoản của bạn không có quyền xem trang này."),
            _("Hỏi quản trị viên về quyền của bạn."),
        )


def demand(viewer: Viewer, ability: Ability, unit: Unit) -> None:
    """Raises Forbidden when the person lacks the ability in the unit."""
    if not viewer.may(ability, unit):
        raise Forbidden(
            "forbidden",
            _("Tài khoản của bạn không được làm việc này tại %(unit)s.") % {"unit": unit.name},
            _("Nhờ người có thẩm quyền, hoặc hỏi quản trị viên về quyền của bạn."),
        )
