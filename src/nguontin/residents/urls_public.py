"""Addresses open to everybody."""

from django.urls import path

from .views import open as pages

app_name = "residents_open"
urlpatterns = [
    path("xa/", pages.communes, name="communes"),
    path("xa/<str:code>/", pages.commune, name="commune"),
    path("xa/<str:code>/podcast.xml", pages.podcast_feed, name="podcast"),
    path("xa/<str:code>/podcast/<uuid:broadcast>.mp3", pages.podcast_audio, name="podcast_audio"),
    path("hoi/<str:code>/", pages.ask, name="ask"),
    path("tra-loi/", pages.track, name="track"),
    path("tra-loi/viec", pages.act, name="act"),
]
