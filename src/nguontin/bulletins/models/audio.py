"""The sound of one language of a revision, levelled and encoded; and who has heard it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audio(models.Model):
    """``sha256`` names the Ogg Opus file on the shelf "audio"; failed work keeps its Vietnamese reason.

    ``order`` counts what was asked for: a job that comes back with the sound of an older order is not believed.
    """

    class Kind(models.TextChoices):
        """Where the sound comes from."""

        SPOKEN = "spoken", _("Giọng máy")
        UPLOADED = "uploaded", _("Tệp tải lên")
        RECORDED = "recorded", _("Thu âm")

    class State(models.TextChoices):
        """Work of the worker."""

        WAITING = "waiting", _("Đang xử lý")
        READY = "ready", _("Nghe được")
        FAILED = "failed", _("Lỗi")
        OUTDATED = "outdated", _("Chữ đã đổi, cần tạo lại")

    text = models.OneToOneField("bulletins.RevisionText", on_delete=models.CASCADE, related_name="audio")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    order = models.PositiveIntegerField(default=1)
    failure = models.TextField(blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    source_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveIntegerField(default=0)
    duration_ms = models.PositiveIntegerField(default=0)
    loudness_lufs = models.FloatField(null=True)
    waveform = models.JSONField(default=list)
    spoken_text = models.TextField(blank=True)
    made_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.sha256[:12]}"


class Listening(models.Model):
    """A person has heard this sound (by its hash): a bulletin is heard before it is sent."""

    person = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "sha256"], name="heard_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.sha256[:12]}"
