"""What an edXML envelope says. Texts as printed; dates ISO; what is not stated is ``None`` or empty."""

from __future__ import annotations

from dataclasses import dataclass

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


@dataclass(frozen=True, slots=True)
class Organ:
    """A sender or receiver; ``id`` as of QĐ 20/2020/QĐ-TTg since the amendment, ``in_charge`` the body above it."""

    id: str | None = None
    in_charge: str | None = None
    name: str | None = None
    address: str | None = None
    email: str | None = None
    telephone: str | None = None
    fax: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class EnvelopeSigner:
    """Who signed; ``competence`` is the capacity ("KT. CHỦ TỊCH")."""

    name: str | None = None
    position: str | None = None
    competence: str | None = None


@dataclass(frozen=True, slots=True)
class ResponseFor:
    """The paper or envelope that is answered; ``code`` is number and notation ("12/UBND-VX")."""

    organ_id: str | None = None
    code: str | None = None
    document_id: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """One stop of the envelope; ``timestamp`` as printed (yyyy/MM/dd HH:mm:ss)."""

    organ_id: str | None = None
    timestamp: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What a status message reports: 01 arrived, 02 refused, 03 received, 04 assigned, 05 begun, 06 done …"""

    code: str | None = None
    description: str | None = None
    timestamp: str | None = None
    department: str | None = None
    staff: str | None = None
    email: str | None = None
    mobile: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the envelope, unpacked. ``content_id`` ties it to the manifest."""

    name: str
    data: bytes
    content_type: str | None = None
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message: header, trace and attachments, or a status report (``status``).

    ``priority``: 0 normal, 1 khẩn, 2 thượng khẩn, 3 hỏa tốc, 4 timed. ``business``: 0 new, 1 recall, 2 update,
    3 replace. Both, and the type numbers, as printed.
    """

    sender: Organ | None = None
    receivers: tuple[Organ, ...] = ()
    document_id: str | None = None
    code_number: str | None = None
    code_notation: str | None = None
    place: str | None = None
    date: str | None = None
    type: str | None = None
    type_detail: str | None = None
    type_name: str | None = None
    subject: str | None = None
    content: str | None = None
    signer: EnvelopeSigner | None = None
    due_date: str | None = None
    to_places: tuple[str, ...] = ()
    priority: str | None = None
    sphere: str | None = None
    typist: str | None = None
    copies: str | None = None
    pages: str | None = None
    direction: str | None = None
    appendixes: tuple[str, ...] = ()
    steering_type: str | None = None
    responses_for: tuple[ResponseFor, ...] = ()
    business: str | None = None
    business_reason: str | None = None
    paper: str | None = None
    traces: tuple[Trace, ...] = ()
    status: Status | None = None
    attachments: tuple[Attachment, ...] = ()
