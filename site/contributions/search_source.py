"""Contributions and their translations in the site's search, with each language's own stems.

A contribution has its own primary key in the index, a translation its own above `FIRST_KEY`.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_delete, post_migrate, post_save
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext, ngettext, override

from wagtail.models import Page

from contributions import edit_marks, signals
from contributions.models import Contribution, ContributionTranslation, State
from contributions.models.translation import TranslationQuerySet
from contributions.reading.contribution_urls import address_of, with_query
from contributions.reading.display import author_lines
from contributions.reading.translations import QUERY, label_of
from core.dates.formatting import format_date
from core.pages.public_querysets import readable
from core.text.bidi_isolation import direction_of
from core.text.text_joining import with_details
from search import other_texts
from search.highlights import snippet
from search.other_texts import Text
from search.query_parser import parse
from search.results import Head, Result

FIRST_KEY = 1 << 40


def translation_key_of(row: ContributionTranslation) -> int:
    """The key of a translation in the index."""
    return FIRST_KEY + row.pk


def translation_keys_of(contributions: Iterable[int]) -> list[int]:
    """The keys of all translations of these contributions."""
    found = ContributionTranslation.objects.filter(contribution__in=list(contributions))
    return [FIRST_KEY + pk for pk in found.values_list("pk", flat=True)]


def published_translations(keys: Iterable[int] | None = None) -> TranslationQuerySet:
    """The published translations with their originals; of these keys, or all."""
    rows = ContributionTranslation.objects.shown().select_related("contribution")
    if keys is None:
        return rows
    return rows.filter(pk__in=[key - FIRST_KEY for key in keys if key >= FIRST_KEY])


def rows_of(keys: Iterable[int]) -> dict[int, ContributionTranslation]:
    """Key → published translation; without a query where no key is of a translation."""
    wanted = [key for key in keys if key >= FIRST_KEY]
    return (
        {translation_key_of(row): row for row in published_translations(wanted)} if wanted else {}
    )


def originals_of(keys: Iterable[int], language: str) -> dict[int, int]:
    """Key → contribution, of the published translations into a language."""
    wanted = [key for key in keys if key >= FIRST_KEY]
    if not wanted:
        return {}
    found = (
        published_translations(wanted)
        .filter(language=language)
        .values_list("pk", "contribution_id")
    )
    return {FIRST_KEY + pk: contribution for pk, contribution in found}


class ContributionTexts:
    """See `search.other_texts.Source`."""

    name = "contributions"

    def label(self, count: int) -> str:
        """The choice in the search form."""
        return gettext("Contributions (%(count)s)") % {"count": count}

    def sentence(self, count: int, *, is_limited: bool) -> str:
        """How many were found."""
        if is_limited:
            text = gettext(
                "The best %(count)s contributions are listed; more words narrow the search."
            )
        else:
            text = ngettext(
                "%(count)s contribution found.", "%(count)s contributions found.", count
            )
        return text % {"count": count}

    def languages(self) -> Iterable[str]:
        """Languages of published contributions, and of their translations."""
        with connection.cursor() as cursor:
            cursor.execute(*_statement_for_languages(connection.vendor))
            return {language for (language,) in cursor.fetchall()}

    def pages_of(self, keys: Iterable[int], language: str) -> dict[int, int]:
        """The session's page, in `language` or else in another that readers may see.

        Of translations only those into `language` are found, and then without their originals.
        """
        wanted = list(keys)
        found = originals_of(wanted, language)
        originals = {key for key in wanted if key < FIRST_KEY} - set(found.values())
        rows = Contribution.objects.published().filter(pk__in=originals | set(found.values()))
        sessions = dict(rows.values_list("pk", "session_key"))
        pages = session_pages(set(sessions.values()), language)
        contributions = {key: key for key in originals} | found
        return {
            key: pages[sessions[pk]].pk
            for key, pk in contributions.items()
            if pk in sessions and sessions[pk] in pages
        }

    def results(self, keys: list[int], query: str, request: HttpRequest) -> list[Result]:
        """One query for the contributions, their translations and the sessions' pages each."""
        translations = rows_of(keys)
        found = {key: row.contribution for key, row in translations.items()}
        found |= Contribution.objects.published().in_bulk([key for key in keys if key < FIRST_KEY])
        pages = session_pages({row.session_key for row in found.values()}, get_language() or "")
        return [
            _result(
                found[key], pages[found[key].session_key], query, request, translations.get(key)
            )
            for key in keys
            if key in found and found[key].session_key in pages
        ]

    def texts(self, keys: Iterable[int] | None = None) -> Iterable[Text]:
        """What is indexed: title, author and text of what is published, and of translations."""
        rows = Contribution.objects.published()
        translations = published_translations(keys)
        if keys is not None:
            rows = rows.filter(pk__in=[key for key in keys if key < FIRST_KEY])
        yield from map(_text, rows.iterator(chunk_size=500))
        yield from map(_text_of_translation, translations.iterator(chunk_size=500))


