"""Template tags about other languages, for public pages and Wagtail's confirmation screens."""

from typing import Any

from django import template

from wagtail.models import Page
from wagtail_localize.models import Translation

from core.navigation.page_chrome import PageChrome
from translation import upstream
from translation.reader_requests import requests
from translation.review.views import Change, changes
from translation.sync import outdated_notice
from translation.sync.editor_data import EditorData
from translation.tree_sync.consequences import OUTLOOKS
from translation.upstream.localize_views import adapted

register = template.Library()
register.filter("is_translation", upstream.is_translation)


@register.inclusion_tag("translation/other_languages.html", takes_context=True)
def other_languages(
    context: dict[str, Any], action: str, page: Page, destination: Page | None = None
) -> dict[str, Any]:
    """Renders a table of the page's translations and what `action` does to each of them.

    `action` is "move", "unpublish", "delete" or "schedule".
    """
    further = {"destination": destination} if destination else {}
    rows = OUTLOOKS[action](page, context["request"].user, **further)
    following = sum(row.follows for row in rows)
    return {
        "rows": rows,
        "following": following,
        "page": page,
        "needs_rights": action == "schedule",
    }


@register.inclusion_tag("translation/note.html", takes_context=True)
def translation_note(context: dict[str, Any], chrome: PageChrome) -> dict[str, Any]:
    """Renders the notice that a translation is older than its original."""
    return {"note": outdated_notice.note_for(chrome, context["request"])}


@register.inclusion_tag("translation/ask.html")
def translations_to_ask_for(chrome: PageChrome) -> dict[str, Any]:
    """Renders the languages in which the page is missing, with request links."""
    return {"offers": requests.offers(chrome)}


@register.inclusion_tag("translation/ask.html")
def translation_to_ask_for(chrome: PageChrome, page: Page) -> dict[str, Any]:
    """Renders the request link for `page` in the language of the current URL."""
    return {"offers": [requests.offer(chrome.request, page, chrome.language, chrome.language)]}


@register.simple_tag
def editor_data(translation: Translation) -> EditorData:
    """Returns the data shared by the panels of the translation editor."""
    return EditorData(translation)


@register.simple_tag
def stale_changes(data: EditorData) -> list[Change]:
    """Returns the changes of stale segments, for the translation editor."""
    return changes(data)


@register.filter
def editor_props(props: str) -> str:
    """Returns the JSON properties of the translation editor, adapted to this site."""
    return adapted(props)
