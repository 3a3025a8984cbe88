"""Where the site's ways take hold in Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from core import scheduling
from core.rich_text import (
    LanguageAwareLinkHandler,
    PictureHandler,
    PreloadedDocumentLinkHandler,
)

__all__ = ["scheduling"]


@hooks.register("register_rich_text_features", order=10)
def links_to_pages_know_the_language(features: FeatureRegistry) -> None:
    """After Wagtail's own, which it replaces."""
    features.register_link_type(LanguageAwareLinkHandler)
    features.register_link_type(PreloadedDocumentLinkHandler)
    features.register_embed_type(PictureHandler)
