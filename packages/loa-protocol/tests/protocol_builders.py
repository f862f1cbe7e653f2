"""Keys and messages for the tests; all fixed, so that the vectors come out the same everywhere."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import loa_protocol as lp

NOW = 1_795_000_000_000
DAY = 86_400_000
CLUSTER = UUID("7d3c1f4e-52a0-4c1c-9d7e-0f5f3b1b8a01")
BROADCAST = UUID("c3f2a3de-1111-4b6f-8a58-7b8b1f0f2b02")
OCCURRENCE = UUID("f00dfeed-2222-4b6f-8a58-7b8b1f0f2b03")
COMMAND = UUID("0badcafe-3333-4b6f-8a58-7b8b1f0f2b04")
NONCE = "00112233445566778899aabbccddeeff"

ROOT = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
WORKING = Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32)
RELEASE = Ed25519PrivateKey.from_private_bytes(bytes([3]) * 32)
REVOKED = Ed25519PrivateKey.from_private_bytes(bytes([4]) * 32)
OLD = Ed25519PrivateKey.from_private_bytes(bytes([5]) * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes([6]) * 32)
DEVICE = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)


def key(private: Ed25519PrivateKey, role: lp.KeyRole = lp.KeyRole.WORKING, *, exp: int = NOW + 90 * DAY) -> lp.Key:
    """The statement's entry for a key."""
    public = private.public_key()
    return lp.Key(kid=lp.kid(public), role=role, pub=lp.public_text(public), nbf=NOW - 90 * DAY, exp=exp)


STATEMENT = lp.KeyStatement(
    serial=3,
    keys=(key(WORKING), key(RELEASE, lp.KeyRole.RELEASE), key(REVOKED), key(OLD, exp=NOW - DAY)),
    revoked=(lp.kid(REVOKED.public_key()),),
)
AUDIO = lp.Audio(lang="vi", sha256="ab" * 32, size=187_000, duration_ms=60_000, url="/loa/v1/audio/" + "ab" * 32)
ITEM = lp.Item(
    occurrence=OCCURRENCE,
    broadcast=BROADCAST,
    start=NOW + 3_600_000,
    session="sáng 2026-11-21",
    order=1,
    item_class=lp.ItemClass.PRIORITY,
    audio=(AUDIO,),
    planned_ms=60_000,
)
PROGRAMME = lp.Programme(
    version=12,
    horizon=(NOW, NOW + 7 * DAY),
    timezone="Asia/Ho_Chi_Minh",
    areas=("01273",),
    volume=80,
    quiet=(("22:00", "05:00"),),
    max_session_s=1800,
    max_day_s=7200,
    late_cutoff_s=600,
    interrupted=lp.Interrupted.RESUME,
    items=(ITEM,),
)
URGENT = lp.Urgent(
    command=COMMAND,
    broadcast=BROADCAST,
    audio=(AUDIO,),
    starts_at=NOW,
    repeats=3,
    every_s=120,
    max_s=600,
    cause=lp.Cause.DISASTER,
    interrupted=lp.Interrupted.RESTART,
)
STOP = lp.Stop(command=COMMAND, broadcast=None, until=None)
TIME_ANSWER = lp.TimeAnswer(nonce=NONCE, received=NOW, sent=NOW + 2)
ACK = lp.Ack(ids=(lp.ids.evidence_id(OCCURRENCE),))
PRESENCE = lp.Presence(state=lp.PresenceState.ONLINE, agent="loa 0.1.0", since=NOW)
APPLIED = lp.Applied(
    version=12, sha256="cd" * 32, ready=False, missing=("ab" * 32,), refused={lp.Refusal.BAD_SIGNATURE: 2}
)
EVIDENCE = lp.Evidence(
    id=lp.ids.evidence_id(OCCURRENCE),
    occurrence=OCCURRENCE,
    broadcast=BROADCAST,
    outcome=lp.Outcome.PARTLY,
    reason=lp.Reason.POWER_CUT,
    start=NOW,
    end=None,
    played_ms=12_345,
    audio=("ab" * 32,),
    volume=80,
    clock_error_ms=12,
)
ROWS = lp.EvidenceRows(rows=(EVIDENCE,))
TIME_REQUEST = lp.TimeRequest(nonce=NONCE)
TELEMETRY = lp.Telemetry(
    at=NOW, playing=None, volume=80, disk_free=10**9, clock_error_ms=None, sink="card", faults=("disk_full",)
)

HERE = lp.cluster_target(CLUSTER)
DOWNWARD: dict[str, tuple[lp.Message, str]] = {
    "programme": (PROGRAMME, HERE),
    "urgent": (URGENT, lp.area_target("01273")),
    "stop": (STOP, HERE),
    "time": (TIME_ANSWER, HERE),
    "ack": (ACK, HERE),
}
UPWARD: dict[str, lp.Message] = {
    "presence": PRESENCE,
    "applied": APPLIED,
    "evidence": ROWS,
    "time": TIME_REQUEST,
    "telemetry": TELEMETRY,
}


def payload(message: lp.Message, target: str = HERE, *, seq: int = 1, iat: int = NOW, exp: int = NOW + DAY) -> bytes:
    """Payload bytes with plain dates."""
    return lp.encode(message, target=target, seq=seq, issued_at_ms=iat, expires_at_ms=exp)


def device_verifier(memory: lp.ReplayMemory | None = None) -> lp.Verifier:
    """The verifier of the test cluster."""
    ring = lp.ProvinceKeys(ROOT.public_key(), STATEMENT)
    return lp.Verifier(keys=ring, targets={HERE, "area:01273", lp.ALL}, memory=memory or lp.MemoryInRam())
