"""What a report counts over: one directive, one unit's subtree, one period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nguontin.directives.models import Directive
from nguontin.units.models import Unit


@dataclass(frozen=True, slots=True)
class ReportScope:
    """Both days belong to the period. Rows outside the unit's subtree are never counted."""

    directive: Directive
    unit: Unit
    first: date
    last: date
