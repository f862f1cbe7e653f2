"""A paper comes in and is read."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime
from functools import partial
from pathlib import PurePath

import vanban
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_tasks import task

from nguontin.audit.services import record
from nguontin.directives.models import Citation, Directive, FieldValue
from nguontin.directives.reading import COLUMNS, HEADER_FIELDS, LONGEST, header_of, reading_of
from nguontin.directives.states import DIRECTIVE, DirectiveState
from nguontin.kernel import clock, filestore
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from nguontin.kernel.machine import advance
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
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
    sha256 = hashlib.sha256(data).hexdigest()
    known = Directive.objects.filter(unit=unit, file_sha256=sha256).first()
    if known:
        return known
    filestore.keep("papers", data)
    person = by.person if by else None
    try:
        with transaction.atomic():
            directive = Directive.objects.create(
                unit=unit,
                file_sha256=sha256,
                file_name=PurePath(file_name).name[-255:],
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

    A paper that is not in state ``received`` (read already, confirmed) is left alone.
    """
    if directive.state != DirectiveState.RECEIVED:
        return directive
    document, error = _document_of(directive, at=at)  # may take seconds: not while rows are locked
    with transaction.atomic():
        row = Directive.objects.select_for_update().get(pk=directive.pk)
        if row.state != DirectiveState.RECEIVED:
            return row
        if document is None:
            row.unreadable_code, row.unreadable_why = error
            row.save(update_fields=["unreadable_code", "unreadable_why"])
            advance(row, DIRECTIVE, DirectiveState.UNREADABLE, by=None, at=at)
            return row
        row.text, row.read, row.draft = document.text, reading_of(document), None
        row.unreadable_code = row.unreadable_why = ""
        header = header_of(row.read)
        for name in COLUMNS:
            setattr(row, name, header[name][: LONGEST.get(name)])
        row.save()
        _keep_fields(row)
        _keep_citations(row)
        advance(row, DIRECTIVE, DirectiveState.READ, by=None, at=at)
    return row


def _document_of(directive: Directive, *, at: datetime) -> tuple[vanban.Document | None, tuple[str, str]]:
    """The read paper, or None with the code and the reason for people. A fault of the reader itself is logged."""
    try:
        data = filestore.fetch("papers", directive.file_sha256)
        today = at.astimezone(LOCAL).date()
        return vanban.read(data, filename=directive.file_name, today=today), ("", "")
    except vanban.UnreadableError as error:
        return None, (error.code, error.message_vi)
    except Exception:  # whatever is wrong with one paper, the next ones are read
        logger.exception("reading directive %s failed", directive.pk)
        return None, ("fault", _("Bộ đọc gặp lỗi với tệp này. Bấm “Đọc lại”; nếu vẫn lỗi, báo quản trị viên."))


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
