"""What is written reads back, and every field is strict."""

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protocol_builders import CLUSTER, COMMAND, NOW, OCCURRENCE, PROGRAMME, URGENT, WORKING, payload

import loa_protocol as lp
from loa_protocol import Refusal, enrol, topics


def with_body(message: lp.Message, **changes: Any) -> bytes:
    head = json.loads(payload(message))
    head["body"].update(changes)
    return json.dumps(head).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"volume": 101},
        {"volume": True},
        {"volume": "80"},
        {"volume": 80.0},
        {"volume": -1},
        {"version": 0},
        {"horizon": [NOW]},
        {"horizon": [NOW, NOW]},
        {"quiet": [["24:00", "05:00"]]},
        {"quiet": [["22:00", "05:00"]] * 9},
        {"timezone": "../etc/passwd"},
        {"areas": ["a/b"]},
        {"areas": "01273"},
        {"interrupted": "shout"},
        {"items": None},
        {"items": [{}]},
    ],
)
def test_a_programme_with_a_wrong_field_is_malformed(changes: dict[str, Any]) -> None:
    with pytest.raises(lp.Refused) as caught:
        lp.decode(with_body(PROGRAMME, **changes))
    assert caught.value.reason is Refusal.MALFORMED


@pytest.mark.parametrize(
    "changes",
    [
        {"sha256": "AB" * 32},
        {"sha256": "ab" * 31},
        {"url": "http://elsewhere/x"},
        {"url": "loa/v1/audio"},
        {"size": 0},
        {"size": 2**40},
        {"lang": "Tiếng Việt"},
    ],
)
def test_audio_with_a_wrong_field_is_malformed(changes: dict[str, Any]) -> None:
    audio = json.loads(payload(URGENT))["body"]["audio"][0] | changes
    with pytest.raises(lp.Refused) as caught:
        lp.decode(with_body(URGENT, audio=[audio]))
    assert caught.value.reason is Refusal.MALFORMED


def test_an_occurrence_stands_once() -> None:
    items = json.loads(payload(PROGRAMME))["body"]["items"] * 2
    with pytest.raises(lp.Refused, match="stands twice"):
        lp.decode(with_body(PROGRAMME, items=items))


def test_what_cannot_be_read_cannot_be_written() -> None:
    with pytest.raises(lp.Refused):
        payload(lp.Stop(command=COMMAND, broadcast=None, until=-1))
    with pytest.raises(lp.Refused):
        payload(URGENT, iat=NOW, exp=NOW)
    with pytest.raises(TypeError):
        payload(lp.Stop(command=COMMAND, broadcast=None, until=1.5))  # type: ignore[arg-type]


def test_unknown_keys_are_ignored_but_a_newer_version_or_type_is_not() -> None:
    assert lp.decode(with_body(URGENT, colour="red")).message == URGENT
    for change, reason in (({"v": 2}, Refusal.UNKNOWN_VERSION), ({"t": "sing"}, Refusal.UNKNOWN_TYPE)):
        with pytest.raises(lp.Refused) as caught:
            lp.decode(json.dumps(json.loads(payload(URGENT)) | change).encode())
        assert caught.value.reason is reason


@pytest.mark.parametrize(
    "data",
    [b'{"v":1,"v":1}', b"[]", b"\xff", b'{"a":1e3}', b'{"a":NaN}', b"[" * 100_000, b'{"a":' + b"9" * 5000 + b"}"],
)
def test_json_that_readers_could_disagree_on_is_malformed(data: bytes) -> None:
    with pytest.raises(lp.Refused) as caught:
        lp.decode(data)
    assert caught.value.reason is Refusal.MALFORMED


@given(st.dictionaries(st.text(), st.integers(-(2**60), 2**60) | st.booleans() | st.text() | st.none()))
def test_any_body_is_read_or_refused(body: dict[str, Any]) -> None:
    head = json.loads(payload(URGENT)) | {"body": body}
    with pytest.raises(lp.Refused):
        lp.decode(json.dumps(head).encode())


@given(st.integers(1, 2**53 - 1), st.integers(0, 100), st.uuids(), st.integers(1, 10**9))
def test_payloads_are_canonical(seq: int, volume: int, occurrence: UUID, planned: int) -> None:
    written = payload(lp.Telemetry(NOW, occurrence, volume, planned, None, "thẻ âm thanh", ()), lp.SERVER, seq=seq)
    assert lp.canonical(json.loads(written)) == written
    assert lp.decode(written).seq == seq


