"""A receiver accepts what its province signed for it, once and in time, and refuses everything else with the reason."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protocol_builders import (
    DAY,
    DEVICE,
    DOWNWARD,
    NOW,
    OLD,
    PROGRAMME,
    RELEASE,
    REVOKED,
    ROOT,
    ROWS,
    STATEMENT,
    STOP,
    STRANGER,
    TIME_ANSWER,
    TIME_REQUEST,
    UPWARD,
    URGENT,
    WORKING,
    device_verifier,
    payload,
)

import loa_protocol as lp
from loa_protocol import MessageType, Refusal


def refusal(verifier: lp.Verifier, envelope: bytes, expected: MessageType, now: int | None = NOW) -> Refusal:
    with pytest.raises(lp.Refused) as caught:
        verifier.verify(envelope, expected=expected, now_ms=now)
    return caught.value.reason


@pytest.mark.parametrize("name", DOWNWARD)
def test_every_downward_message_comes_back_as_it_was_sent(name: str) -> None:
    message, target = DOWNWARD[name]
    found = device_verifier().verify(lp.seal(payload(message, target), WORKING), expected=MessageType(name), now_ms=NOW)
    assert found.message == message
    assert (found.target, found.seq, found.issued_at_ms, found.expires_at_ms) == (target, 1, NOW, NOW + DAY)


@pytest.mark.parametrize("name", UPWARD)
def test_every_upward_message_comes_back_as_it_was_sent(name: str) -> None:
    verifier = lp.Verifier(keys=lp.DeviceKey(DEVICE.public_key()), targets={lp.SERVER}, memory=lp.MemoryInRam())
    envelope = lp.seal(payload(UPWARD[name], lp.SERVER), DEVICE)
    assert verifier.verify(envelope, expected=MessageType(name), now_ms=NOW).message == UPWARD[name]
    foreign = lp.seal(payload(UPWARD[name], lp.SERVER), STRANGER)
    assert refusal(verifier, foreign, MessageType(name)) is Refusal.UNKNOWN_KEY


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (STRANGER, Refusal.UNKNOWN_KEY),
        (REVOKED, Refusal.REVOKED_KEY),
        (OLD, Refusal.KEY_OUT_OF_DATE),
        (RELEASE, Refusal.WRONG_ROLE),
        (ROOT, Refusal.WRONG_ROLE),
    ],
)
def test_only_a_working_key_in_force_commands(key: object, reason: Refusal) -> None:
    assert refusal(device_verifier(), lp.seal(payload(URGENT), key), MessageType.URGENT) is reason


def test_a_signature_under_another_keys_name_is_refused() -> None:
    signature = STRANGER.sign(lp.signed_bytes(payload(URGENT)))
    envelope = lp.assemble(payload(URGENT), signature, lp.kid(WORKING.public_key()))
    assert refusal(device_verifier(), envelope, MessageType.URGENT) is Refusal.BAD_SIGNATURE


def test_a_signature_without_the_prefix_is_refused() -> None:
    envelope = lp.assemble(payload(URGENT), WORKING.sign(payload(URGENT)), lp.kid(WORKING.public_key()))
    assert refusal(device_verifier(), envelope, MessageType.URGENT) is Refusal.BAD_SIGNATURE


@given(st.data())
def test_no_changed_byte_gets_through(data: st.DataObject) -> None:
    envelope = bytearray(lp.seal(payload(URGENT), WORKING))
    at = data.draw(st.integers(0, len(envelope) - 1))
    envelope[at] ^= data.draw(st.integers(1, 255))
    try:
        found = device_verifier().verify(bytes(envelope), expected=MessageType.URGENT, now_ms=NOW)
    except lp.Refused:
        return
    assert found.message == URGENT, "only the unsigned wrapping may differ"


@given(st.binary(max_size=400))
def test_noise_is_refused_and_never_crashes(noise: bytes) -> None:
    for envelope in (noise, json.dumps({"p": base64.b64encode(noise).decode(), "s": "", "k": "0" * 16}).encode()):
        refusal(device_verifier(), envelope, MessageType.URGENT)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("cluster:7d3c1f4e-52a0-4c1c-9d7e-0f5f3b1b8aff", Refusal.WRONG_TARGET),
        ("area:01999", Refusal.WRONG_TARGET),
    ],
)
def test_a_message_for_another_place_is_refused(target: str, reason: Refusal) -> None:
    assert refusal(device_verifier(), lp.seal(payload(URGENT, target), WORKING), MessageType.URGENT) is reason


def test_a_programme_cannot_be_addressed_to_an_area() -> None:
    with pytest.raises(lp.Refused) as caught:
        payload(PROGRAMME, "area:01273")
    assert caught.value.reason is Refusal.WRONG_TARGET


def test_dates() -> None:
    envelope = lp.seal(payload(URGENT), WORKING)
    verifier = device_verifier()
    assert refusal(verifier, envelope, MessageType.URGENT, NOW + DAY) is Refusal.EXPIRED
    assert refusal(verifier, envelope, MessageType.URGENT, NOW - 300_001) is Refusal.AHEAD
    assert refusal(verifier, envelope, MessageType.URGENT, None) is Refusal.CLOCK_UNKNOWN
    assert verifier.verify(envelope, expected=MessageType.URGENT, now_ms=NOW - 300_000).message == URGENT


def test_a_time_answer_passes_whatever_the_own_clock_says_but_needs_a_key_of_its_own_date() -> None:
    answer = lp.seal(payload(TIME_ANSWER), WORKING)
    for now in (None, NOW - 10 * DAY, NOW + 10 * DAY):
        assert device_verifier().verify(answer, expected=MessageType.TIME, now_ms=now).message == TIME_ANSWER
    assert refusal(device_verifier(), lp.seal(payload(TIME_ANSWER), OLD), MessageType.TIME, None) is (
        Refusal.KEY_OUT_OF_DATE
    )


def test_replays_and_rollbacks_are_refused_and_a_second_delivery_is_known() -> None:
    memory = lp.MemoryInRam()
    verifier = device_verifier(memory)
    fifth = lp.seal(payload(STOP, seq=5), WORKING)
    memory.remember(verifier.verify(fifth, expected=MessageType.STOP, now_ms=NOW))
    assert refusal(verifier, fifth, MessageType.STOP) is Refusal.DUPLICATE
    assert refusal(verifier, lp.seal(payload(STOP, seq=4), WORKING), MessageType.STOP) is Refusal.REPLAYED
    other = lp.seal(payload(STOP, seq=5, iat=NOW + 1), WORKING)
    assert refusal(verifier, other, MessageType.STOP) is Refusal.REPLAYED
    assert verifier.verify(lp.seal(payload(STOP, seq=6), WORKING), expected=MessageType.STOP, now_ms=NOW)
    area = lp.seal(payload(STOP, "area:01273", seq=1), WORKING)
    assert verifier.verify(area, expected=MessageType.STOP, now_ms=NOW), "another target is another stream"


def test_evidence_and_time_requests_may_come_out_of_order() -> None:
    memory = lp.MemoryInRam()
    verifier = lp.Verifier(keys=lp.DeviceKey(DEVICE.public_key()), targets={lp.SERVER}, memory=memory)
    for message, kind in ((ROWS, MessageType.EVIDENCE), (TIME_REQUEST, MessageType.TIME)):
        for seq in (9, 2):
            envelope = lp.seal(payload(message, lp.SERVER, seq=seq), DEVICE)
            memory.remember(verifier.verify(envelope, expected=kind, now_ms=NOW))


def test_a_message_on_a_topic_of_another_type_is_refused() -> None:
    assert refusal(device_verifier(), lp.seal(payload(STOP), WORKING), MessageType.URGENT) is Refusal.MALFORMED


def test_an_envelope_over_its_limit_is_refused_unread() -> None:
    padded = lp.seal(payload(URGENT), WORKING) + b" " * lp.size_limit(MessageType.URGENT)
    assert refusal(device_verifier(), padded, MessageType.URGENT) is Refusal.TOO_LARGE


def statement(serial: int, key: object = ROOT) -> bytes:
    body = lp.KeyStatement(serial=serial, keys=STATEMENT.keys, revoked=())
    return lp.seal(lp.encode(body, target="all", seq=serial, issued_at_ms=NOW, expires_at_ms=NOW + DAY), key)


def test_key_statements_come_from_the_root_alone_and_never_go_back() -> None:
    verifier = device_verifier()
    assert refusal(verifier, statement(4, WORKING), MessageType.KEYS) is Refusal.WRONG_ROLE
    assert refusal(verifier, statement(4, STRANGER), MessageType.KEYS) is Refusal.WRONG_ROLE
    newer = verifier.verify(statement(4), expected=MessageType.KEYS, now_ms=None).message
    assert isinstance(newer, lp.KeyStatement)
    ring = lp.ProvinceKeys(ROOT.public_key(), STATEMENT).with_statement(newer)
    assert ring.serial == 4
    for old in (3, 4):
        with pytest.raises(lp.Refused) as caught:
            ring.with_statement(lp.KeyStatement(serial=old, keys=(), revoked=()))
        assert caught.value.reason is Refusal.ROLLED_BACK


def test_what_the_device_may_not_say() -> None:
    with pytest.raises(lp.Refused, match="server's own"):
        lp.Evidence(
            **{f: getattr(ROWS.rows[0], f) for f in ROWS.rows[0].__slots__ if f != "reason"},
            reason=lp.Reason.DEVICE_SILENT,
        )
