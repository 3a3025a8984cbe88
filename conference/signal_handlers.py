"""Keeps in step what stands apart from a conference but tells of it."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from conference.models import ConferencePage
from search.index_updates import index_page


def connect_signals() -> None:
    page_published.connect(_on_published, dispatch_uid="conference.published")


def _on_published(instance: Page, **_kwargs: Any) -> None:
    """Search in every language knows the outcomes, which the original's rows own."""
    if isinstance(instance, ConferencePage) and instance.is_original():
        for translation in instance.get_translations().live():
            index_page(translation)
