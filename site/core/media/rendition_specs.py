"""The rendition of an image that all pages use."""

from wagtail.images.models import AbstractImage, AbstractRendition

SPEC = "width-960|format-webp"
# What social networks show beside a link; not all of them know WebP.
SOCIAL_SPEC = "fill-1200x630|format-jpeg"


def picture_of(image: AbstractImage) -> AbstractRendition:
    """Returns the rendition: at most 960 pixels wide, WebP; made on publishing by
    `core.media.renditions_on_publish`.
    """
    return image.get_rendition(SPEC)


def social_rendition_of(image: AbstractImage) -> AbstractRendition:
    """Cut to the shape that social networks ask for; made when the image is chosen."""
    return image.get_rendition(SOCIAL_SPEC)
