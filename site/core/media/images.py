"""An image as readers get it, wherever it stands in a page."""

from wagtail.images.models import AbstractImage, AbstractRendition

SPEC = "width-960|format-webp"


def picture_of(image: AbstractImage) -> AbstractRendition:
    """At most 960 pixels wide, as WebP; made on publishing by `core.media.renditions`."""
    return image.get_rendition(SPEC)
