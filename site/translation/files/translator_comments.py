"""Comments for translators in exported files: location, maximum length and official terms."""

from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.utils.translation import gettext

from translation.checks.problems import Text
from translation.checks.translation_segments import Segment


def comment_on(segment: Segment, trail: str = "") -> str:
    """Returns the facts one per line, in the active language."""
    terms = (
        gettext("Term: “%(term)s” is “%(official)s”") % {"term": term, "official": official}
        for term, official in terms_of(segment.text)
    )
    return "\n".join([*facts(segment, trail), *terms])


def facts(segment: Segment, trail: str = "") -> Iterator[str]:
    """Yields the page's breadcrumb, the field and its maximum length."""
    yield gettext("Page: %(title)s") % {"title": trail or segment.title}
    yield gettext("Field: %(label)s") % {"label": segment.label}
    if segment.text.limit is not None:
        yield gettext("At most %(limit)d characters") % {"limit": segment.text.limit}


def terms_of(text: Text) -> Iterator[tuple[str, str]]:
    """Yields terms of the original with their official translations (app `terms`)."""
    if not apps.is_installed("terms"):
        return
    vocabulary = import_module("terms.bilingual_terms").between(
        text.source_language, text.target_language
    )
    in_full = import_module("terms.translation_check").in_full
    seen: set[str] = set()
    for match in vocabulary.source.find(text.source):
        main = vocabulary.main_translation(match.entry.concept)
        if main is not None and match.entry.concept not in seen:
            seen.add(match.entry.concept)
            yield match.entry.text, in_full(main)
