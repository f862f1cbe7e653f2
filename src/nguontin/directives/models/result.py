"""What a unit did for a task: channel, figures with their units, note, files. Enters the report."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """Ways of informing people: the eight of Decree 49/2024 and what papers ask for beside them."""

    LOUDSPEAKER = "loudspeaker", _("Đài truyền thanh")
    BOARD = "board", _("Bảng tin công cộng")
    PERIODICAL = "periodical", _("Bản tin thông tin cơ sở")
    MATERIAL = "material", _("Tài liệu không kinh doanh")
    FACE_TO_FACE = "face_to_face", _("Tuyên truyền miệng")
    WEBSITE = "website", _("Cổng, trang thông tin điện tử")
    SOCIAL_NETWORK = "social_network", _("Mạng xã hội, Zalo")
    MESSAGE = "message", _("Tin nhắn viễn thông")
    PANEL = "panel", _("Pa nô, áp phích")
    BANNER = "banner", _("Băng rôn, khẩu hiệu")
    FILM = "film", _("Chiếu phim lưu động")
    PRESS = "press", _("Báo chí")
    OTHER = "other", _("Việc khác")


class Result(models.Model):
    """One thing done; an assignment may have several."""

    assignment = models.ForeignKey("directives.Assignment", on_delete=models.PROTECT, related_name="results")
    channel = models.CharField(_("hình thức"), max_length=16, choices=Channel.choices)
    on = models.DateField(_("ngày làm"))
    note = models.TextField(_("ghi chú"), blank=True)
    by = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["channel", "on"])]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.on:%d/%m/%Y}"


class ResultFigure(models.Model):
    """ "Số băng rôn": 12 "chiếc"."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(max_length=120)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    measure = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.label}: {self.value} {self.measure}"


class ResultFile(models.Model):
    """A photo or paper that shows it."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name
