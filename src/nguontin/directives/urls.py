"""Addresses of the room `directives`, under /papers/."""

from __future__ import annotations

from django.urls import path

from .views import confirm, days, inbox, papers, work

app_name = "directives"
urlpatterns = [
    path("", inbox.papers, name="inbox"),
    path("new", inbox.upload, name="upload"),
    path("annotations", inbox.take_annotations, name="annotations"),
    path("<int:pk>/", papers.paper, name="paper"),
    path("<int:pk>/row", inbox.row, name="row"),
    path("<int:pk>/file", papers.original, name="file"),
    path("<int:pk>/reread", papers.reread, name="reread"),
    path("<int:pk>/close", papers.close, name="close"),
    path("<int:pk>/reopen", papers.reopen, name="reopen"),
    path("<int:pk>/confirm", confirm.confirm, name="confirm"),
    path("<int:pk>/names", confirm.names, name="names"),
    path("calendar/", days.calendar_page, name="calendar"),
    path("assignments/", work.assignments, name="tasks"),
    path("assignments/<int:pk>/", work.assignment, name="assignment"),
    path("assignments/<int:pk>/note", work.note, name="note"),
    path("assignments/<int:pk>/result", work.result, name="result"),
    path("assignments/<int:pk>/close", work.close, name="close_assignment"),
    path("assignments/<int:pk>/decline", work.decline, name="decline"),
    path("assignments/<int:pk>/reopen", work.reopen, name="reopen_assignment"),
    path("tasks/<int:pk>/", work.task, name="task"),
    path("tasks/<int:pk>/cancel", work.cancel, name="cancel"),
    path("files/<int:pk>", work.result_file, name="result_file"),
]
