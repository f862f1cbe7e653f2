"""The test vectors for vendors, ``vectors.json``: what stands there is what the code makes, and it verifies.

After a deliberate change of the protocol: ``python test_loa_protocol_vectors.py`` writes the file anew.
"""

import json
from pathlib import Path
from typing import Any

from protocol_builders import (
    CLUSTER,
    COMMAND,
    DEVICE,
    DOWNWARD,
    NOW,
    OCCURRENCE,
    ROOT,
    STATEMENT,
    UPWARD,
    WORKING,
    device_verifier,
    payload,
)

import loa_protocol as lp
from loa_protocol import MessageType, enrol, topics

FILE = Path(__file__).with_name("vectors.json")


def vectors() -> dict[str, Any]:
    """Keys (seeds of 32 equal bytes), payloads, envelopes, topics, computed ids, and one enrolment."""
    messages = []
    sent = [("keys", STATEMENT, lp.ALL, ROOT), *((n, m, t, WORKING) for n, (m, t) in DOWNWARD.items())]
    for name, message, target, key in sent:
        topic = topics.down("04", target, MessageType(name))
        messages.append(vector(topic, payload(message, target), key))
    for name, message in UPWARD.items():
        messages.append(vector(topics.up("04", CLUSTER, MessageType(name)), payload(message, lp.SERVER), DEVICE))
    code = enrol.EnrolCode("https://tinh.example", CLUSTER, lp.fingerprint(ROOT.public_key()), "A" * 43, "k7")
    question = enrol.question(code, device=lp.public_text(DEVICE.public_key()), nonce="0" * 32, agent="loa 0.1.0")
    answer = enrol.Enrolled(
        root=lp.public_text(ROOT.public_key()),
        keys=messages[0]["envelope"],
        province="04",
        mqtt=enrol.Broker("mqtt.tinh.example", 8883, True, str(CLUSTER), "password"),
        areas=("01273",),
    )
    return {
        "seeds": {name: key.private_bytes_raw().hex() for name, key in keys().items()},
        "public": {name: lp.public_text(key.public_key()) for name, key in keys().items()},
        "kid": {name: lp.kid(key.public_key()) for name, key in keys().items()},
        "now_ms": NOW,
        "messages": messages,
        "evidence_id": {"occurrence": str(OCCURRENCE), "id": str(lp.ids.evidence_id(OCCURRENCE))},
        "urgent_occurrence": {
            "command": str(COMMAND),
            "cluster": str(CLUSTER),
            "repeat": 2,
            "occurrence": str(lp.ids.urgent_occurrence(COMMAND, CLUSTER, 2)),
        },
        "enrolment": {
            "code": enrol.write_code(code),
            "question": question,
            "answer": enrol.answer(answer, secret=code.secret_bytes, nonce="0" * 32),
        },
    }


def keys() -> dict[str, Any]:
    return {"root": ROOT, "working": WORKING, "device": DEVICE}


def vector(topic: str, signed: bytes, key: Any) -> dict[str, str]:
    return {"topic": topic, "payload": signed.decode(), "envelope": lp.seal(signed, key).decode()}


def test_the_vectors_are_what_the_code_makes() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == vectors()


def test_the_vectors_verify_from_the_file_alone() -> None:
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    device = lp.DeviceKey(lp.public_key(stored["public"]["device"]))
    server = lp.Verifier(keys=device, targets={lp.SERVER}, memory=lp.MemoryInRam())
    for each in stored["messages"]:
        place = topics.parse(each["topic"])
        verifier = server if place.upward else device_verifier()
        found = verifier.verify(each["envelope"].encode(), expected=place.type, now_ms=stored["now_ms"])
        assert lp.decode(each["payload"].encode()) == found
    asked = enrol.read_question(json.dumps(stored["enrolment"]["question"]).encode())
    secret = enrol.read_code(stored["enrolment"]["code"]).secret_bytes
    assert enrol.question_holds(asked, secret)
    assert enrol.read_answer(json.dumps(stored["enrolment"]["answer"]).encode(), secret=secret, nonce=asked.nonce)


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
