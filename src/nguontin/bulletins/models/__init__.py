"""Bulletin, Revision with its authors, texts and audio, Review (the four eyes), Listening."""

from .audio import Audio, Listening
from .bulletin import Bulletin, Field
from .review import Review
from .revision import Revision, RevisionAuthor, RevisionText

__all__ = ["Audio", "Bulletin", "Field", "Listening", "Review", "Revision", "RevisionAuthor", "RevisionText"]
