"""Wagtail hooks of `core`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from core.admin import checked_publishing, edit_conflicts, failed_schedules, files_bulk_actions
from core.admin.content_checks import use_site_checks
from core.admin.files_api import KnownDocumentsAPI, KnownImagesAPI
from core.admin.paste_notices import paste_script
from core.pages import kept_restrictions
from core.text import rich_text_passages
from core.text.rich_text_handlers import (
    LanguageAwareLinkHandler,
    PictureHandler,
    PreloadedDocumentLinkHandler,
)

__all__ = ["checked_publishing", "failed_schedules", "files_bulk_actions"]


@hooks.register("register_rich_text_features", order=10)
def register_rich_text_handlers(features: FeatureRegistry) -> None:
    """Registers link and image handlers after Wagtail's own, which they replace, and passages."""
    features.register_link_type(LanguageAwareLinkHandler)
    features.register_link_type(PreloadedDocumentLinkHandler)
    features.register_embed_type(PictureHandler)
    rich_text_passages.register(features)


hooks.register("construct_wagtail_userbar", use_site_checks)
hooks.register("insert_editor_js", paste_script)


@hooks.register("construct_admin_api", order=10)
def name_known_files_only(router: Any) -> None:
    """Registers the endpoints of files after Wagtail's own, which they replace."""
    router.register_endpoint("images", KnownImagesAPI)
    router.register_endpoint("documents", KnownDocumentsAPI)


@hooks.register("after_copy_page")
def keep_copies_private(_request: HttpRequest, page: Page, copied: Page) -> None:
    """The copy form of the admin does not call the page's own `copy`."""
    kept_restrictions.carry_to_copy(page, copied)


# Runs after wagtail-localize, whose translation editor saves string by string.
@hooks.register("before_edit_page", order=10)
def check_edit_conflict(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Returns the confirmation page on a conflict; automatic saves are checked by Wagtail."""
    if request.method != "POST" or not request.accepts("text/html"):
        return None
    return edit_conflicts.conflict_response(request, page)


@hooks.register("insert_global_admin_css")
def load_style_sheet() -> SafeString:
    """Adds the style sheet of the site's own screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("core/admin.css"))


@hooks.register("insert_editor_js")
def load_saving_scripts() -> SafeString:
    """Adds the scripts by which buttons wait for automatic saves, conflicts are asked once, a form
    that was refused is watched again, and editors of rich text have names.

    The server serializes the saves of a page; for a new page only the browser knows of both.
    Fields get the language and direction of the page.
    """
    signed_out = gettext(
        "You have been signed out. Sign in in another tab, then press the button here again: what "
        "you have written is still here."
    )
    names = ("save-in-turn", "ask-once", "watch-again", "field-languages", "name-editors")
    scripts = ((static(f"core/{name}.js"), signed_out) for name in names)
    return format_html_join(
        "", '<script type="module" src="{}" data-signed-out="{}"></script>', scripts
    )
