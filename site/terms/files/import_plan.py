"""Computes what an import of terms would change, and applies it in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from wagtail.log_actions import log

from core.text.control_character_removal import cleaned
from core.text.text_joining import labelled, listed, with_details
from terms import signal_handlers
from terms.files.imported_rows import Row
from terms.models import Concept, Term


@dataclass(frozen=True)
class Change:
    """An existing term, and the fields that the file has other values for."""

    term: Term
    row: Row
    fields: tuple[str, ...]

    @property
    def labels(self) -> str:
        """Returns the names of the changed fields, translated and comma-separated."""
        return listed(Term._meta.get_field(name).verbose_name for name in self.fields)


@dataclass
class Plan:
    """The differences between a file and the database. Terms missing from the file stay."""

    rows: list[Row]
    added: list[Row] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    """Key of a concept → its new scope."""
    unchanged: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Returns whether applying the plan would change nothing."""
        return not (self.added or self.changed or self.moved)

    @property
    def keys(self) -> set[str]:
        """Returns the keys of the concepts that the plan changes."""
        changed = {change.row.key for change in self.changed}
        return {row.key for row in self.added} | changed | set(self.moved)


def plan_for(rows: list[Row]) -> Plan:
    """Compares a file's rows with the database, with two queries whatever their number."""
    plan = Plan(rows, faults=list(_faults(rows)))
    if plan.faults:
        return plan
    scopes = dict(Concept.objects.values_list("key", "scope"))
    there = {
        (term.concept.key, term.language, term.text): term
        for term in Term.objects.select_related("concept")
    }
    for row in rows:
        term = there.get(row.identity)
        if term is None:
            plan.added.append(row)
        else:
            _compare(plan, term, row)
        if row.scope and scopes.get(row.key, row.scope) != row.scope:
            plan.moved[row.key] = row.scope
    return plan


def _compare(plan: Plan, term: Term, row: Row) -> None:
    values = row.values()
    different = tuple(name for name, value in values.items() if getattr(term, name) != value)
    if different:
        plan.changed.append(Change(term, row, different))
    else:
        plan.unchanged += 1


def _faults(rows: Iterable[Row]) -> Iterator[str]:
    """Yields a message for each reason why the file cannot be imported."""
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        for model, values in (
            (Concept, {"key": row.key, **({"scope": row.scope} if row.scope else {})}),
            (Term, row.values()),
        ):
            yield from _invalid(model(**values), row.place)
        if row.identity in seen:
            message = gettext("%(place)s: the file has this term twice.")
            yield message % {"place": row.place}
        seen.add(row.identity)


def _invalid(instance: Any, place: str) -> Iterator[str]:
    """Yields validation messages; `clean_fields` and `clean` only, which cost no queries."""
    for check in (lambda: instance.clean_fields(exclude=["concept"]), instance.clean):
        try:
            check()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                label = instance._meta.get_field(name).verbose_name
                for message in messages:
                    yield str(labelled(with_details([place, label]), message))


@transaction.atomic
def apply(plan: Plan, user: Any) -> None:
    """Writes the plan's changes, and an edit log entry of `user` for each changed concept."""
    concepts = _concepts(plan)
    orders: defaultdict[str, int] = defaultdict(int)
    for key, order in Term.objects.values_list("concept__key", "sort_order"):
        orders[key] = max(orders[key], (order or 0) + 1)
    terms = []
    for row in plan.added:
        terms.append(Term(concept=concepts[row.key], sort_order=orders[row.key], **row.values()))
        orders[row.key] += 1
    Term.objects.bulk_create(cleaned(terms), batch_size=500)
    _update(plan.changed)
    for key, scope in plan.moved.items():
        Concept.objects.filter(key=key).update(scope=scope)
    for key in sorted(plan.keys):
        log(instance=concepts[key], action="wagtail.edit", user=user, data={"imported": True})
    signal_handlers.notify_changed()


def _update(changes: list[Change]) -> None:
    for change in changes:
        for name in change.fields:
            setattr(change.term, name, getattr(change.row, name))
    names = sorted({name for change in changes for name in change.fields})
    if names:
        terms = cleaned(change.term for change in changes)
        Term.objects.bulk_update(terms, names, batch_size=200)


def _concepts(plan: Plan) -> dict[str, Concept]:
    """By key, those that are missing created."""
    scopes = {row.key: row.scope or Concept.Scope.TEXT.value for row in plan.added}
    there = set(Concept.objects.filter(key__in=scopes).values_list("key", flat=True))
    missing = [Concept(key=key, scope=scope) for key, scope in scopes.items() if key not in there]
    Concept.objects.bulk_create(missing, batch_size=500)
    return {concept.key: concept for concept in Concept.objects.all()}
