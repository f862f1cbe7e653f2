"""A paper comes in and is read."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from pathlib import PurePath

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_tasks import task

from nguontin.audit.services import record
from nguontin.directives.bounded import Reading, UnreadError, fault, read_bounded
from nguontin.directives.models import Citation, Directive, FieldValue
from nguontin.directives.reading import COLUMNS, HEADER_FIELDS, LONGEST, header_of
from nguontin.directives.states import DIRECTIVE, DirectiveState
from nguontin.kernel import clock, filestore
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from nguontin.kernel.machine import advance
from nguontin.units.abilities import Ability
from nguontin.units.models import Person, Unit
from nguontin.units.scope import Viewer, demand

logger = logging.getLogger(__name__)


def receive_paper(data: bytes, file_name: str, *, unit: Unit, by: Viewer | None, at: datetime) -> Directive:
    """Keep the file and have it read by a job; the same file in the same unit again gives the row that is there.

    ``by`` is None when the system itself brings the paper (the demo's). Raises Forbidden, DomainError("empty") and
    DomainError("too_large").
    """
    if by is not None:
        demand(by, Ability.PAPERS, unit)
    check_size(len(data))
    return _take_in(data, file_name, unit=unit, person=by.person if by else None, at=at)


def _take_in(
    data: bytes, file_name: str, *, unit: Unit, person: Person | None, at: datetime, came_in: Directive | None = None
) -> Directive:
    """The row of a file in a unit; a new one is read by a job. ``came_in`` is the letter or archive that brought it."""
    sha256 = filestore.keep("papers", data)
    known = Directive.objects.filter(unit=unit, file_sha256=sha256).first()
    if known:
        return known
    try:
        with transaction.atomic():
            directive = Directive.objects.create(
                unit=unit,
                file_sha256=sha256,
                file_name=PurePath(file_name).name[-255:],
                came_in=came_in,
                uploaded_by=person,
                created_at=at,
            )
            record(
                "directive.receive",
                by=person,
                at=at,
                object_type="directives.directive",
                object_id=str(directive.pk),
                unit_id=unit.pk,
                ids={"came_in": came_in.pk} if came_in else None,
            )
            transaction.on_commit(partial(read_later.enqueue, directive.pk))
    except IntegrityError:  # another request brought the same file at the same instant
        return Directive.objects.get(unit=unit, file_sha256=sha256)
    return directive


def check_size(size: int) -> None:
    """Raises DomainError for an empty file or one above settings.MAX_UPLOAD_BYTES."""
    if not size:
        raise DomainError("empty", _("Tệp trống."), _("Kiểm tra lại tệp trên máy rồi gửi lại."))
    if size > settings.MAX_UPLOAD_BYTES:
        most = settings.MAX_UPLOAD_BYTES // 2**20
        raise DomainError(
            "too_large",
            _("Tệp lớn hơn %(most)d MB.") % {"most": most},
            _("Gửi bản .docx gốc hoặc nén lại tệp PDF."),
        )


@task(queue_name="papers")
def read_later(directive_id: int) -> None:
    """Job: read one received paper. Safe to run again: a paper that is read already is left alone."""
    read_paper(Directive.objects.get(pk=directive_id), at=clock.now())


def read_paper(directive: Directive, *, at: datetime) -> Directive:
    """Read a received paper: what it says waits to be confirmed, or the reason why it cannot be read is kept.

    Further papers in the same file (attachments of a letter) are received beside it. A paper that is not in state
    ``received`` (read already, confirmed) is left alone.
    """
    if directive.state != DirectiveState.RECEIVED:
        return directive
    reading = _reading_of(directive, at=at)  # may take minutes: not while rows are locked
    with transaction.atomic():
        row = (
            Directive.objects.select_for_update(of=("self",)).select_related("unit", "uploaded_by").get(pk=directive.pk)
        )
        if row.state != DirectiveState.RECEIVED:
            return row
        if isinstance(reading, UnreadError):
            row.unreadable_code, row.unreadable_why = reading.code, reading.why
            row.save(update_fields=["unreadable_code", "unreadable_why"])
            advance(row, DIRECTIVE, DirectiveState.UNREADABLE, by=None, at=at)
            return row
        row.text, row.read, row.draft = reading.text, reading.read, None
        row.unreadable_code = row.unreadable_why = ""
        header = header_of(row.read)
        for name in COLUMNS:
            setattr(row, name, header[name][: LONGEST.get(name)])
        row.save()
        _keep_fields(row)
        _keep_citations(row)
        for name, data in reading.others:
            _take_in(data, name, unit=row.unit, person=row.uploaded_by, at=at, came_in=row)
        advance(row, DIRECTIVE, DirectiveState.READ, by=None, at=at)
    return row


def _reading_of(directive: Directive, *, at: datetime) -> Reading | UnreadError:
    """The read paper, or why it cannot be read. Whatever is wrong with one paper, the next ones are read."""
    try:
        data = filestore.fetch("papers", directive.file_sha256)
    except FileNotFoundError:
        logger.error("the file of directive %s is gone", directive.pk)
        return UnreadError(
            "file_gone", _("Tệp của văn bản này không còn trong kho. Tải tệp lên lại rồi bấm “Đọc lại”.")
        )
    try:
        return read_bounded(data, filename=directive.file_name, today=at.astimezone(LOCAL).date())
    except UnreadError as error:
        return error
    except Exception:
        logger.exception("reading directive %s failed", directive.pk)
        return fault()


def reread_paper(directive: Directive, *, by: Viewer, at: datetime) -> Directive:
    """Have a paper that is not confirmed yet read once more (a newer reader, or a lost job). Raises Forbidden."""
    demand(by, Ability.PAPERS, directive.unit)
    with transaction.atomic():
        if directive.state != DirectiveState.RECEIVED:
            advance(directive, DIRECTIVE, DirectiveState.RECEIVED, by=by.person, at=at)
        transaction.on_commit(partial(read_later.enqueue, directive.pk))
    return directive


def _keep_fields(directive: Directive) -> None:
    fields = (directive.read or {})["fields"]
    directive.field_values.all().delete()
    FieldValue.objects.bulk_create(
        FieldValue(
            directive=directive,
            name=name,
            read=fields.get(name, {}).get("value", ""),
            start=fields.get(name, {}).get("start"),
            end=fields.get(name, {}).get("end"),
            confidence=fields.get(name, {}).get("confidence"),
            rule=fields.get(name, {}).get("rule", ""),
        )
        for name in HEADER_FIELDS
    )


def _keep_citations(directive: Directive) -> None:
    directive.citations.all().delete()
    Citation.objects.bulk_create(
        Citation(
            directive=directive,
            position=position,
            kind=(one["kind"] or "")[:60],
            number=(one["number"] or "")[:80],
            date=one["date"] or "",
            issuer=(one["issuer"] or "")[:300],
            text=one["text"] or one["number"] or "",
            start=one["start"],
            end=one["end"],
        )
        for position, one in enumerate((directive.read or {})["references"])
    )
