"""Terms as plain values, for matching, caching and exchange without model instances."""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from terms.models import Concept, Status, Term
from terms.models.term import RANKS

# The fields of `Entry` after `concept`, in order.
_COLUMNS = ("language", "text", "abbreviation", "status", "is_unconfirmed", "is_label", "note")


@dataclass(frozen=True)
class Entry:
    """One term in one language, with its concept's key."""

    concept: str
    language: str
    text: str
    abbreviation: str = ""
    status: str = Status.PREFERRED.value
    is_unconfirmed: bool = False
    is_label: bool = False
    note: str = ""

    @property
    def is_official(self) -> bool:
        """Returns whether the status is official."""
        return self.status == Status.OFFICIAL

    @property
    def is_forbidden(self) -> bool:
        """Returns whether the status is forbidden."""
        return self.status == Status.FORBIDDEN

    @property
    def rank(self) -> int:
        """Returns the position of the status; 0 is the best."""
        return RANKS[Status(self.status)]

    @property
    def status_label(self) -> str:
        """Returns the translated name of the status."""
        return str(Status(self.status).label)


def in_languages(*languages: str) -> list[Entry]:
    """Returns the terms of these languages (primary codes), best first, with one query."""
    rows = Term.objects.filter(language__in=languages).best_first()
    is_label = ExpressionWrapper(Q(concept__scope=Concept.Scope.LABEL), BooleanField())
    values = rows.annotate(key=F("concept__key"), is_label=is_label)
    return [Entry(*row) for row in values.values_list("key", *_COLUMNS)]
