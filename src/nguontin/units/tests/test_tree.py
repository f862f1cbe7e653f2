"""The tree over time: nothing is lost by a merger or another name."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units import selectors, services
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit, UnitKind
from tests.support.world import World

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 1)


def test_a_merged_unit_leads_to_the_one_that_took_it_over(world: World) -> None:
    hamlet = world.hamlets[world.c.pk][0]
    services.merge_units([world.c], world.b, on=ON, basis="NQ 1/2026", by=world.administrator, at=world.at)
    world.c.refresh_from_db()
    hamlet.refresh_from_db()
    assert world.c.valid_to == date(2026, 11, 30)
    assert hamlet.parent == world.b
    assert hamlet.path == f"{world.b.path}{hamlet.pk}/"
    assert selectors.resolve_unit("UBND xã Hòa An", near=world.province) == (world.b,)
    assert list(selectors.communes(world.province)) == [world.a, world.b]
    assert world.officer_b.may(Ability.SEE, world.c)  # what the old unit left stays in sight


def test_mergers_may_follow_each_other(world: World) -> None:
    services.merge_units([world.c], world.b, on=ON, basis="1", by=world.administrator, at=world.at)
    world.b.refresh_from_db()
    services.merge_units([world.b], world.a, on=ON, basis="2", by=world.administrator, at=world.at)
    assert selectors.resolve_unit("UBND xã Hòa An", near=world.province) == (world.a,)
    for unit in Unit.objects.exclude(parent=None).select_related("parent"):
        assert unit.path == f"{unit.parent.path}{unit.pk}/"  # type: ignore[union-attr]


@pytest.mark.parametrize("case", ["itself", "upwards", "twice"])
def test_impossible_mergers_are_refused(world: World, case: str) -> None:
    if case == "twice":
        services.merge_units([world.c], world.b, on=ON, basis="1", by=world.administrator, at=world.at)
        world.c.refresh_from_db()
    old, new = {"itself": (world.b, world.b), "upwards": (world.province, world.b), "twice": (world.c, world.a)}[case]
    with pytest.raises(DomainError, match="unit_merge"):
        services.merge_units([old], new, on=ON, basis="2", by=world.administrator, at=world.at)


def test_a_renamed_unit_is_found_by_both_names(world: World) -> None:
    services.rename_unit(world.c, "Xã Nước Hai", on=ON, basis="NQ 2/2026", by=world.administrator, at=world.at)
    for printed in ("UBND xã Hòa An", "UBND xã Nước Hai"):
        assert selectors.resolve_unit(printed, near=world.province) == (world.c,)


def test_equal_hamlet_names_are_told_apart_by_where_the_paper_speaks(world: World) -> None:
    assert selectors.resolve_unit("Xóm Nà Loà", near=world.province) == ()
    assert selectors.resolve_unit("Xóm Nà Loà", near=world.b) == (world.hamlets[world.b.pk][0],)
    assert set(selectors.resolve_unit("các xóm, tổ dân phố", near=world.b)) == set(world.hamlets[world.b.pk])


@pytest.mark.parametrize(
    ("kind", "place"), [(UnitKind.HAMLET, "province"), (UnitKind.COMMUNE, "b"), (UnitKind.PROVINCE, "province")]
)
def test_kinds_stand_where_they_belong(world: World, kind: UnitKind, place: str) -> None:
    with pytest.raises(DomainError, match="unit_kind"):
        services.add_unit(kind, "Tên mới", getattr(world, place), by=world.administrator, at=world.at)


def test_only_those_who_may_change_the_tree(world: World) -> None:
    with pytest.raises(Forbidden):
        services.add_unit(UnitKind.HAMLET, "Xóm Mới", world.a, by=world.officer_a, at=world.at)
    with pytest.raises(Forbidden):
        services.merge_units([world.c], world.b, on=ON, basis="", by=world.leader, at=world.at)


def test_pages_show_the_subtree_alone(world: World, client: Client) -> None:
    client.force_login(world.officer_a.person)
    page = client.get("/units/").content.decode()
    assert "Phường Thục Phán" in page
    assert "Xã Trùng Khánh" not in page
    assert client.get(f"/units/{world.a.pk}/").status_code == 200
    assert client.get(f"/units/{world.b.pk}/").status_code == 404
    assert client.post(f"/units/{world.a.pk}/", {"name": "Xóm Mới", "kind": "hamlet"}).status_code == 403


def test_a_hamlet_is_added_on_the_page_of_its_commune(world: World, client: Client) -> None:
    client.force_login(world.administrator.person)
    form = {"name": "Xóm Mới", "kind": "hamlet", "aliases": "Bản Mới; Khu 3"}
    assert client.post(f"/units/{world.a.pk}/", form).status_code == 302
    assert client.post(f"/units/{world.a.pk}/", form).status_code == 422
    assert "Khu 3" in client.get(f"/units/{Unit.objects.get(name='Xóm Mới').pk}/").content.decode()
    answer = client.post(f"/units/{world.a.pk}/rename/", {"name": "Phường Mới", "basis": "NQ 3"})
    assert answer.status_code == 302
    assert "Phường Thục Phán đổi tên thành Phường Mới" in client.get(f"/units/{world.a.pk}/").content.decode()
