"""Four eyes in the database: a frozen revision stays as it is, an author cannot approve, a decision is final."""

from django.db import migrations

from nguontin.kernel.guards import Guard, changed, set_up

FROZEN = "Bản đã gửi duyệt không thay đổi được"
DECIDED = "Quyết định duyệt không thay đổi được"
OWN_WORK = "Người soạn không được tự duyệt"
AUTHORS = "Danh sách người soạn không sửa được"


def frozen(revision: str) -> str:
    """SQL: the revision with this id (an expression) is frozen."""
    where = f"WHERE r.id = {revision} AND r.frozen_at IS NOT NULL"
    return f"EXISTS (SELECT 1 FROM bulletins_revision r {where})"


def frozen_text(text: str) -> str:
    """SQL: the text with this id belongs to a frozen revision."""
    join = "JOIN bulletins_revision r ON r.id = t.revision_id"
    return f"EXISTS (SELECT 1 FROM bulletins_revisiontext t {join} WHERE t.id = {text} AND r.frozen_at IS NOT NULL)"


BY_AUTHOR = (
    "NEW.decision IN ('approved', 'returned') AND EXISTS (SELECT 1 FROM bulletins_revisionauthor a "
    "WHERE a.revision_id = NEW.revision_id AND a.person_id = NEW.decided_by_id)"
)
UNFROZEN = f"NOT {frozen('NEW.revision_id')}"

GUARDS = (
    Guard("bulletins_revision_update", "bulletins_revision", "UPDATE", "OLD.frozen_at IS NOT NULL", FROZEN),
    Guard("bulletins_revision_delete", "bulletins_revision", "DELETE", "OLD.frozen_at IS NOT NULL", FROZEN),
    Guard("bulletins_text_insert", "bulletins_revisiontext", "INSERT", frozen("NEW.revision_id"), FROZEN),
    Guard(
        "bulletins_text_update",
        "bulletins_revisiontext",
        "UPDATE",
        f"{frozen('OLD.revision_id')} OR {frozen('NEW.revision_id')}",
        FROZEN,
    ),
    Guard("bulletins_text_delete", "bulletins_revisiontext", "DELETE", frozen("OLD.revision_id"), FROZEN),
    Guard("bulletins_audio_insert", "bulletins_audio", "INSERT", frozen_text("NEW.text_id"), FROZEN),
    Guard(
        "bulletins_audio_update",
        "bulletins_audio",
        "UPDATE",
        f"{frozen_text('OLD.text_id')} OR {frozen_text('NEW.text_id')}",
        FROZEN,
    ),
    Guard("bulletins_audio_delete", "bulletins_audio", "DELETE", frozen_text("OLD.text_id"), FROZEN),
    Guard("bulletins_author_update", "bulletins_revisionauthor", "UPDATE", "1 = 1", AUTHORS),
    Guard("bulletins_author_insert", "bulletins_revisionauthor", "INSERT", frozen("NEW.revision_id"), AUTHORS),
    Guard("bulletins_author_delete", "bulletins_revisionauthor", "DELETE", frozen("OLD.revision_id"), AUTHORS),
    Guard("bulletins_review_insert", "bulletins_review", "INSERT", f"{UNFROZEN} OR ({BY_AUTHOR})", OWN_WORK),
    Guard(
        "bulletins_review_update",
        "bulletins_review",
        "UPDATE",
        f"OLD.decision <> '' OR {changed('revision_id', 'submitted_by_id', 'submitted_at')}",
        DECIDED,
    ),
    Guard("bulletins_review_author", "bulletins_review", "UPDATE", BY_AUTHOR, OWN_WORK),
    Guard("bulletins_review_delete", "bulletins_review", "DELETE", "OLD.decision <> ''", DECIDED),
)


class Migration(migrations.Migration):
    """Row triggers on SQLite and PostgreSQL."""

    dependencies = [("bulletins", "0001_initial")]
    operations = [set_up(*GUARDS)]
