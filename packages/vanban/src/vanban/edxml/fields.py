"""Which element of the envelope holds which field: one table for reading and writing.

Names as in the messages of gateways at work, "Bussiness" and "TyperNotation" included.
"""

from __future__ import annotations

ORGAN = (
    ("id", "OrganId"),
    ("in_charge", "OrganizationInCharge"),
    ("name", "OrganName"),
    ("address", "OrganAdd"),
    ("email", "Email"),
    ("telephone", "Telephone"),
    ("fax", "Fax"),
    ("website", "Website"),
)
SIGNER = (("competence", "Competence"), ("position", "Position"), ("name", "FullName"))
RESPONSE = (("organ_id", "OrganId"), ("code", "Code"), ("document_id", "DocumentId"), ("date", "PromulgationDate"))
TRACE = (("organ_id", "OrganId"), ("timestamp", "Timestamp"))
STATUS = (("code", "StatusCode"), ("description", "Description"), ("timestamp", "Timestamp"))
STAFF = (("department", "Department"), ("staff", "Staff"), ("email", "Email"), ("mobile", "Mobile"))
HEADER = (
    ("document_id", ("DocumentId",)),
    ("code_number", ("Code", "CodeNumber")),
    ("code_notation", ("Code", "CodeNotation")),
    ("place", ("PromulgationInfo", "Place")),
    ("date", ("PromulgationInfo", "PromulgationDate")),
    ("type", ("DocumentType", "Type")),
    ("type_detail", ("DocumentType", "TypeDetail")),
    ("type_name", ("DocumentType", "TypeName")),
    ("subject", ("Subject",)),
    ("content", ("Content",)),
    ("due_date", ("DueDate",)),
    ("priority", ("OtherInfo", "Priority")),
    ("sphere", ("OtherInfo", "SphereOfPromulgation")),
    ("typist", ("OtherInfo", "TyperNotation")),
    ("copies", ("OtherInfo", "PromulgationAmount")),
    ("pages", ("OtherInfo", "PageAmount")),
    ("direction", ("OtherInfo", "Direction")),
    ("steering_type", ("SteeringType",)),
)
BUSINESS = (("business", "BussinessDocType"), ("business_reason", "BussinessDocReason"), ("paper", "Paper"))
DATES = {"date", "due_date"}
"""Fields that are dates: ISO in the model, yyyy/MM/dd in the envelope."""
