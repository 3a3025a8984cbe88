"""Renders the links and images of rich text, with what was fetched for all of them together."""

from uuid import UUID

from django.db.models import Model, prefetch_related_objects
from django.utils.html import format_html
from django.utils.translation import get_language

from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.images.models import AbstractImage
from wagtail.images.rich_text import ImageEmbedHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from core.media.renditions import picture_of
from core.pages import body_prefetch
from core.pages.public_querysets import readable


class LanguageAwareLinkHandler(PageLinkHandler):
    """Links to the page's version in the reader's language; two queries per text.

    Wagtail's own handler makes several queries per link. A page that has no version in the language
    keeps its link to the original, which then names its language.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Returns the opening tags for the links."""
        targets = body_prefetch.get_many(Page, [attrs.get("id") for attrs in attrs_list])
        translations = _translations([page for page in targets if page is not None])
        return [_opening_tag(target, translations) for target in targets]


class PreloadedDocumentLinkHandler(DocumentLinkHandler):
    """As Wagtail's own, using documents that were prefetched.

    A document that is not public keeps its text and loses its link.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Model | None]:
        """As Wagtail's own; None for a document that is missing or not public."""
        found = body_prefetch.get_many(cls.get_model(), [attrs.get("id") for attrs in attrs_list])
        return [item if item is not None and item.is_readable else None for item in found]


class PictureHandler(ImageEmbedHandler):
    """Renders an image as the image block does; a missing one is left out."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Returns the HTML for the images, prefetched together."""
        images = body_prefetch.get_many(cls.get_model(), [attrs.get("id") for attrs in attrs_list])
        prefetch_related_objects([image for image in images if image], "renditions")
        return [
            _figure(image, attrs.get("alt", "")) if image else ""
            for image, attrs in zip(images, attrs_list, strict=True)
        ]


def _figure(image: AbstractImage, alt: str) -> str:
    """Returns the HTML of a figure; `alt` is plain text, already unescaped by Wagtail."""
    picture = picture_of(image)
    return format_html(
        '<figure class="figure"><img src="{}" width="{}" height="{}" alt="{}" '
        'loading="lazy" decoding="async"></figure>',
        picture.url,
        picture.width,
        picture.height,
        alt,
    )


def _translations(targets: list[Page]) -> dict[UUID, Page]:
    language = get_language() or ""
    return body_prefetch.get_or_make(("translations", language), lambda: _fetch(targets, language))


def _fetch(targets: list[Page], language: str) -> dict[UUID, Page]:
    """As `_translations`, with one query; for the links of all pages if they were prefetched."""
    known = body_prefetch.known_pages()
    keys = {page.translation_key for page in (targets if known is None else known)}
    here = readable(Page.objects.filter(translation_key__in=keys, locale__language_code=language))
    return {page.translation_key: page for page in here.select_related("locale")} if keys else {}


def _opening_tag(target: Page | None, translations: dict[UUID, Page]) -> str:
    if target is None:
        return "<a>"
    translation = translations.get(target.translation_key)
    if translation is not None:
        return format_html('<a href="{}">', translation.url)
    return format_html('<a href="{}" hreflang="{}">', target.url, target.locale.language_code)
