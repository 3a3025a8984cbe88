"""The renditions of images that all pages use, made on publishing, so that no reader waits."""

from typing import Any

from django.db.models.signals import post_save

from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page
from wagtail.signals import page_published

from core.pages import body_prefetch

SPEC = "width-960|format-webp"
# What social networks show beside a link; not all of them know WebP.
SOCIAL_SPEC = "fill-1200x630|format-jpeg"


def picture_of(image: AbstractImage) -> AbstractRendition:
    """Returns the rendition: at most 960 pixels wide, WebP, made on publishing."""
    return image.get_rendition(SPEC)


def social_rendition_of(image: AbstractImage) -> AbstractRendition:
    """Cut to the shape that social networks ask for; made when the image is chosen."""
    return image.get_rendition(SOCIAL_SPEC)


def connect() -> None:
    """Connects the signal."""
    page_published.connect(make_renditions, dispatch_uid="core.renditions")
    post_save.connect(
        make_social_rendition, "core.SiteSettings", dispatch_uid="core.renditions.social"
    )


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
