"""Device, EnrolCode; SigningKey, KeyStatement, Signature; DesiredState, ProgrammeMark, Outgoing, Lease; Evidence."""

from .device import Device, EnrolCode
from .evidence import Evidence
from .keys import KeyStatement, Signature, SigningKey
from .lease import Lease
from .outgoing import DesiredState, Outgoing, ProgrammeMark

__all__ = [
    "DesiredState",
    "Device",
    "EnrolCode",
    "Evidence",
    "KeyStatement",
    "Lease",
    "Outgoing",
    "ProgrammeMark",
    "Signature",
    "SigningKey",
]
