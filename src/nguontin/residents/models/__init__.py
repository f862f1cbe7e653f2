"""Question (the case), Identity and Consent (erasable, apart), Answer; Episode (podcast)."""

from .answer import Answer
from .episode import Episode
from .identity import Consent, Identity
from .question import Question

__all__ = ["Answer", "Consent", "Episode", "Identity", "Question"]
