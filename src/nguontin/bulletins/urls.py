"""Addresses of the room `bulletins`."""

from __future__ import annotations

from django.urls import path

from .views import desk, sound, writing

app_name = "bulletins"
urlpatterns = [
    path("", desk.bulletins, name="list"),
    path("new/", desk.new, name="new"),
    path("audio/<str:sha256>", sound.audio_file, name="audio"),
    path("heard/<int:audio>/", sound.heard, name="heard"),
    path("<int:pk>/", writing.bulletin, name="bulletin"),
    path("<int:pk>/history/", desk.history, name="history"),
    path("<int:pk>/heading/", writing.heading, name="heading"),
    path("<int:pk>/language/", writing.add_language, name="add_language"),
    path("<int:pk>/text/<str:language>/", writing.text, name="text"),
    path("<int:pk>/text/<str:language>/drop/", writing.drop_language, name="drop_language"),
    path("<int:pk>/text/<str:language>/sound/", sound.sound, name="sound"),
    path("<int:pk>/text/<str:language>/speak/", sound.speak, name="speak"),
    path("<int:pk>/text/<str:language>/upload/", sound.upload, name="upload"),
    path("<int:pk>/submit/", desk.submit, name="submit"),
    path("<int:pk>/take-back/", desk.take_back, name="take_back"),
    path("<int:pk>/withdraw/", desk.withdraw, name="withdraw"),
]
