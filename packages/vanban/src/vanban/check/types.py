"""Rules of type: size, weight, slant, case and alignment of each component."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.check.components import Paper, Role
from vanban.check.measures import Type, type_departures
from vanban.check.registry import PARTY_TYPE_SOURCE, STATE_SOURCE, Departure, rule


@rule("state-name.type", f"{STATE_SOURCE}II.1.a", forms=("state",), layout=True)
def state_name(paper: Paper) -> Iterator[Departure]:
    """Quốc hiệu: capitals, 12-13, upright, bold."""
    return type_departures(paper, Role.STATE_NAME, Type((12, 13), bold=True, italic=False, caps=True, boxed=True))


@rule("motto.type", f"{STATE_SOURCE}II.1.b", forms=("state",), layout=True)
def motto(paper: Paper) -> Iterator[Departure]:
    """Tiêu ngữ: 13-14, upright, bold."""
    return type_departures(paper, Role.MOTTO, Type((13, 14), bold=True, italic=False, boxed=True))


@rule("party-heading.type", f"{PARTY_TYPE_SOURCE}1", forms=("party",), layout=True)
def party_heading(paper: Paper) -> Iterator[Departure]:
    """Tiêu đề: capitals, 15, upright, bold."""
    return type_departures(paper, Role.PARTY_HEADING, Type((15, 15), bold=True, italic=False, caps=True, boxed=True))


@rule("parent.type", f"{STATE_SOURCE}II.2", forms=("state",), layout=True)
def state_parent(paper: Paper) -> Iterator[Departure]:
    """The body above: capitals, 12-13, upright, not bold."""
    return type_departures(paper, Role.PARENT, Type((12, 13), bold=False, italic=False, caps=True, boxed=True))


@rule("parent.type", f"{PARTY_TYPE_SOURCE}2", forms=("party",), layout=True)
def party_parent(paper: Paper) -> Iterator[Departure]:
    """The body above: capitals, 14, upright."""
    return type_departures(paper, Role.PARENT, Type((14, 14), bold=False, italic=False, caps=True, boxed=True))


@rule("issuer.type", f"{STATE_SOURCE}II.2", forms=("state",), layout=True)
def state_issuer(paper: Paper) -> Iterator[Departure]:
    """The issuing body: capitals, 12-13, upright, bold."""
    return type_departures(paper, Role.ISSUER, Type((12, 13), bold=True, italic=False, caps=True, boxed=True))


@rule("issuer.type", f"{PARTY_TYPE_SOURCE}2", forms=("party",), layout=True)
def party_issuer(paper: Paper) -> Iterator[Departure]:
    """The issuing body: capitals, 14, upright, bold."""
    return type_departures(paper, Role.ISSUER, Type((14, 14), bold=True, italic=False, caps=True, boxed=True))


@rule("number.type", f"{STATE_SOURCE}II.3.c", forms=("state",), layout=True)
def state_number(paper: Paper) -> Iterator[Departure]:
    """Number and symbol: 13, upright."""
    return type_departures(paper, Role.NUMBER, Type((13, 13), bold=False, italic=False, boxed=True))


@rule("number.type", f"{PARTY_TYPE_SOURCE}3", forms=("party",), layout=True)
def party_number(paper: Paper) -> Iterator[Departure]:
    """Number and symbol: 14, upright."""
    return type_departures(paper, Role.NUMBER, Type((14, 14), bold=False, italic=False, boxed=True))


@rule("date.type", f"{STATE_SOURCE}II.4.d", forms=("state",), layout=True)
def state_date(paper: Paper) -> Iterator[Departure]:
    """Place and date: 13-14, italic."""
    return type_departures(paper, Role.DATE, Type((13, 14), bold=False, italic=True, boxed=True))


@rule("date.type", f"{PARTY_TYPE_SOURCE}4", forms=("party",), layout=True)
def party_date(paper: Paper) -> Iterator[Departure]:
    """Place and date: 14, italic."""
    return type_departures(paper, Role.DATE, Type((14, 14), bold=False, italic=True, boxed=True))


@rule("kind.type", f"{STATE_SOURCE}II.5.b", forms=("state",), layout=True)
def state_kind(paper: Paper) -> Iterator[Departure]:
    """Kind: capitals, 13-14, upright, bold, centred."""
    return type_departures(paper, Role.KIND, Type((13, 14), bold=True, italic=False, caps=True, alignment="center"))


@rule("kind.type", f"{PARTY_TYPE_SOURCE}5", forms=("party",), layout=True)
def party_kind(paper: Paper) -> Iterator[Departure]:
    """Kind: capitals, 15-16, upright, bold, centred."""
    return type_departures(paper, Role.KIND, Type((15, 16), bold=True, italic=False, caps=True, alignment="center"))


@rule("subject.type", f"{STATE_SOURCE}II.5.b", forms=("state",), layout=True)
def state_subject(paper: Paper) -> Iterator[Departure]:
    """Subject under the kind: small letters, 13-14, upright, bold, centred."""
    return type_departures(paper, Role.SUBJECT, Type((13, 14), bold=True, italic=False, caps=False, alignment="center"))


@rule("subject.type", f"{PARTY_TYPE_SOURCE}5", forms=("party",), layout=True)
def party_subject(paper: Paper) -> Iterator[Departure]:
    """Subject under the kind: 14-15, upright, bold, centred (an author's name in it may be in capitals)."""
    return type_departures(paper, Role.SUBJECT, Type((14, 15), bold=True, italic=False, alignment="center"))


@rule("letter-subject.type", f"{STATE_SOURCE}II.5.b", forms=("state",), layout=True)
def state_letter_subject(paper: Paper) -> Iterator[Departure]:
    """Subject of a letter: small letters, 12-13, upright."""
    return type_departures(paper, Role.LETTER_SUBJECT, Type((12, 13), bold=False, italic=False, caps=False, boxed=True))


@rule("letter-subject.type", f"{PARTY_TYPE_SOURCE}5", forms=("party",), layout=True)
def party_letter_subject(paper: Paper) -> Iterator[Departure]:
    """Subject of a letter: small letters, 12, italic."""
    return type_departures(paper, Role.LETTER_SUBJECT, Type((12, 12), bold=False, italic=True, caps=False, boxed=True))


@rule("addressee.type", f"{STATE_SOURCE}II.9.d", forms=("state",), layout=True)
def state_addressee(paper: Paper) -> Iterator[Departure]:
    """ "Kính gửi" and the names after it: 13-14, upright."""
    for role in (Role.ADDRESS_LABEL, Role.ADDRESSEE):
        yield from type_departures(paper, role, Type((13, 14), bold=False, italic=False))


@rule("addressee.type", f"{PARTY_TYPE_SOURCE}9", forms=("party",), layout=True)
def party_addressee(paper: Paper) -> Iterator[Departure]:
    """Names after "Kính gửi": 14, upright; the words "Kính gửi" are italic, which the line may share."""
    yield from type_departures(paper, Role.ADDRESSEE, Type((14, 14), bold=False, italic=False))
    yield from type_departures(paper, Role.ADDRESS_LABEL, Type((14, 14), bold=False))


@rule("recipients-label.type", f"{STATE_SOURCE}II.9.đ", forms=("state",), layout=True)
def state_recipients_label(paper: Paper) -> Iterator[Departure]:
    """ "Nơi nhận": 12, italic, bold."""
    return type_departures(paper, Role.RECIPIENT_LABEL, Type((12, 12), bold=True, italic=True))


@rule("recipients-label.type", f"{PARTY_TYPE_SOURCE}9", forms=("party",), layout=True)
def party_recipients_label(paper: Paper) -> Iterator[Departure]:
    """ "Nơi nhận": 14, upright."""
    return type_departures(paper, Role.RECIPIENT_LABEL, Type((14, 14), bold=False, italic=False))


@rule("recipients.type", f"{STATE_SOURCE}II.9.đ", forms=("state",), layout=True)
def state_recipients(paper: Paper) -> Iterator[Departure]:
    """The list of recipients: 11, upright."""
    return type_departures(paper, Role.RECIPIENT, Type((11, 11), bold=False, italic=False))


@rule("recipients.type", f"{PARTY_TYPE_SOURCE}9", forms=("party",), layout=True)
def party_recipients(paper: Paper) -> Iterator[Departure]:
    """The list of recipients: 12, upright."""
    return type_departures(paper, Role.RECIPIENT, Type((12, 12), bold=False, italic=False))


@rule("signature.type", f"{STATE_SOURCE}II.7.e", forms=("state",), layout=True)
def state_signature(paper: Paper) -> Iterator[Departure]:
    """Capacity and office: capitals, 13-14, upright, bold; name: small letters, 13-14, upright, bold."""
    yield from type_departures(paper, Role.CAPACITY, Type((13, 14), bold=True, italic=False, caps=True, boxed=True))
    yield from type_departures(paper, Role.SIGNER, Type((13, 14), bold=True, italic=False, boxed=True))


@rule("signature.type", f"{PARTY_TYPE_SOURCE}7", forms=("party",), layout=True)
def party_signature(paper: Paper) -> Iterator[Departure]:
    """Capacity: capitals, 14, bold; office below it: capitals, 14, not bold; name: 14, bold.

    An office that signs in its own right stands alone in the place of the capacity; both weights are then accepted.
    """
    lines = paper.lines(Role.CAPACITY)
    alone = len(lines) == 1
    first = Type((14, 14), bold=None if alone else True, italic=False, caps=True, boxed=True)
    below = Type((14, 14), bold=False, italic=False, caps=True, boxed=True)
    yield from type_departures(paper, Role.CAPACITY, first, lines[:1])
    yield from type_departures(paper, Role.CAPACITY, below, lines[1:])
    yield from type_departures(paper, Role.SIGNER, Type((14, 14), bold=True, italic=False, boxed=True))


@rule("stamp.type", f"{STATE_SOURCE}III.2", forms=("state",), layout=True)
def state_stamp(paper: Paper) -> Iterator[Departure]:
    """Urgency and circulation: capitals, 13-14, bold."""
    return type_departures(paper, Role.STAMP, Type((13, 14), bold=True, caps=True))


@rule("stamp.type", f"{PARTY_TYPE_SOURCE}10-11", forms=("party",), layout=True)
def party_stamp(paper: Paper) -> Iterator[Departure]:
    """Urgency: capitals, 14, bold; circulation: capitals, 12, bold."""
    return type_departures(paper, Role.STAMP, Type((12, 14), bold=True, caps=True))


@rule("annex.type", f"{STATE_SOURCE}III.1", forms=("state",), layout=True)
def state_annex(paper: Paper) -> Iterator[Departure]:
    """ "Phụ lục": 14, bold, centred; its name: capitals, 13-14, bold, centred; the note: 13-14, italic, centred."""
    yield from type_departures(paper, Role.ANNEX_LABEL, Type((14, 14), bold=True, italic=False, alignment="center"))
    yield from type_departures(
        paper, Role.ANNEX_TITLE, Type((13, 14), bold=True, italic=False, caps=True, alignment="center")
    )
    yield from type_departures(paper, Role.ANNEX_NOTE, Type((13, 14), bold=False, italic=True, alignment="center"))
