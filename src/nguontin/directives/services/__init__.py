"""What can be done with papers, tasks and assignments."""

from nguontin.directives.drafts import DemandDraft, ObservanceDraft, PartyDraft, TaskDraft, draft_tasks

from .confirm import check_confirmation, confirm_directive
from .drafting import save_draft
from .exporting import export_annotations
from .periods import make_recurring
from .receive import read_paper, receive_paper, reread_paper
from .work import (
    add_result,
    cancel_task,
    close_assignment,
    close_directive,
    decline_assignment,
    mark_seen,
    note_progress,
    reopen_assignment,
    reopen_directive,
)

__all__ = [
    "DemandDraft",
    "ObservanceDraft",
    "PartyDraft",
    "TaskDraft",
    "add_result",
    "cancel_task",
    "check_confirmation",
    "close_assignment",
    "close_directive",
    "confirm_directive",
    "decline_assignment",
    "draft_tasks",
    "export_annotations",
    "make_recurring",
    "mark_seen",
    "note_progress",
    "read_paper",
    "receive_paper",
    "reopen_assignment",
    "reopen_directive",
    "reread_paper",
    "save_draft",
]
