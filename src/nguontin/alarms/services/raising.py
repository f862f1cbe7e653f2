"""An alarm: prepared by one, aired by a second with the second factor. The words are spoken before anybody is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.alarms.models import Alarm
from nguontin.alarms.states import ALARM, AlarmState, Cause
from nguontin.audit.services import record
from nguontin.broadcast.models import Broadcast
from nguontin.broadcast.services import air_bulletin
from nguontin.bulletins.models import Audio, RevisionText
from nguontin.bulletins.services import attach_audio, create_alarm_bulletin, make_audio, speak, submit_bulletin
from nguontin.bulletins.speech import LANGUAGES
from nguontin.devices.services import order_urgent
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.kernel.machine import advance
from nguontin.units.abilities import Ability
from nguontin.units.models import Person, Unit
from nguontin.units.scope import Viewer, demand
from nguontin.units.services import check_second_factor

from .ending import cancel_alarm

MAX_REPEATS, MIN_EVERY_S, MAX_EVERY_S = 10, 30, 3600


def prepare_alarm(
    *,
    unit: Unit,
    cause: str,
    title: str,
    texts: Mapping[str, str],
    targets: Iterable[Unit],
    repeats: int = 3,
    every_s: int = 300,
    recordings: Mapping[str, tuple[bytes, str]] | None = None,
    by: Viewer,
    at: datetime,
) -> Alarm:
    """Write the alarm, make its sound now, and lay it before a second person; nothing airs yet.

    *recordings* (content, file name) by language replace the machine voice; a language without voice needs one. Raises
    Forbidden without the ability in the unit and every target, DomainError with code "cause", "bounds", "targets",
    "no_voice" or "sound" (then the alarm is cancelled, with the reason).
    """
    places = list(targets)
    _check(cause, places, repeats, every_s)
    recordings = recordings or {}
    words = {language: text.strip() for language, text in texts.items() if text.strip() or language in recordings}
    _check_voices(words, recordings)
    with transaction.atomic():
        bulletin = create_alarm_bulletin(unit=unit, title=title, texts=words, targets=places, by=by, at=at)
        alarm = Alarm.objects.create(
            unit=unit,
            bulletin=bulletin,
            cause=cause,
            repeats=repeats,
            every_s=every_s,
            raised_by=by.person,
            raised_at=at,
        )
        sounds = [
            _order_sound(text, recordings, by, at) for text in RevisionText.objects.filter(revision__bulletin=bulletin)
        ]
        _note("alarm.prepared", alarm, by.person, at)
    made = [make_audio(sound.pk) for sound in sounds]
    failed = [sound.failure for sound in made if sound.state != Audio.State.READY]
    if failed:
        cancel_alarm(alarm, reason=_("Không tạo được âm thanh."), by=by, at=at)
        raise DomainError(
            "sound", failed[0] or _("Không tạo được âm thanh."), _("Sửa nội dung hoặc thu âm rồi thử lại.")
        )
    submit_bulletin(bulletin, by=by, at=at)
    return alarm


def confirm_alarm(alarm: Alarm, *, code: str, by: Viewer, at: datetime) -> Alarm:
    """The second person airs it, live, at every loudspeaker addressed.

    Raises Forbidden for the person who prepared it, DomainError("state") when it no longer waits, ("second_factor").
    """
    demand(by, Ability.ALARM, alarm.unit)
    if alarm.raised_by_id == by.person.pk:
        raise Forbidden(
            "same_person",
            _("Người soạn không tự xác nhận báo động của mình."),
            _("Nhờ người thứ hai, hoặc phát khẩn một mình kèm lý do."),
        )
    check_waiting(alarm)
    check_second_factor(by.person, code, at=at)  # outside the transaction: its count of tries must outlive a refusal
    with transaction.atomic():
        broadcast = air_bulletin(
            alarm.bulletin, by=by, at=at, repeats=alarm.repeats, every_s=alarm.every_s, cause=alarm.cause
        )
        return put_on_air(alarm, broadcast, by=by, at=at)


@transaction.atomic
def put_on_air(alarm: Alarm, broadcast: Broadcast, *, by: Viewer, at: datetime, reason: str = "") -> Alarm:
    """Tie the alarm to its broadcast and order it to the loudspeakers."""
    advance(alarm, ALARM, AlarmState.ON_AIR, by=by.person, at=at, reason=reason)
    alarm.broadcast = broadcast
    alarm.save(update_fields=["broadcast"])
    order_urgent(broadcast, by=by, at=at)
    return alarm


def check_waiting(alarm: Alarm) -> None:
    """Raises DomainError("state") unless the alarm still waits for a second person."""
    alarm.refresh_from_db(fields=["state"])
    if alarm.state != AlarmState.PREPARED:
        raise DomainError(
            "state", _("Báo động này không còn chờ xác nhận."), _("Tải lại trang để xem trạng thái mới nhất.")
        )


def _check(cause: str, places: list[Unit], repeats: int, every_s: int) -> None:
    if cause not in Cause.values:
        raise DomainError(
            "cause",
            _("Chọn một nguyên nhân mà Thông tư 39 cho phép phát khẩn cấp."),
            _("Tin khác hãy đặt loại ưu tiên."),
        )
    if not places:
        raise DomainError("targets", _("Chưa chọn nơi phát."), _("Chọn ít nhất một xã, phường hoặc xóm."))
    if not (1 <= repeats <= MAX_REPEATS and MIN_EVERY_S <= every_s <= MAX_EVERY_S):
        raise DomainError(
            "bounds",
            _("Phát từ 1 đến %(n)d lần, cách nhau 30 giây đến 60 phút.") % {"n": MAX_REPEATS},
            _("Sửa số lần phát."),
        )


def _check_voices(words: Mapping[str, str], recordings: Mapping[str, tuple[bytes, str]]) -> None:
    if not words:
        raise DomainError("empty", _("Chưa có nội dung."), _("Viết nội dung tiếng Việt."))
    for language in words:
        if language not in recordings and not LANGUAGES[language].has_voice:
            raise DomainError(
                "no_voice",
                _("Không có giọng máy cho %(language)s.") % {"language": _(LANGUAGES[language].name_vi)},
                _("Thu âm người nói tiếng ấy và tải lên."),
            )


def _order_sound(text: RevisionText, recordings: Mapping[str, tuple[bytes, str]], by: Viewer, at: datetime) -> Audio:
    if text.language in recordings:
        data, name = recordings[text.language]
        return attach_audio(text, data, name, kind=Audio.Kind.RECORDED, by=by, at=at)
    return speak(text, by=by, at=at)


def _note(verb: str, alarm: Alarm, person: Person, at: datetime) -> None:
    record(
        verb,
        by=person,
        at=at,
        object_type="alarms.alarm",
        object_id=str(alarm.pk),
        unit_id=alarm.unit_id,
        ids={"bulletin": alarm.bulletin_id},
    )
