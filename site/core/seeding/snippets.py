"""Creates seeded snippets in the source language."""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import TranslatableObject

from core.seeding.registry import SnippetSeed
from core.seeding.report import SeedReport


def find_snippet(seed: SnippetSeed) -> Any:
    """Returns the seeded snippet in the source language, or None."""
    snippets = seed.snippet_model.objects
    return snippets.filter(
        translation_key=seed.translation_key, locale=Locale.get_default()
    ).first()


def create_snippet(seed: SnippetSeed, report: SeedReport) -> Any:
    """Returns the snippet, creating it if needed; None if an editor has deleted it."""
    snippet = find_snippet(seed)
    if snippet is not None:
        report.kept()
        return snippet
    # wagtail-localize keeps a record of every snippet that was once submitted for translation.
    if TranslatableObject.objects.filter(translation_key=seed.translation_key).exists():
        report.left_out(seed.name, "an editor deleted it")
        return None
    snippet = seed.snippet_model.objects.create(
        locale=Locale.get_default(), translation_key=seed.translation_key, **seed.fields
    )
    report.created(f"{seed.snippet_model._meta.verbose_name} {seed.name}")
    return snippet
