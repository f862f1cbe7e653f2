"""Paper with what the reader gave; its lineage; tasks, parties, assignments, results; observances; report demands."""

from .assignment import Assignment, ProgressNote
from .citation import Citation, Relation
from .demand import ReportDemand
from .directive import Directive, FieldValue
from .observance import Observance
from .result import Result, ResultFigure, ResultFile
from .task import Task, TaskParty

__all__ = [
    "Assignment",
    "Citation",
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
