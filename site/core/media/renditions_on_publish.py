"""Makes image renditions when a page is published, so that no reader waits for them."""

from typing import Any

from django.db.models.signals import post_save

from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published

from core.media.rendition_specs import picture_of, social_rendition_of
from core.models.site_settings import SiteSettings
from core.pages import body_prefetch


def connect() -> None:
    """Connects the signal."""
    page_published.connect(make_renditions, dispatch_uid="core.renditions")
    post_save.connect(make_social_rendition, SiteSettings, dispatch_uid="core.renditions.social")


def make_renditions(instance: Page, **_kwargs: Any) -> None:
    """Makes the missing renditions of all images in the page's rich text and blocks."""
    model = get_image_model()
    keys = {pk for found, pk in body_prefetch.references(instance.specific) if found is model}
    for image in model._default_manager.filter(pk__in=keys) if keys else ():
        picture_of(image)
    make_social_rendition(instance.specific)


def make_social_rendition(instance: Any, **_kwargs: Any) -> None:
    """Of a page or of the site's settings."""
    image = getattr(instance, "social_image", None)
    if image is not None:
        social_rendition_of(image)
