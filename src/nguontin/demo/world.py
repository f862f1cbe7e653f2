"""The demo's province: accounts of every role, stations with their slots, sixty clusters."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from time import time as time_of_day

import pyotp

from nguontin.broadcast.models import Outlet, Station
from nguontin.broadcast.services import add_outlet, add_slot, add_station
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.secret import unlock
from nguontin.units.models import Person, Role, SecondFactor, Unit, UnitKind
from nguontin.units.scope import Viewer, viewer_of
from nguontin.units.selectors import communes, unit_by_code
from nguontin.units.services import add_unit, confirm_second_factor, create_person, load_province, start_second_factor
from nguontin.units.services.second_factor import STEP_S

COMMUNES = 10
CLUSTERS_PER_COMMUNE = 6
SLOTS = (("Buổi sáng", time(5, 30), 30), ("Buổi trưa", time(11, 15), 15), ("Buổi chiều", time(17, 0), 30))
FACTOR_ACCOUNTS = ("canboxa", "lanhdaoxa", "lanhdaotinh")  # those who may raise an alarm
WORD_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass
class World:
    """People by the short name of their role, stations by commune code, all clusters."""

    province: Unit
    communes: list[Unit]
    people: dict[str, Person]
    passwords: dict[str, str]
    stations: list[Station] = field(default_factory=list)
    outlets: list[Outlet] = field(default_factory=list)

    def factor_code(self, who: str) -> str:
        """A code of the account's authenticator that has not been used yet."""
        return _code(SecondFactor.objects.get(person=self.people[who]))

    def viewer(self, who: str, at: datetime) -> Viewer:
        """The demo account with its rights."""
        return viewer_of(self.people[who], on=at.astimezone(LOCAL).date())


def build(code: str, *, at: datetime, stations: int = COMMUNES, clusters: int = CLUSTERS_PER_COMMUNE) -> World:
    """Make the province of *code* with everything the demo needs; all through the services people use.

    ``stations``: how many communes get one; ``clusters``: how many loudspeakers each of them has.
    """
    province = load_province(code, at=at)
    chosen = list(communes(province)[:stations])
    accounts = list(_accounts(province, chosen[0]))
    passwords = {name: _new_password() for name, *_rest in accounts}
    people = {
        name: create_person(
            name, full_name, role=role, unit=unit, password=passwords[name], is_demo=True, by=None, at=at
        )
        for name, full_name, role, unit in accounts
    }
    world = World(province, chosen, people, passwords)
    for name in FACTOR_ACCOUNTS:
        start_second_factor(people[name], at=at)
        confirm_second_factor(people[name], world.factor_code(name), at=at)
    administrator = world.viewer("quantri", at)
    for commune in chosen:
        _station(world, commune, clusters, administrator, at)
    return world


def codes() -> dict[str, str]:
    """A code that the authenticator of each demo account could show now, for the person who tries them out."""
    factors = SecondFactor.objects.filter(person__is_demo=True).select_related("person").order_by("pk")
    return {factor.person.username: _code(factor) for factor in factors}


def again(code: str, passwords: dict[str, str]) -> World:
    """The world of a demo that was built before."""
    province = unit_by_code(code)
    people = {person.username: person for person in Person.objects.filter(is_demo=True)}
    stations = list(Station.objects.select_related("unit").order_by("pk"))
    outlets = list(Outlet.objects.order_by("station_id", "name"))
    return World(province, [one.unit for one in stations], people, passwords, stations, outlets)


def _accounts(province: Unit, commune: Unit) -> Iterator[tuple[str, str, Role, Unit]]:
    yield "bientap", "Triệu Thị Mai", Role.PROVINCIAL_EDITOR, province
    yield "lanhdaotinh", "Hoàng Đức Thành", Role.PROVINCIAL_LEADER, province
    yield "canboxa", "Nông Văn Páo", Role.COMMUNE_OFFICER, commune
    yield "lanhdaoxa", "Lục Thị Hiền", Role.COMMUNE_LEADER, commune
    yield "kythuat", "Bế Văn Tuấn", Role.TECHNICIAN, province
    yield "kiemtra", "Đinh Thị Ngọc", Role.AUDITOR, province
    yield "quantri", "Ma Văn Quý", Role.ADMINISTRATOR, province


def _code(factor: SecondFactor) -> str:
    step = max(int(time_of_day()) // STEP_S, factor.last_step + 1)
    return pyotp.TOTP(unlock(factor.locked_seed)).generate_otp(step)


def _new_password() -> str:
    return "-".join("".join(secrets.choice(WORD_SIGNS) for _ in range(4)) for _ in range(4))


def _station(world: World, commune: Unit, clusters: int, by: Viewer, at: datetime) -> None:
    station = add_station(commune, f"Đài truyền thanh {commune.name}", by=by, at=at)
    for name, starts, minutes in SLOTS:
        add_slot(station, name=name, starts=starts, minutes=minutes, by=by, at=at)
    world.stations.append(station)
    for number in range(1, clusters + 1):
        hamlet = add_unit(UnitKind.HAMLET, f"Xóm {number}", commune, by=by, at=at)
        world.outlets.append(add_outlet(station, f"Cụm loa Xóm {number}", area=hamlet, by=by, at=at))
