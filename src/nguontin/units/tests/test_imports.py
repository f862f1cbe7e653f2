"""An import does what its preview showed, or nothing."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nguontin.kernel.errors import DomainError
from nguontin.kernel.importing import check_import, do_import
from nguontin.units.models import Membership, Person, Role, Unit
from nguontin.units.services import hamlet_importer, people_importer
from tests.support.world import World

pytestmark = pytest.mark.django_db

HAMLETS = """Xã, phường;Tên xóm;Tên khác
Phường Thục Phán;Xóm Nà Loà;Khu 1
UBND xã Trùng Khánh;Xóm Mới;Bản Mới; không tính
1654;Xóm Bản Mới;
"""
PEOPLE = """Tên đăng nhập,Họ và tên,Thư điện tử,Điện thoại,Đơn vị,Vai trò
can.bo,Nông Văn Cán,can@example.vn,0912345678,Xã Hòa An,Cán bộ văn hóa xã
officer_b,Tên Mới,,,Xã Trùng Khánh,Cán bộ văn hoá xã
leader_b,leader_b,,,01477,commune_leader
"""


def test_hamlets_are_planned_and_then_imported(world: World) -> None:
    importer = hamlet_importer(by=world.administrator, at=world.at)
    plan = check_import(HAMLETS.encode("utf-8-sig"), "xom.csv", importer)
    assert [row.label for row in plan.new] == ["Xóm Mới, Xã Trùng Khánh"]
    assert [row.label for row in plan.changed] == ["Xóm Nà Loà, Phường Thục Phán"]
    assert (plan.unchanged, plan.errors) == (1, ())
    assert not Unit.objects.filter(name="Xóm Mới").exists()
    do_import(plan.file, "xom.csv", importer, digest=plan.digest)
    assert Unit.objects.get(name="Xóm Mới").parent == world.b
    again = check_import(HAMLETS.encode("utf-8-sig"), "xom.csv", importer)
    assert (again.new, again.changed, again.unchanged) == ((), (), 3)


def test_people_are_planned_and_then_imported(world: World) -> None:
    importer = people_importer(by=world.administrator, at=world.at)
    plan = check_import(PEOPLE.encode("utf-16"), "nguoi.csv", importer)
    assert [row.label for row in plan.new] == ["can.bo"]
    assert [dict(row.fields) for row in plan.changed] == [{"Họ và tên": ("officer_b", "Tên Mới")}]
    assert (plan.unchanged, plan.errors) == (1, ())
    do_import(plan.file, "nguoi.csv", importer, digest=plan.digest)
    made = Person.objects.get(username="can.bo")
    assert (made.phone, made.has_usable_password()) == ("0912345678", False)
    assert Membership.objects.get(person=made).unit == world.c
    assert Person.objects.get(username="officer_b").full_name == "Tên Mới"


def test_rows_that_cannot_be_imported_are_named_and_stop_all(world: World) -> None:
    by = world.person("admin.a", Role.ADMINISTRATOR, world.a)
    table = (
        "Tên đăng nhập,Họ và tên,Đơn vị,Vai trò\n"
        "moi.mot,Tên Một,Phường Thục Phán,Kỹ thuật viên\n"
        "moi.hai,Tên Hai,Xã Trùng Khánh,Kỹ thuật viên\n"
        "\n"
        "moi.ba,Tên Ba,Xã Không Có,Kỹ thuật viên\n"
        "moi.bon,Tên Bốn,Phường Thục Phán,Vua\n"
        "moi.mot,Tên Một,Phường Thục Phán,Quản trị\n"
        "officer_b,Tên,Phường Thục Phán,Quản trị\n"
    ).encode()
    importer = people_importer(by=by, at=world.at)
    plan = check_import(table, "t.csv", importer)
    assert [error.number for error in plan.errors] == [3, 5, 6, 7, 8]
    with pytest.raises(DomainError, match="import_errors"):
        do_import(plan.file, "t.csv", importer, digest=plan.digest)
    assert not Person.objects.filter(username="moi.mot").exists()


def test_what_changed_since_the_preview_stops_the_import(world: World) -> None:
    importer = people_importer(by=world.administrator, at=world.at)
    plan = check_import(PEOPLE.encode(), "nguoi.csv", importer)
    Person.objects.filter(username="officer_b").update(full_name="Tên Khác")
    with pytest.raises(DomainError, match="import_moved"):
        do_import(plan.file, "nguoi.csv", importer, digest=plan.digest)
    assert not Person.objects.filter(username="can.bo").exists()


def test_a_file_is_gone_after_its_import(world: World) -> None:
    importer = people_importer(by=world.administrator, at=world.at)
    plan = check_import(PEOPLE.encode(), "nguoi.csv", importer)
    do_import(plan.file, "nguoi.csv", importer, digest=plan.digest)
    with pytest.raises(DomainError, match="import_gone"):
        do_import(plan.file, "nguoi.csv", importer, digest=plan.digest)
    with pytest.raises(DomainError, match="import_gone"):
        do_import("../../keys/secrets.key", "nguoi.csv", importer, digest=plan.digest)


def test_the_pages_show_the_plan_and_then_do_it(world: World, client: Client) -> None:
    client.force_login(world.administrator.person)
    assert client.get("/import/nguoi/").status_code == 200
    assert client.get("/import/nguoi/template.xlsx").content.startswith(b"PK")
    assert client.get("/import/khac/").status_code == 404
    answer = client.post("/import/nguoi/", {"file": SimpleUploadedFile("nguoi.csv", PEOPLE.encode())})
    page = answer.content.decode()
    assert "can.bo" in page
    fields = dict(re.findall(r'type="hidden" name="(file|name|digest)" value="([^"]*)"', page))
    assert client.post("/import/nguoi/confirm/", {**fields, "digest": "0" * 64}).status_code == 422
    assert client.post("/import/nguoi/confirm/", fields).status_code == 302
    assert Person.objects.filter(username="can.bo").exists()


def test_the_exported_list_is_read_back_unchanged(world: World, client: Client) -> None:
    client.force_login(world.administrator.person)
    table = client.get("/people/table.csv").content
    importer = people_importer(by=world.administrator, at=world.at)
    plan = check_import(table, "nguoi-dung.csv", importer)
    assert (plan.new, plan.changed, plan.errors) == ((), (), ())
    assert plan.unchanged == Person.objects.count()
