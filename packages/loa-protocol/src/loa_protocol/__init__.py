"""Signed messages between a provincial source system and its loudspeakers."""
