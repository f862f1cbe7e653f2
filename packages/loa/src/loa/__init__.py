"""Loudspeaker agent."""
