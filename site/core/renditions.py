"""Images are scaled when a page is published, never while a reader waits."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from core.blocks.media import FigureValue


def connect() -> None:
    page_published.connect(make_renditions, dispatch_uid="core.renditions")


def make_renditions(instance: Page, **_kwargs: Any) -> None:
    """Makes the picture of each figure in the page's body, unless it is there."""
    for block in getattr(instance.specific, "body", []):
        if isinstance(block.value, FigureValue):
            _ = block.value.picture
