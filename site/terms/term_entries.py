"""Terms as plain values: what is compared, cached, exchanged and shown without the database."""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from terms.models import Concept, Status, Term
from terms.models.term import RANKS

# The columns of an entry after its concept's key, in its order.
_COLUMNS = ("language", "text", "abbreviation", "status", "is_unconfirmed", "is_label", "note")


@dataclass(frozen=True)
class Entry:
    """One term of one language, and the key of its concept."""

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
        return self.status == Status.OFFICIAL

    @property
    def is_forbidden(self) -> bool:
        return self.status == Status.FORBIDDEN

    @property
    def rank(self) -> int:
        return RANKS[Status(self.status)]

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)


def in_languages(*languages: str) -> list[Entry]:
    """Every term of these languages (primary codes), the best of each concept first: one query."""
    rows = Term.objects.filter(language__in=languages).best_first()
    is_label = ExpressionWrapper(Q(concept__scope=Concept.Scope.LABEL), BooleanField())
    values = rows.annotate(key=F("concept__key"), is_label=is_label)
    return [Entry(*row) for row in values.values_list("key", *_COLUMNS)]
