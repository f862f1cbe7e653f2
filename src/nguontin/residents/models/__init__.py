"""Question (the case), Identity and Consent (erasable, apart), Answer."""

from .answer import Answer
from .identity import Consent, Identity
from .question import Question

__all__ = ["Answer", "Consent", "Identity", "Question"]
