"""Makes image renditions when a page is published, so that no reader waits for them."""

from typing import Any

from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published

from core.media.images import picture_of
from core.pages import body_prefetch


def connect() -> None:
    """Connects the signal."""
    page_published.connect(make_renditions, dispatch_uid="core.renditions")


def make_renditions(instance: Page, **_kwargs: Any) -> None:
    """Makes the missing renditions of all images in the page's rich text and blocks."""
    model = get_image_model()
    keys = {pk for found, pk in body_prefetch.references(instance.specific) if found is model}
    for image in model._default_manager.filter(pk__in=keys) if keys else ():
        picture_of(image)
