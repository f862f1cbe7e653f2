"""What was approved cannot be changed, and what has ended cannot be opened again: held by the database."""

from django.db import migrations

from nguontin.kernel.guards import Guard, changed, set_up

FIXED = "Nội dung đã duyệt không thay đổi được"
UNAPPROVED = "Chỉ phát đúng bản đã được người khác duyệt"
ENDED = "Lượt phát đã kết thúc không mở lại được"

CONTENT = (
    "id", "unit_id", "bulletin_id", "revision_id", "review_id", "break_glass_id", "klass", "title", "content", "digest",
    "duration_ms", "valid_from", "valid_to", "approved_at", "repeats", "every_s", "cause",
)  # fmt: skip
NOT_AS_REVIEWED = (
    "(NEW.review_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bulletins_review v JOIN bulletins_revision r "
    "ON r.id = v.revision_id WHERE v.id = NEW.review_id AND v.decision = 'approved' AND r.id = NEW.revision_id "
    "AND r.bulletin_id = NEW.bulletin_id AND r.digest = NEW.digest AND r.content = NEW.content))"
)
NOT_AS_FROZEN = (
    "NOT EXISTS (SELECT 1 FROM bulletins_revision r WHERE r.id = NEW.revision_id AND r.frozen_at IS NOT NULL "
    "AND r.bulletin_id = NEW.bulletin_id AND r.digest = NEW.digest AND r.content = NEW.content)"
)
STANDS = "SELECT 1 FROM broadcast_broadcast b WHERE b.id = NEW.broadcast_id AND "
UNKNOWN_AUDIO = f"NOT EXISTS ({STANDS} b.content LIKE '%\"sha256\":\"' || NEW.sha256 || '\"%')"
AFTER = """],"texts":[%'"""  # quotes within texts are escaped, so these words stand in the content once
FORMS = (("[", ""), ("[", ",%"), ("[%,", ""), ("[%,", ",%"))  # alone, first, last, between
LISTED = " OR ".join(f"""b.content LIKE '%"targets":{a}' || NEW.unit_id || '{z}{AFTER}""" for a, z in FORMS)
UNKNOWN_TARGET = f"NOT EXISTS ({STANDS} ({LISTED}))"
ANSWERED = ("outcome", "reason", "began_at", "ended_at", "played_ms", "told_by_server")

GUARDS = (
    Guard(
        "broadcast_as_approved", "broadcast_broadcast", "INSERT", f"{NOT_AS_REVIEWED} OR {NOT_AS_FROZEN}", UNAPPROVED
    ),
    Guard("broadcast_is_fixed", "broadcast_broadcast", "UPDATE", changed(*CONTENT), FIXED),
    Guard("broadcast_stays", "broadcast_broadcast", "DELETE", "1 = 1", FIXED),
    Guard("broadcast_audio_as_approved", "broadcast_broadcastaudio", "INSERT", UNKNOWN_AUDIO, FIXED),
    Guard("broadcast_target_as_approved", "broadcast_broadcasttarget", "INSERT", UNKNOWN_TARGET, FIXED),
    Guard("broadcast_audio_is_fixed", "broadcast_broadcastaudio", "UPDATE", "1 = 1", FIXED),
    Guard("broadcast_audio_stays", "broadcast_broadcastaudio", "DELETE", "1 = 1", FIXED),
    Guard("broadcast_target_is_fixed", "broadcast_broadcasttarget", "UPDATE", "1 = 1", FIXED),
    Guard("broadcast_target_stays", "broadcast_broadcasttarget", "DELETE", "1 = 1", FIXED),
    Guard(
        "broadcast_occurrence_ended",
        "broadcast_occurrence",
        "UPDATE",
        "OLD.outcome <> 'open' AND (NEW.outcome = 'open' OR "
        f"{changed('broadcast_id', 'outlet_id', 'unit_id', 'session', 'starts_at', 'local_day')} OR "
        f"(NOT OLD.told_by_server AND {changed(*ANSWERED)}))",
        ENDED,
    ),
    Guard("broadcast_occurrence_stays", "broadcast_occurrence", "DELETE", "OLD.outcome <> 'open'", ENDED),
)


class Migration(migrations.Migration):
    """Row triggers on SQLite and PostgreSQL."""

    dependencies = [("broadcast", "0001_initial"), ("bulletins", "0009_guards")]
    operations = [set_up(*GUARDS)]
