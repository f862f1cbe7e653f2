"""What can be done with units and people."""

from .imports import hamlet_importer, people_importer
from .people import (
    activate_person,
    change_contacts,
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
    second_factor_uri,
    start_second_factor,
)
from .sign_in import ask_reset, check_password_of, mail_reset, may_sign_in, note_account
from .tree import add_aliases, add_unit, merge_units, rename_unit

__all__ = [
    "activate_person",
    "add_aliases",
    "add_unit",
    "ask_reset",
    "change_contacts",
    "check_account",
    "check_password_of",
    "check_password_strength",
    "check_second_factor",
    "confirm_second_factor",
    "create_person",
    "deactivate_person",
    "demand_over_person",
    "end_role",
    "grant_role",
    "hamlet_importer",
    "has_second_factor",
    "load_province",
    "mail_reset",
    "may_sign_in",
    "merge_units",
    "note_account",
    "people_importer",
    "remove_second_factor",
    "rename_unit",
    "second_factor_uri",
    "start_second_factor",
]