def test_topics_build_and_parse() -> None:
    here = topics.down("04", lp.cluster_target(CLUSTER), lp.MessageType.PROGRAMME)
    assert here == f"loa/1/04/c/{CLUSTER}/down/programme"
    assert topics.parse(here) == topics.Topic("04", lp.cluster_target(CLUSTER), False, lp.MessageType.PROGRAMME)
    assert topics.parse(topics.up("04", CLUSTER, lp.MessageType.EVIDENCE)).cluster == CLUSTER
    assert topics.parse(topics.down("04", "all", lp.MessageType.KEYS)).target == "all"
    assert topics.parse("loa/1/04/a/01273/down/urgent").target == "area:01273"
    assert topics.device_filters("04", CLUSTER, ("01273",)) == (
        f"loa/1/04/c/{CLUSTER}/down/#",
        "loa/1/04/a/01273/down/#",
        "loa/1/04/all/down/#",
    )


@pytest.mark.parametrize(
    "topic",
    [
        "loa/2/04/all/down/keys",
        "loa/1/04/all/down/sing",
        "loa/1/04/c/not-a-uuid/up/evidence",
        "loa/1/04/a/01273/up/evidence",
        "loa/1/04/c/7D3C1F4E-52A0-4C1C-9D7E-0F5F3B1B8A01/up/evidence",
        "loa/1/0+4/all/down/keys",
        "",
    ],
)
def test_other_topics_are_refused(topic: str) -> None:
    with pytest.raises(lp.Refused):
        topics.parse(topic)


CODE = enrol.EnrolCode("http://127.0.0.1:8000", CLUSTER, lp.fingerprint(WORKING.public_key()), "A" * 43, "k7")
ANSWER = enrol.Enrolled(
    root=lp.public_text(WORKING.public_key()),
    keys="{}",
    province="04",
    mqtt=enrol.Broker("127.0.0.1", 1883, False, str(CLUSTER), "geheim"),
    areas=("01273",),
)


def test_enrolment_codes_survive_paper() -> None:
    printed = enrol.write_code(CODE)
    assert enrol.read_code(f" {printed[:20]}\n{printed[20:]} ") == CODE
    for broken in (printed[5:], printed[:-9], "loa1:", "loa1:äöü", printed + "!"):
        with pytest.raises(lp.Refused):
            enrol.read_code(broken)


def test_the_question_is_bound_to_secret_device_and_nonce() -> None:
    device = lp.public_text(WORKING.public_key())
    asked = enrol.question(CODE, device=device, nonce="0" * 32, agent="loa 0.1.0")
    read = enrol.read_question(json.dumps(asked).encode())
    assert enrol.question_holds(read, CODE.secret_bytes)
    assert not enrol.question_holds(read, b"x" * 32)
    swapped = enrol.read_question(json.dumps(asked | {"nonce": "1" * 32}).encode())
    assert not enrol.question_holds(swapped, CODE.secret_bytes)


def test_the_answer_is_bound_to_secret_nonce_and_content() -> None:
    told = enrol.answer(ANSWER, secret=CODE.secret_bytes, nonce="0" * 32)
    body = json.dumps(told).encode()
    assert enrol.read_answer(body, secret=CODE.secret_bytes, nonce="0" * 32) == ANSWER
    for secret, nonce, changed in (
        (b"x" * 32, "0" * 32, body),
        (CODE.secret_bytes, "1" * 32, body),
        (CODE.secret_bytes, "0" * 32, body.replace(b"127.0.0.1", b"10.0.0.99")),
    ):
        with pytest.raises(lp.Refused) as caught:
            enrol.read_answer(changed, secret=secret, nonce=nonce)
        assert caught.value.reason is Refusal.BAD_SIGNATURE


def test_computed_identities_are_those_of_the_protocol() -> None:
    assert lp.ids.urgent_occurrence(COMMAND, CLUSTER, 0) != lp.ids.urgent_occurrence(COMMAND, CLUSTER, 1)
    assert str(lp.ids.evidence_id(OCCURRENCE)) == "3de44d12-c860-5bf6-b2be-79a10cca7210"
