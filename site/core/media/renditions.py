"""Images are scaled when a page is published, never while a reader waits."""

from typing import Any

from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published

from core.media.images import picture_of
from core.pages import body_prefetch


def connect() -> None:
    page_published.connect(make_renditions, dispatch_uid="core.renditions")


def make_renditions(instance: Page, **_kwargs: Any) -> None:
    """Makes each picture in the page's texts and blocks, unless it is there."""
    model = get_image_model()
    keys = {pk for found, pk in body_prefetch.references(instance.specific) if found is model}
    for image in model._default_manager.filter(pk__in=keys) if keys else ():
        picture_of(image)
