"""Loudspeaker agent: enrol, fetch, keep, play at the instant, pre-empt, prove (docs/protocol.md, section 6)."""

from importlib.metadata import version

AGENT = f"loa {version('loa')}"
"""Name and version that the agent gives of itself."""
