"""Device, EnrolCode; SigningKey, KeyStatement, Signature; DesiredState, Outgoing; Evidence."""

from .device import Device, EnrolCode
from .evidence import Evidence
from .keys import KeyStatement, Signature, SigningKey
from .outgoing import DesiredState, Outgoing

__all__ = ["DesiredState", "Device", "EnrolCode", "Evidence", "KeyStatement", "Outgoing", "Signature", "SigningKey"]
