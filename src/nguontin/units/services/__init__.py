"""What can be done with units and people."""

from .people import (
    activate_person,
    check_account,
    check_password_strength,
    create_person,
    deactivate_person,
    demand_over_person,
    end_role,
    grant_role,
)
from .province import load_province
from .second_factor import (
    check_second_factor,
    confirm_second_factor,
    has_second_factor,
    remove_second_factor,
    start_second_factor,
)
from .tree import add_aliases, add_unit, merge_units, rename_unit

__all__ = [
    "activate_person",
    "add_aliases",
    "add_unit",
    "check_account",
    "check_password_strength",
    "check_second_factor",
    "confirm_second_factor",
    "create_person",
    "deactivate_person",
    "demand_over_person",
    "end_role",
    "grant_role",
    "has_second_factor",
    "load_province",
    "merge_units",
    "remove_second_factor",
    "rename_unit",
    "start_second_factor",
]
