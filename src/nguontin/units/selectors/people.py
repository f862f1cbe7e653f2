"""Reading people: only those with a role in the viewer's subtree."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from nguontin.kernel.errors import Missing
from nguontin.units.abilities import Ability
from nguontin.units.models import Membership, Person
from nguontin.units.scope import Viewer


def people_of(viewer: Viewer, query: str = "", *, role: str = "") -> QuerySet[Person]:
    """People whom the viewer manages, with their open roles in his subtree as ``open_roles``, by name."""
    roles = viewer.narrow(Membership.objects.filter(valid_to=None), "unit", ability=Ability.PEOPLE)
    held = viewer.narrow(Membership.objects.all(), "unit", ability=Ability.PEOPLE)
    if role:
        held = held.filter(role=role, valid_to=None)
    rows = Person.objects.filter(pk__in=held.values("person_id"))
    for word in query.split():
        rows = rows.filter(Q(full_name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word))
    return rows.prefetch_related(
        Prefetch("memberships", queryset=roles.select_related("unit").order_by("unit__path"), to_attr="open_roles")
    ).order_by("full_name", "username")


def person_for(viewer: Viewer, pk: int) -> Person:
    """One of the people whom the viewer manages. Raises Missing."""
    person = people_of(viewer).filter(pk=pk).first()
    if person is None:
        raise Missing("person", _("Không có người này, hoặc bạn không được xem."), _("Quay lại danh sách người dùng."))
    return person
