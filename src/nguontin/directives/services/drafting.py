"""A person's unfinished work on the confirm screen is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.directives.drafts import TaskDraft, drafts_to_json
from nguontin.directives.models import Directive
from nguontin.directives.states import DirectiveState
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer, demand


def save_draft(
    directive: Directive,
    *,
    header: dict[str, str],
    tasks: Sequence[TaskDraft],
    left_out: Mapping[str, Sequence[int]] | None = None,
    by: Viewer,
    at: datetime,
) -> Directive:
    """Keep header words and task drafts as they stand, right or wrong. Raises Forbidden, DomainError("state").

    ``left_out`` are the places of what is not to be taken, by name: "demand", "observance", "citation".
    """
    demand(by, Ability.PAPERS, directive.unit)
    kept = Directive.objects.filter(pk=directive.pk, state=DirectiveState.READ).update(
        draft={"header": header, "tasks": drafts_to_json(tasks), "left_out": dict(left_out or {})}
    )
    if not kept:
        raise DomainError("state", _("Văn bản này đã được xác nhận."), _("Tải lại trang để xem nhiệm vụ."))
    record(
        "directive.draft",
        by=by.person,
        at=at,
        object_type="directives.directive",
        object_id=str(directive.pk),
        unit_id=directive.unit_id,
        fields=["draft"],
    )
    return directive
