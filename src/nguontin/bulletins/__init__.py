"""Bulletins: words and sound per language, revisions, and the four eyes that let them air."""
