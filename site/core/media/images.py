"""The rendition of an image that all pages use."""

from wagtail.images.models import AbstractImage, AbstractRendition

SPEC = "width-960|format-webp"


def picture_of(image: AbstractImage) -> AbstractRendition:
    """Returns the rendition: at most 960 pixels wide, WebP; made on publishing by
    `core.media.renditions`.
    """
    return image.get_rendition(SPEC)
