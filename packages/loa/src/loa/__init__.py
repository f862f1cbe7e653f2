"""Loudspeaker agent: enrol, fetch, keep, play at the instant, prove."""
