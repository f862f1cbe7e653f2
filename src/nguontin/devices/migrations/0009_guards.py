"""Evidence and the log of signatures only grow; a key statement is never exchanged: held by the database."""

from django.db import migrations

from nguontin.kernel.guards import Guard, set_up

EVIDENCE = "Nhật ký phát không sửa, không xóa được"
SIGNATURES = "Sổ chữ ký chỉ được ghi thêm"
STATEMENTS = "Bản kê khóa không sửa, không xóa được"
ROLLED_BACK = "Số bản kê khóa không được lùi"

GUARDS = (
    Guard("devices_evidence_is_fixed", "devices_evidence", "UPDATE", "1 = 1", EVIDENCE),
    Guard("devices_evidence_stays", "devices_evidence", "DELETE", "1 = 1", EVIDENCE),
    Guard("devices_signature_is_fixed", "devices_signature", "UPDATE", "1 = 1", SIGNATURES),
    Guard("devices_signature_stays", "devices_signature", "DELETE", "1 = 1", SIGNATURES),
    Guard("devices_statement_is_fixed", "devices_keystatement", "UPDATE", "1 = 1", STATEMENTS),
    Guard("devices_statement_stays", "devices_keystatement", "DELETE", "1 = 1", STATEMENTS),
    Guard(
        "devices_serial_rises",
        "devices_keystatement",
        "INSERT",
        "EXISTS (SELECT 1 FROM devices_keystatement k WHERE k.serial >= NEW.serial)",
        ROLLED_BACK,
    ),
)


class Migration(migrations.Migration):
    """Row triggers on SQLite and PostgreSQL."""

    dependencies = [("devices", "0001_initial")]
    operations = [set_up(*GUARDS)]
