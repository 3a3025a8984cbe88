"""Admin edit URLs of translated pages and snippets, for many segments at once."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from translation.checks.translation_segments import Segment

Place = tuple[UUID, int]
"""Translation key and locale."""


def edit_urls(segments: Iterable[Segment]) -> dict[Place, str]:
    """Returns place → edit URL, with one query for pages and one for each snippet model."""
    keys: dict[int, set[UUID]] = {}
    for segment in segments:
        keys.setdefault(segment.model_id, set()).add(segment.key)
    urls: dict[Place, str] = {}
    pages: set[UUID] = set()
    for model_id, found in keys.items():
        model = ContentType.objects.get_for_id(model_id).model_class()
        if model is not None and issubclass(model, Page):
            pages |= found
        elif model is not None:
            urls |= _snippet_urls(model, found)
    return urls | _page_urls(pages)


def _page_urls(keys: set[UUID]) -> dict[Place, str]:
    rows = Page.objects.filter(translation_key__in=keys) if keys else Page.objects.none()
    return {
        (key, locale_id): reverse("wagtailadmin_pages:edit", args=[pk])
        for pk, key, locale_id in rows.values_list("pk", "translation_key", "locale_id")
    }


def _snippet_urls(model: Any, keys: set[UUID]) -> dict[Place, str]:
    finder = AdminURLFinder()
    return {
        (snippet.translation_key, snippet.locale_id): finder.get_edit_url(snippet) or ""
        for snippet in model.objects.filter(translation_key__in=keys)
    }
