"""Whatever stands in an address or a form, the answer is a page or a refusal, never a failure of the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from nguontin.units.models import Membership, Person, Role
from tests.support.belongings import Belongings
from tests.support.walk import Visit, addresses, client_of, walk
from tests.support.world import World

pytestmark = pytest.mark.django_db
ASKED = (
    "q trang state unit commune loai vai_tro tuan ngay month period ket_qua loa about person since until field "
    "assignment muc trang_thai next tab"
)
POSTED = (
    "targets unit units area slots position reason note text title code seen seen_at file name digest action role "
    "period_from period_to demand every_s repeats cause channel on label_0 value_0 measure_0 language next "
    "slot-TOTAL_FORMS slot-INITIAL_FORMS slot-0-minutes task-TOTAL_FORMS task-INITIAL_FORMS task-0-item task-0-start "
    "confirm-code glass-reason end-reason max_day_minutes quiet_from"
)
BEYOND_64_BITS, BEYOND_PYTHON = "9" * 30, "9" * 5000  # Python itself refuses numbers of more than 4300 digits
LEFT_ALONE = {"units:logout", "units:switch", "units:end_role"}
"""They would end the walk: the walker's session or rights."""


@pytest.fixture
def things(world: World, tmp_path: Path) -> Belongings:
    return Belongings(world, tmp_path)


@pytest.fixture
def everybody(things: Belongings) -> Client:
    """A browser of somebody with every role in the whole province, who passes every check of rights."""
    person: Person = things.world.person("moi-vai", Role.ADMINISTRATOR, things.world.province).person
    Membership.objects.bulk_create(
        Membership(person=person, unit=things.world.province, role=role, valid_from=things.world.at.date())
        for role in Role
        if role != Role.ADMINISTRATOR
    )
    return client_of(person)


def failed(one: Visit) -> bool:
    return one.status >= 500


@pytest.mark.parametrize("value", [BEYOND_64_BITS, BEYOND_PYTHON, "9999-12-31", "%ED%A0%80"])
def test_no_query_string_makes_a_page_fail(things: Belongings, everybody: Client, value: str) -> None:
    query = "&".join(f"{name}={value}" for name in ASKED.split())
    steps = [("GET", f"{one.path(things.values(one.name))}?{query}") for one in addresses()]
    assert walk(everybody, "everybody", steps, failed) == []


@pytest.mark.parametrize("value", [BEYOND_64_BITS, BEYOND_PYTHON])
def test_no_posted_value_makes_a_page_fail(things: Belongings, everybody: Client, value: str) -> None:
    steps = [("POST", one.path(things.values(one.name))) for one in addresses() if one.name not in LEFT_ALONE]
    assert walk(everybody, "everybody", steps, failed, **dict.fromkeys(POSTED.split(), value)) == []


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[" * 4000, b'{"code":"a","code":"b"}', b'{"mac":"\xc3\xa9"}'])
def test_what_a_stranger_sends_to_enrolment_is_refused(client: Client, body: bytes) -> None:
    answer = client.post("/loa/v1/enrol", body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (403, {"error": "malformed"})


def test_enrolment_reads_no_more_than_a_question_is_long(client: Client) -> None:
    assert client.post("/loa/v1/enrol", b" " * 5000, content_type="application/json").status_code == 413
