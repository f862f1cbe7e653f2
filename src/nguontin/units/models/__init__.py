"""Unit, its changes over time, Person, Membership, second factor."""

from .membership import Membership, Role
from .person import Person
from .second_factor import SecondFactor
from .unit import Unit, UnitAlias, UnitChange, UnitKind

__all__ = ["Membership", "Person", "Role", "SecondFactor", "Unit", "UnitAlias", "UnitChange", "UnitKind"]
