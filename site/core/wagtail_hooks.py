"""Where the site's ways take hold in Wagtail."""

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from core.admin import checked_publishing, edit_conflicts, schedule_log
from core.admin.content_checks import use_site_checks
from core.admin.paste_notices import paste_script
from core.text.rich_text_handlers import (
    LanguageAwareLinkHandler,
    PictureHandler,
    PreloadedDocumentLinkHandler,
)

__all__ = ["checked_publishing", "schedule_log"]


@hooks.register("register_rich_text_features", order=10)
def links_to_pages_know_the_language(features: FeatureRegistry) -> None:
    """After Wagtail's own, which it replaces."""
    features.register_link_type(LanguageAwareLinkHandler)
    features.register_link_type(PreloadedDocumentLinkHandler)
    features.register_embed_type(PictureHandler)


hooks.register("construct_wagtail_userbar", use_site_checks)
hooks.register("insert_editor_js", paste_script)


# After wagtail-localize, whose editor of translations saves sentence by sentence.
@hooks.register("before_edit_page", order=10)
def nobody_overwrites_unasked(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Automatic saving, which wants JSON, is refused by Wagtail itself."""
    if request.method != "POST" or not request.accepts("text/html"):
        return None
    return edit_conflicts.question_to(request, page)


@hooks.register("insert_editor_js")
def buttons_wait_for_automatic_saves() -> SafeString:
    """The server takes the saves of one page in turn; of a page to be, only the browser knows."""
    return format_html('<script type="module" src="{}"></script>', static("core/save-in-turn.js"))
