"""Addresses of the desk of those who answer."""

from django.urls import path

from .views import desk

app_name = "residents"
urlpatterns = [
    path("", desk.questions, name="questions"),
    path("<int:pk>/", desk.question, name="question"),
    path("<int:pk>/take-up", desk.take_up, name="take_up"),
    path("<int:pk>/answer", desk.answer, name="answer"),
    path("<int:pk>/publish", desk.publish, name="publish"),
    path("<int:pk>/contact", desk.contact, name="contact"),
    path("<int:pk>/erase", desk.erase, name="erase"),
]
