"""Updates the search index and invalidates caches of glossary pages when terms change."""

from typing import Any

from capacity.models import GlossaryPage
from core.signals import pages_changed
from search import index_updates
from terms.signals import terms_changed


def connect() -> None:
    """Connects the signal of changed terms."""
    terms_changed.connect(_on_change, dispatch_uid="capacity.glossary")


def _on_change(**_kwargs: Any) -> None:
    pages = list(GlossaryPage.objects.live().select_related("locale"))
    for page in pages:
        index_updates.index_page(page)
    if pages:
        pages_changed.send(sender=GlossaryPage, pages=pages)
