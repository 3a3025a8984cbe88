"""Seeds the official terms of the data file; each row is created once."""

from django.conf import settings
from django.db import transaction

from core.seeding.seed_toml import SeedReport
from terms import signal_handlers
from terms.files import csv_format
from terms.files.imported_rows import Row
from terms.models import AuthenticText, AuthenticWording, Concept, SeededTerm, Term

# Glossary pages show the terms, and are indexed with them when they are created.
BEFORE_PAGES = True


def seed(report: SeedReport) -> None:
    """Creates the rows that were not seeded before.

    Terms that editors changed or deleted since stay as they are.
    """
    seeded = set(SeededTerm.objects.values_list("key", "language", "text"))
    if EXAMPLE_RECORD not in seeded:
        _create_example()
    rows = csv_format.read(settings.TERMS_FILE.read_text(encoding="utf-8"))
    known = {record for record in seeded if record != EXAMPLE_RECORD}
    fresh = [row for row in rows if row.identity not in known]
    if not fresh:
        report.kept()
        return
    with transaction.atomic():
        count = _create_terms(fresh, known_keys={key for key, _language, _text in known})
    report.created(f"{count} terms of {len({row.key for row in fresh})} concepts")


EXAMPLE = "EX/1(1)"
# Key, language and text of the record that the example was created.
EXAMPLE_RECORD = (EXAMPLE, "", "authentic text")
# Not the text of a treaty or decision: the body's own staff imports those.
EXAMPLE_WORDINGS = {
    "en": "This sentence is an example. A page may quote it, and no translator can retype it.",
    "es": "Esta frase es un ejemplo. Una página puede citarla y ningún traductor puede "
    "reescribirla.",
    "fr": "Cette phrase est un exemple. Une page peut la citer et aucun traducteur ne peut la "
    "réécrire.",
}


def _create_example() -> None:
    """Creates an authentic text marked as an example, and records it."""
    key, language, text = EXAMPLE_RECORD
    example = AuthenticText(key=EXAMPLE, instrument="Example instrument", provision="Example 1(1)")
    example.wordings = [
        AuthenticWording(
            language=code,
            text=wording,
            status=AuthenticText.Status.EXAMPLE,
            source="Written for the demonstration of this site",
        )
        for code, wording in EXAMPLE_WORDINGS.items()
    ]
    with transaction.atomic():
        example.save()
        SeededTerm.objects.create(key=key, language=language, text=text)


def _create_terms(rows: list[Row], known_keys: set[str]) -> int:
    """Creates the missing terms, and records all rows as seeded. Returns the number created."""
    concepts = _concepts(rows, known_keys)
    places = Term.objects.values_list("concept__key", "language", "text")
    there = set(places)
    terms = [
        Term(concept=concepts[row.key], sort_order=order, **row.values())
        for order, row in enumerate(rows)
        if row.key in concepts and row.identity not in there
    ]
    Term.objects.bulk_create(terms)
    SeededTerm.objects.bulk_create(
        SeededTerm(key=row.key, language=row.language, text=row.text) for row in rows
    )
    signal_handlers.notify_changed()
    return len(terms)


def _concepts(rows: list[Row], known_keys: set[str]) -> dict[str, Concept]:
    """Returns the concepts by key. Concepts seeded before and deleted since are not created."""
    scopes = {row.key: row.scope for row in rows if row.key not in known_keys}
    there = set(Concept.objects.filter(key__in=scopes).values_list("key", flat=True))
    Concept.objects.bulk_create(
        Concept(key=key, scope=scope or Concept.Scope.TEXT)
        for key, scope in scopes.items()
        if key not in there
    )
    return {concept.key: concept for concept in Concept.objects.all()}
