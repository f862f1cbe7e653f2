"""Sound of a text: from the machine voice, from a file or from the microphone; made by the worker, heard by people."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from nguontin.audit.services import record
from nguontin.bulletins.audio import AudioError, Encoded, level_and_encode
from nguontin.bulletins.models import Audio, Listening, RevisionText
from nguontin.bulletins.speech import LANGUAGES, SpeechError, normalise, synthesise
from nguontin.kernel import filestore
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer, demand

from .revisions import lock, open_revision

log = logging.getLogger(__name__)


@transaction.atomic
def speak(text: RevisionText, *, by: Viewer, at: datetime) -> Audio:
    """Order the machine voice for the words as they stand; the worker makes it (``make_audio``).

    Raises DomainError("no_voice") for a language without one, DomainError("empty") without words.
    """
    if not LANGUAGES[text.language].has_voice:
        raise DomainError(
            "no_voice",
            _("Không có giọng máy cho %(language)s.") % {"language": _(LANGUAGES[text.language].name_vi)},
            _("Thu âm người nói tiếng ấy và tải lên."),
        )
    if not text.text.strip():
        raise DomainError("empty", _("Chưa có chữ để đọc."), _("Viết nội dung rồi tạo giọng đọc."))
    return _order(text, Audio.Kind.SPOKEN, by=by, at=at)


@transaction.atomic
def attach_audio(
    text: RevisionText, data: bytes, file_name: str, *, kind: str = Audio.Kind.UPLOADED, by: Viewer, at: datetime
) -> Audio:
    """Take a recording (kind "uploaded" or "recorded") for the text; the worker levels and encodes it."""
    if kind not in (Audio.Kind.UPLOADED, Audio.Kind.RECORDED):
        raise ValueError(f"not a kind of recording: {kind}")
    if not data:
        raise DomainError("empty_file", _("Tệp âm thanh trống."), _("Chọn tệp khác hoặc thu lại."))
    if len(data) > settings.MAX_UPLOAD_BYTES:
        raise DomainError(
            "file_large",
            _("Tệp âm thanh lớn hơn %(mb)d MB.") % {"mb": settings.MAX_UPLOAD_BYTES // 2**20},
            _("Lưu lại ở dạng MP3 hoặc chia thành nhiều phần."),
        )
    sha256 = filestore.keep("sources", data)
    return _order(text, kind, by=by, at=at, source_sha256=sha256, source_name=file_name[-255:])


def _order(
    text: RevisionText, kind: str, *, by: Viewer, at: datetime, source_sha256: str = "", source_name: str = ""
) -> Audio:
    row = lock(text.revision.bulletin)
    revision = open_revision(row, by=by, at=at)
    current = revision.texts.get(language=text.language)
    fresh = {
        "kind": kind, "state": Audio.State.WAITING, "failure": "", "sha256": "", "size": 0, "duration_ms": 0,
        "loudness_lufs": None, "waveform": [], "spoken_text": "", "source_sha256": source_sha256,
        "source_name": source_name, "made_at": at,
    }  # fmt: skip
    audio = Audio.objects.select_for_update().filter(text=current).first()
    if audio is None:
        audio = Audio.objects.create(text=current, **fresh)
    else:
        for name, value in fresh.items():
            setattr(audio, name, value)
        audio.order += 1
        audio.save()
    record(
        "bulletin.sound_ordered",
        by=by.person,
        at=at,
        object_type="bulletins.bulletin",
        object_id=str(row.pk),
        unit_id=row.unit_id,
        fields=[f"audio.{text.language}"],
        ids={"audio": audio.pk},
    )
    transaction.on_commit(partial(make_later.enqueue, audio.pk))
    return audio


@task(queue_name="audio")
def make_later(audio_id: int) -> None:
    """Job: make one ordered sound. One that failed halfway may be run again; it does the work once.

    Run-book: a sound that stays "đang xử lý" means that no worker serves this queue: start ``nguontin worker``.
    """
    make_audio(audio_id)


def make_audio(audio_id: int) -> Audio:
    """Do the ordered work on one sound and return its row; called by the worker, or directly.

    A row that waits for nothing is left alone, and so is one that was ordered anew while this work was going on.
    What goes wrong is kept in ``failure`` in words for the writer.
    """
    audio = Audio.objects.select_related("text").get(pk=audio_id)
    if audio.state != Audio.State.WAITING:
        return audio
    encoded, spoken, failure = _worked(audio)
    with transaction.atomic():
        row = Audio.objects.select_for_update().get(pk=audio_id)
        if row.order != audio.order or row.state != Audio.State.WAITING:
            return row
        if encoded is None:
            row.state, row.failure = Audio.State.FAILED, failure
        else:
            row.state, row.spoken_text, row.sha256 = Audio.State.READY, spoken, encoded.sha256
            row.size, row.duration_ms = encoded.size, encoded.duration_ms
            row.loudness_lufs, row.waveform = encoded.loudness_lufs, encoded.waveform
        row.save()
    return row


def _worked(audio: Audio) -> tuple[Encoded | None, str, str]:
    """The sound, what was spoken, and what went wrong."""
    try:
        if audio.kind == Audio.Kind.SPOKEN:
            spoken = normalise(audio.text.text, language=audio.text.language).text
            encoded = level_and_encode(synthesise(spoken, language=audio.text.language))
        else:
            spoken = ""
            encoded = level_and_encode(filestore.fetch("sources", audio.source_sha256), filename=audio.source_name)
    except (AudioError, SpeechError) as error:
        return None, "", error.message_vi
    except FileNotFoundError:
        log.exception("source of audio %s is not on the shelf", audio.pk)
        return None, "", _("Không còn tệp gốc. Hãy tải lên hoặc thu lại.")
    filestore.keep("audio", encoded.data)
    return encoded, spoken, ""


def heard(audio: Audio, *, by: Viewer, at: datetime) -> Listening:
    """The person has heard this sound to its end. Raises DomainError("not_ready") while there is none."""
    demand(by, Ability.SEE, audio.text.revision.bulletin.unit)
    if audio.state != Audio.State.READY:
        raise DomainError("not_ready", _("Âm thanh chưa sẵn sàng."), _("Đợi xử lý xong rồi nghe."))
    return Listening.objects.get_or_create(person=by.person, sha256=audio.sha256, defaults={"at": at})[0]
