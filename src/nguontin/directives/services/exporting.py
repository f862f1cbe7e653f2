"""Annotations leave the house: what people confirmed, for whoever mends the reader, without people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.directives.annotations import annotation_of, name_of
from nguontin.directives.models import Correction, Directive
from nguontin.directives.states import DirectiveState
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer, demand_anywhere

README = """\
Chú giải để chấm bộ đọc văn bản vanban. Tên người, số điện thoại, địa chỉ thư đã được thay.

text/TÊN.txt      nguyên văn
gold/TÊN.json     những gì người xác nhận cho là đúng
corrections.jsonl từng chỗ người xác nhận đã sửa: trường, đọc được, xác nhận, quy tắc, độ chắc, phiên bản bộ đọc

Chấm: vanban bench text --gold gold --suffix .txt
"""
_CONFIRMED = (DirectiveState.CONFIRMED, DirectiveState.CLOSED)
_AT_ONCE = 20  # papers in memory


def export_annotations(file: IO[bytes], *, by: Viewer | None, at: datetime) -> int:
    """Write the confirmed papers of the person's subtree (None: of all units, for the operator) as a .zip into *file*.

    Returns how many. Raises Forbidden without the ability to audit, DomainError("nothing") when there are none.
    """
    if by is not None:
        demand_anywhere(by, Ability.AUDIT)
    rows: QuerySet[Directive] = Directive.objects.filter(state__in=_CONFIRMED).order_by("pk")
    if by is not None:
        rows = by.narrow(rows, ability=Ability.AUDIT)
    with transaction.atomic(), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        number = 0
        for directive in rows.iterator(chunk_size=_AT_ONCE):
            number += 1
            annotation = annotation_of(directive)
            archive.writestr(f"text/{annotation.name}.txt", annotation.text)
            archive.writestr(f"gold/{annotation.name}.json", _json(annotation.record, indent=1))
        if not number:
            raise DomainError(
                "nothing",
                _("Chưa có văn bản nào được xác nhận để xuất."),
                _("Xác nhận ít nhất một văn bản rồi xuất lại."),
            )
        archive.writestr("corrections.jsonl", "".join(_corrections(rows)))
        record(
            "directive.export",
            by=by.person if by else None,
            at=at,
            object_type="directives.directive",
            object_id="",
            unit_id=by.home if by else None,
            ids={"papers": number},
        )
    return number


def _corrections(papers: QuerySet[Directive]) -> Iterator[str]:
    rows = Correction.objects.filter(directive__in=papers.values("pk")).order_by("directive_id", "pk")
    for one in rows.iterator(chunk_size=500):
        line: dict[str, object] = {"paper": name_of(one.directive_id), "field": one.field, "read": one.read}
        line |= {"confirmed": one.confirmed, "rule": one.rule, "confidence": one.confidence, "reader": one.reader}
        yield _json(line | {"at": one.at.isoformat()}) + "\n"


def _json(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