SOURCE = ContributionTexts()


@cache
def _statement_for_languages(_vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Returns the SQL and its parameters, which Django is slow to put together."""
    originals = Contribution.objects.published().order_by().values_list("language", flat=True)
    translations = ContributionTranslation.objects.published().order_by()
    query = originals.union(translations.values_list("language", flat=True)).query
    statement, parameters = query.sql_with_params()
    return str(statement), tuple(parameters)


def session_pages(keys: Iterable[UUID], language: str) -> dict[UUID, Page]:
    """The sessions' pages by translation key, in `language` or else in another."""
    found = readable(Page.objects.filter(translation_key__in=list(keys)))
    pages = sorted(
        found.select_related("locale"), key=lambda page: page.locale.language_code == language
    )
    return {page.translation_key: page for page in pages}


def _text(row: Contribution) -> Text:
    with override(row.language):
        author = with_details([row.author_name, *author_lines(row)])
    # Tags separate words, too.
    text = edit_marks.without_gaps(strip_tags(row.html.replace("<", " <")))
    return Text(row.pk, row.language, f"#{row.number} {row.title}", author, text)


def _text_of_translation(row: ContributionTranslation) -> Text:
    """As its original, with the key of a translation."""
    original = row.contribution
    with override(row.language):
        author = with_details([original.author_name, *author_lines(original)])
    text = edit_marks.without_gaps(strip_tags(row.published_html.replace("<", " <")))
    title = f"#{original.number} {row.published_title}"
    return Text(translation_key_of(row), row.language, title, author, text)


def _result(
    row: Contribution,
    page: Page,
    query: str,
    request: HttpRequest,
    translation: ContributionTranslation | None = None,
) -> Result:
    text = _text_of_translation(translation) if translation else _text(row)
    label = label_of(translation) if translation else ""
    address = address_of(row, page.get_url(request) or "")
    author = with_details([row.author_name or gettext("Name removed"), *author_lines(row)])
    day = format_date(row.posted_at.date()) if row.posted_at else ""
    head = Head(
        title=text.title,
        url=with_query(address, QUERY if translation else ""),
        trail=str(page.title),
        lines=[*filter(None, [author, day, label])] if translation else [author, day],
        language=text.language,
        direction=direction_of(text.language),
    )
    return Result(head, snippet(text, parse(query, text.language)))


def connect(app: AppConfig) -> None:
    """Registers the source, and keeps the index up to date with every change of a row."""
    other_texts.register(SOURCE)
    uid = "contributions.search"
    post_save.connect(_on_saved, sender=Contribution, dispatch_uid=uid)
    post_delete.connect(_on_deleted, sender=Contribution, dispatch_uid=uid)
    for signal in (post_save, post_delete):
        signal.connect(_on_translation, sender=ContributionTranslation, dispatch_uid=uid)
    signals.erased.connect(_on_erased, dispatch_uid=uid)
    post_migrate.connect(_index_missing, sender=app, dispatch_uid=uid)


def _on_saved(instance: Contribution, **_kwargs: Any) -> None:
    """A draft was never indexed; all else may have been."""
    if instance.state != State.DRAFT:
        other_texts.update(SOURCE, [instance.pk, *translation_keys_of([instance.pk])])


def _on_translation(instance: ContributionTranslation, **_kwargs: Any) -> None:
    """A draft was never indexed, but what was published before may have been."""
    other_texts.update(SOURCE, [translation_key_of(instance)])


def _on_deleted(instance: Contribution, **_kwargs: Any) -> None:
    other_texts.update(SOURCE, [instance.pk])


def _on_erased(keys: list[int], **_kwargs: Any) -> None:
    other_texts.update(SOURCE, [*keys, *translation_keys_of(keys)])


def _index_missing(**_kwargs: Any) -> None:
    """After an upgrade from a version that did not index contributions."""
    if "search_index" in connection.introspection.table_names():
        other_texts.rebuild(SOURCE, only_missing=True)
