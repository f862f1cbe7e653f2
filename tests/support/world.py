"""A small province for tests: real names and codes, one person of every role, each with the Viewer pages would make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from nguontin.kernel.clock import LOCAL
from nguontin.units.models import Person, Role, Unit, UnitKind
from nguontin.units.scope import Viewer, viewer_of
from nguontin.units.services import add_unit, create_person

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # a Friday, 9:00 in Vietnam
PASSWORD = "mot-mat-khau-dai-1"


@dataclass
class World:
    """Province 04 with two departments, a Party body, the press, three communes (one a ward) and two hamlets in each.

    People by name, as attributes of type Viewer:

    - province: ``editor``, ``leader``, ``administrator``,
      ``auditor``, ``technician``;
    - commune ``a``: ``officer_a``, ``second_officer_a``, ``leader_a``; commune ``b``: ``officer_b``, ``leader_b``;
    - nobody in commune ``c``.
    """

    at: datetime
    province: Unit
    culture: Unit
    health: Unit
    party: Unit
    press: Unit
    a: Unit
    b: Unit
    c: Unit
    hamlets: dict[int, list[Unit]]
    viewers: dict[str, Viewer] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Viewer:
        try:
            viewers: dict[str, Viewer] = self.__dict__["viewers"]
            return viewers[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def communes(self) -> tuple[Unit, Unit, Unit]:
        """All three, in the order of their codes."""
        return (self.a, self.b, self.c)

    def person(self, username: str, role: Role, unit: Unit, full_name: str = "") -> Viewer:
        """One more person; the password is PASSWORD."""
        made = create_person(
            username, full_name or username, role=role, unit=unit, password=PASSWORD, by=None, at=self.at
        )
        return self.viewer(made)

    def viewer(self, person: Person) -> Viewer:
        """What pages would make of the person today."""
        return viewer_of(person, on=self.at.astimezone(LOCAL).date())

    @classmethod
    def build(cls, at: datetime = AT) -> World:
        """The province with everybody in it."""
        province = add_unit(
            UnitKind.PROVINCE,
            "Tỉnh Cao Bằng",
            None,
            code="04",
            aliases=["UBND tỉnh", "Ủy ban nhân dân tỉnh"],
            by=None,
            at=at,
        )

        def add(kind: UnitKind, name: str, code: str, *aliases: str) -> Unit:
            return add_unit(kind, name, province, code=code, aliases=aliases, by=None, at=at)

        world = cls(
            at=at,
            province=province,
            culture=add(
                UnitKind.DEPARTMENT, "Sở Văn hóa, Thể thao và Du lịch", "04.SVHTTDL", "Sở VHTTDL", "Sở VH,TT&DL"
            ),
            health=add(UnitKind.DEPARTMENT, "Sở Y tế", "04.SYT"),
            party=add(UnitKind.PARTY, "Ban Tuyên giáo và Dân vận Tỉnh ủy", "04.BTGDVTU", "Ban Tuyên giáo Tỉnh ủy"),
            press=add(UnitKind.AGENCY, "Báo và Phát thanh, Truyền hình Cao Bằng", "04.BAO"),
            a=add(UnitKind.WARD, "Phường Thục Phán", "01273"),
            b=add(UnitKind.COMMUNE, "Xã Trùng Khánh", "01477"),
            c=add(UnitKind.COMMUNE, "Xã Hòa An", "01654"),
            hamlets={},
        )
        for commune in world.communes:
            world.hamlets[commune.pk] = [
                add_unit(UnitKind.HAMLET, name, commune, by=None, at=at) for name in ("Xóm Nà Lòa", "Xóm Bản Mới")
            ]
        for name, role, unit in (
            ("editor", Role.PROVINCIAL_EDITOR, province),
            ("leader", Role.PROVINCIAL_LEADER, province),
            ("administrator", Role.ADMINISTRATOR, province),
            ("auditor", Role.AUDITOR, province),
            ("technician", Role.TECHNICIAN, province),
            ("officer_a", Role.COMMUNE_OFFICER, world.a),
            ("second_officer_a", Role.COMMUNE_OFFICER, world.a),
            ("leader_a", Role.COMMUNE_LEADER, world.a),
            ("officer_b", Role.COMMUNE_OFFICER, world.b),
            ("leader_b", Role.COMMUNE_LEADER, world.b),
        ):
            world.viewers[name] = world.person(name, role, unit)
        return world
