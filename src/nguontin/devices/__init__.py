"""Loudspeakers on the wire: enrolment, keys, desired state, signer, gateway, evidence."""
