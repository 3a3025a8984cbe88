"""Models of official terms and authentic texts."""

from terms.models.authentic_text import AuthenticText, AuthenticWording
from terms.models.concept import Concept
from terms.models.term import SeededTerm, Status, Term

__all__ = ["AuthenticText", "AuthenticWording", "Concept", "SeededTerm", "Status", "Term"]
