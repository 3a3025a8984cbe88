"""Updates the search index of all translations when a conference is published."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from conference.models import ConferencePage
from search.index_updates import index_page


def connect_signals() -> None:
    """Connects the signal."""
    page_published.connect(_on_published, dispatch_uid="conference.published")


def _on_published(instance: Page, **_kwargs: Any) -> None:
    """Updates the search index in every language, since the original owns the outcomes."""
    if isinstance(instance, ConferencePage) and instance.is_original():
        for translation in instance.get_translations().live():
            index_page(translation)
