"""The demo's province: accounts of every role, stations with their slots, sixty clusters."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time

from nguontin.broadcast.models import Outlet, Station
from nguontin.broadcast.services import add_outlet, add_slot, add_station
from nguontin.kernel.clock import LOCAL
from nguontin.units.models import Person, Role, Unit, UnitKind
from nguontin.units.scope import Viewer, viewer_of
from nguontin.units.selectors import communes, unit_by_code
from nguontin.units.services import add_unit, create_person, load_province

COMMUNES = 10
CLUSTERS_PER_COMMUNE = 6
SLOTS = (("Buổi sáng", time(5, 30), 30), ("Buổi trưa", time(11, 15), 15), ("Buổi chiều", time(17, 0), 30))
WORD_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass
class World:
    """People by the short name of their role, stations by commune code, all clusters."""

    province: Unit
    department: Unit
    communes: list[Unit]
    people: dict[str, Person]
    passwords: dict[str, str]
    stations: list[Station] = field(default_factory=list)
    outlets: list[Outlet] = field(default_factory=list)

    def viewer(self, who: str, at: datetime) -> Viewer:
        """The demo account with its rights."""
        return viewer_of(self.people[who], on=at.astimezone(LOCAL).date())


def build(code: str, *, at: datetime) -> World:
    """Make the province of *code* with everything the demo needs; all through the services people use."""
    province = load_province(code, at=at)
    department = Unit.objects.get(parent=province, folded="so van hoa, the thao va du lich")
    chosen = list(communes(province)[:COMMUNES])
    passwords: dict[str, str] = {}
    people = {name: _person(name, *rest, passwords, at) for name, *rest in _accounts(province, chosen[0])}
    world = World(province, department, chosen, people, passwords)
    administrator = world.viewer("quantri", at)
    for commune in chosen:
        _station(world, commune, administrator, at)
    return world


def again(code: str, passwords: dict[str, str]) -> World:
    """The world of a demo that was built before."""
    province = unit_by_code(code)
    people = {person.username: person for person in Person.objects.filter(is_demo=True)}
    stations = list(Station.objects.select_related("unit").order_by("pk"))
    department = Unit.objects.get(parent=province, folded="so van hoa, the thao va du lich")
    outlets = list(Outlet.objects.order_by("station_id", "name"))
    return World(province, department, [one.unit for one in stations], people, passwords, stations, outlets)


def _accounts(province: Unit, commune: Unit) -> Iterator[tuple[str, str, Role, Unit]]:
    yield "bientap", "Triệu Thị Mai", Role.PROVINCIAL_EDITOR, province
    yield "lanhdaotinh", "Hoàng Đức Thành", Role.PROVINCIAL_LEADER, province
    yield "canboxa", "Nông Văn Páo", Role.COMMUNE_OFFICER, commune
    yield "lanhdaoxa", "Lục Thị Hiền", Role.COMMUNE_LEADER, commune
    yield "kythuat", "Bế Văn Tuấn", Role.TECHNICIAN, province
    yield "kiemtra", "Đinh Thị Ngọc", Role.AUDITOR, province
    yield "quantri", "Ma Văn Quý", Role.ADMINISTRATOR, province


def _person(name: str, full_name: str, role: Role, unit: Unit, passwords: dict[str, str], at: datetime) -> Person:
    passwords[name] = "-".join("".join(secrets.choice(WORD_SIGNS) for _ in range(4)) for _ in range(4))
    return create_person(name, full_name, role=role, unit=unit, password=passwords[name], is_demo=True, by=None, at=at)


def _station(world: World, commune: Unit, by: Viewer, at: datetime) -> None:
    station = add_station(commune, f"Đài truyền thanh {commune.name}", by=by, at=at)
    for name, starts, minutes in SLOTS:
        add_slot(station, name=name, starts=starts, minutes=minutes, by=by, at=at)
    world.stations.append(station)
    for number in range(1, CLUSTERS_PER_COMMUNE + 1):
        hamlet = add_unit(UnitKind.HAMLET, f"Xóm {number}", commune, by=by, at=at)
        world.outlets.append(add_outlet(station, f"Cụm loa Xóm {number}", area=hamlet, by=by, at=at))
