"""Paper, what was read and corrected; lineage; tasks, parties, assignments, results; observances; demands."""

from .assignment import Assignment, ProgressNote
from .citation import Citation, Relation
from .correction import Correction
from .demand import ReportDemand
from .directive import Directive, FieldValue
from .observance import Observance
from .result import Result, ResultFigure, ResultFile
from .task import Task, TaskParty

__all__ = [
    "Assignment",
    "Citation",
    "Correction",
    "Directive",
    "FieldValue",
    "Observance",
    "ProgressNote",
    "Relation",
    "ReportDemand",
    "Result",
    "ResultFigure",
    "ResultFile",
    "Task",
    "TaskParty",
]
