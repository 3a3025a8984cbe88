"""Wagtail hooks of `core`."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from core.admin import cancel_failed_schedules, checked_publishing, edit_conflicts
from core.admin.file_visibility import KnownDocumentsAPI, KnownImagesAPI
from core.pages import restrictions
from core.text import foreign_passage_feature
from core.text.rich_text_rendering import (
    LanguageAwareLinkHandler,
    PictureHandler,
    PreloadedDocumentLinkHandler,
)

__all__ = ["cancel_failed_schedules", "checked_publishing"]


@hooks.register("register_rich_text_features", order=10)
def register_rich_text_handlers(features: FeatureRegistry) -> None:
    """Registers link and image handlers after Wagtail's own, which they replace, and passages."""
    features.register_link_type(LanguageAwareLinkHandler)
    features.register_link_type(PreloadedDocumentLinkHandler)
    features.register_embed_type(PictureHandler)
    foreign_passage_feature.register(features)


class SiteContentCheckerItem(ContentCheckerItem):
    """Wagtail's content checks and one for images without alternative text."""

    axe_run_only: ClassVar[list[str]] = [*ContentCheckerItem.axe_run_only, "image-alt"]
    axe_messages: ClassVar[dict[str, Any]] = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": gettext_lazy("Image without a description"),
            "help_text": gettext_lazy("Say what the image shows, for those who cannot see it"),
        },
    }


@hooks.register("construct_wagtail_userbar")
def use_site_checks(_request: HttpRequest, items: list[Any], _page: Any) -> None:
    """Replaces Wagtail's content checker among the `items` of the user bar."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = SiteContentCheckerItem(in_editor=item.in_editor)


@hooks.register("insert_editor_js")
def paste_script() -> SafeString:
    """Adds the script that keeps superscript and subscript of a paste, and names what it loses."""
    return format_html(
        '<script src="{}" data-link="{}" data-table="{}" data-picture="{}" data-position="{}">'
        "</script>",
        static("core/paste.js"),
        gettext(
            "A link that leads to a file on a computer, or to a place in the copied document, was "
            "left out; its text is there. Upload the file as a document and link to that."
        ),
        gettext(
            "A table cannot stand within a text: its cells were pasted as text. "
            "Add a block of the kind “Table” for it."
        ),
        gettext("A picture was left out. Upload it as an image and insert it here."),
        gettext(
            "This text takes no superscript or subscript: raised and lowered characters "
            "were pasted as ordinary ones."
        ),
    )


@hooks.register("construct_admin_api", order=10)
def name_known_files_only(router: Any) -> None:
    """Registers the endpoints of files after Wagtail's own, which they replace."""
    router.register_endpoint("images", KnownImagesAPI)
    router.register_endpoint("documents", KnownDocumentsAPI)


@hooks.register("after_copy_page")
def keep_copies_private(_request: HttpRequest, page: Page, copied: Page) -> None:
    """The copy form of the admin does not call the page's own `copy`."""
    restrictions.carry_to_copy(page, copied)


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
