"""What can be asked about units and people."""

from .people import people_of, person_for
from .resolving import Part, resolve_all, resolve_parts, resolve_unit
from .tree import communes, hamlets, path_ids, province_of, subtree, unit_by_code, unit_for

__all__ = [
    "Part",
    "communes",
    "hamlets",
    "path_ids",
    "people_of",
    "person_for",
    "province_of",
    "resolve_all",
    "resolve_parts",
    "resolve_unit",
    "subtree",
    "unit_by_code",
    "unit_for",
]
