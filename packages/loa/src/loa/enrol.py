"""Enrolment: from the printed code to a journal that knows its root key, its own key and its broker.

Nothing is kept unless the root key is the pinned one, the answer is of the code's secret, and the key statement is of
the root key.
"""

import http.client
import json
import secrets
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from loa_protocol import (
    KeyStatement,
    MemoryInRam,
    MessageType,
    Payload,
    ProvinceKeys,
    Refused,
    Verifier,
    enrol,
    fingerprint,
    public_key,
    public_text,
)
from loa_protocol.checks import read_record, write_record
from loa_protocol.targets import ALL

from loa import AGENT
from loa.journal import NAME, Journal

TIMEOUT_S = 30.0
LARGEST_ANSWER = 1 << 20


class EnrolFailed(Exception):
    """Enrolment ended; the message is for the technician, in Vietnamese, and says what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a device knows of itself and its province once it is enrolled."""

    cluster: UUID
    server: str
    province: str
    broker: enrol.Broker
    areas: tuple[str, ...]
    device: Ed25519PrivateKey
    keys: ProvinceKeys
    ca: str | None


def tls_context(ca: str | None) -> ssl.SSLContext:
    """TLS with the system's authorities, or with those of a file alone."""
    return ssl.create_default_context(cafile=ca)


def is_enrolled(folder: Path) -> bool:
    """Whether the folder holds an enrolled device."""
    return (folder / NAME).exists()


def enrol_device(printed: str, folder: Path, *, ca: str | None = None) -> UUID:
    """Enrol with a printed code and write the journal; gives the cluster, raises ``EnrolFailed``."""
    if is_enrolled(folder):
        raise EnrolFailed(f"Thư mục {folder} đã đăng ký rồi. Hãy chọn thư mục khác hoặc xóa thư mục này trước.")
    try:
        code = enrol.read_code(printed)
    except Refused:
        raise EnrolFailed("Mã đăng ký không đúng. Hãy quét lại mã QR hoặc chép lại cả dòng.") from None
    device = Ed25519PrivateKey.generate()
    nonce = secrets.token_hex(16)
    question = enrol.question(code, device=public_text(device.public_key()), nonce=nonce, agent=AGENT)
    body = _post(code.server + enrol.PATH, json.dumps(question).encode(), ca)
    try:
        answer = enrol.read_answer(body, secret=code.secret_bytes, nonce=nonce)
        if fingerprint(public_key(answer.root)) != code.root:
            raise EnrolFailed("Khóa gốc không khớp với mã in: máy chủ này không phải của tỉnh. Hãy báo Sở ngay.")
        statement = _statement(answer)
    except Refused as refused:
        raise EnrolFailed(f"Câu trả lời của máy chủ không hợp lệ ({refused.reason}). Hãy xin mã mới từ Sở.") from None
    facts = {
        "cluster": str(code.cluster),
        "server": code.server,
        "answer": write_record(answer),
        "ca": ca and str(Path(ca).resolve()),
    }
    _write(folder, facts, device, answer.keys, statement)
    return code.cluster


def identity(journal: Journal) -> Identity:
    """Read who the device is; ``EnrolFailed`` when the journal is of no enrolled device."""
    stored = journal.fact("enrolled")
    device, keys = journal.fact("device_key"), journal.fact("keys")
    if stored is None or device is None or keys is None:
        raise EnrolFailed("Loa chưa đăng ký. Hãy chạy: loa enrol MÃ --dir THƯ_MỤC")
    found = json.loads(stored)
    answer = read_record(enrol.Enrolled, found["answer"], "enrolled")
    root = ProvinceKeys(public_key(answer.root))
    statement = _verified(root, keys).message
    assert isinstance(statement, KeyStatement)
    return Identity(
        cluster=UUID(found["cluster"]),
        server=found["server"],
        province=answer.province,
        broker=answer.mqtt,
        areas=answer.areas,
        device=Ed25519PrivateKey.from_private_bytes(device),
        keys=root.with_statement(statement),
        ca=found["ca"],
    )


def _statement(answer: enrol.Enrolled) -> Payload:
    return _verified(ProvinceKeys(public_key(answer.root)), answer.keys.encode())


def _verified(root: ProvinceKeys, envelope: bytes) -> Payload:
    verifier = Verifier(keys=root, targets={ALL}, memory=MemoryInRam())
    return verifier.verify(envelope, expected=MessageType.KEYS, now_ms=None)


def _post(url: str, body: bytes, ca: str | None) -> bytes:
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})  # noqa: S310
    context = tls_context(ca) if url.startswith("https:") else None
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S, context=context) as answer:  # noqa: S310
            return bytes(answer.read(LARGEST_ANSWER))
    except urllib.error.HTTPError as problem:
        with problem:
            raise EnrolFailed(
                f"Máy chủ từ chối mã đăng ký (HTTP {problem.code}): mã sai, đã dùng hoặc quá 24 giờ. Hãy xin mã mới."
            ) from None
    except (urllib.error.URLError, http.client.HTTPException, OSError) as problem:
        raise EnrolFailed(f"Không gọi được máy chủ {url}: {problem}. Hãy kiểm tra mạng rồi thử lại.") from None


def _write(folder: Path, facts: object, device: Ed25519PrivateKey, keys: str, statement: Payload) -> None:
    journal = Journal(folder)
    try:
        with journal.transaction():
            journal.set_fact("enrolled", json.dumps(facts).encode())
            journal.set_fact("device_key", device.private_bytes_raw())
            journal.set_fact("keys", keys.encode())
            journal.accept(statement)
    finally:
        journal.close()
