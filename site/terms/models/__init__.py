"""Models of official terms and authentic texts."""

from terms.models.authentic import AuthenticText, AuthenticWording
from terms.models.concept import Concept
from terms.models.seeded import SeededTerm
from terms.models.term import Status, Term

__all__ = ["AuthenticText", "AuthenticWording", "Concept", "SeededTerm", "Status", "Term"]
