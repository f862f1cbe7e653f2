"""Envelopes of the exchange of electronic documents (edXML), QCVN 102:2016/BTTTT with its amendment of 2022."""

from __future__ import annotations

from vanban.edxml.model import Attachment, Envelope, EnvelopeSigner, Organ, ResponseFor, Status, Trace
from vanban.edxml.reading import read_envelope
from vanban.edxml.writing import write_envelope

__all__ = [
    "Attachment",
    "Envelope",
    "EnvelopeSigner",
    "Organ",
    "ResponseFor",
    "Status",
    "Trace",
    "read_envelope",
    "write_envelope",
]
