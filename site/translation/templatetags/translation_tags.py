"""Template tags for the translation editor, public pages and Wagtail's confirmation screens."""

from typing import Any

from django import template

from wagtail.models import Page
from wagtail_localize.models import Translation

from core.navigation.page_chrome import PageChrome
from translation import guarded_views, reader_requests, upstream
from translation.checks.check_results import check_segments
from translation.checks.registry import NOT_TRANSLATED
from translation.checks.translation_segments import segments_on
from translation.editor_data import EditorData
from translation.review.review_bar import bar_for
from translation.review.views import changes
from translation.sync import outdated_notice
from translation.tree_sync.consequences import effects
from translation.upstream.stock_views import adapted
from translation.workspace.segment_terms import panel_for

register = template.Library()
register.filter("is_translation", upstream.is_translation)
register.filter("editor_props", adapted)
register.simple_tag(changes, name="stale_changes")


@register.simple_tag
def editor_data(translation: Translation) -> EditorData:
    """Returns the data shared by the panels of the translation editor."""
    return EditorData(translation)


@register.inclusion_tag("translation/other_languages.html", takes_context=True)
def other_languages(
    context: dict[str, Any], action: str, page: Page, destination: Page | None = None
) -> dict[str, Any]:
    """Renders a table of the page's translations and what `action` does to each of them.

    `action` is "move", "unpublish", "delete" or "schedule".
    """
    rows = effects(action, page, context["request"].user, destination or None)
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
    return {"offers": reader_requests.offers(chrome)}


@register.inclusion_tag("translation/ask.html")
def translation_to_ask_for(chrome: PageChrome, page: Page) -> dict[str, Any]:
    """Renders the request link for `page` in the language of the current URL."""
    return {
        "offers": [reader_requests.offer(chrome.request, page, chrome.language, chrome.language)]
    }


@register.inclusion_tag("translation/review_bar.html", takes_context=True)
def review_bar(context: dict[str, Any], instance: Any, data: EditorData) -> dict[str, Any]:
    """Renders the bar above the editor; nothing for snippets, which have no drafts."""
    request = context["request"]
    bar = bar_for(request.user, instance, data) if isinstance(instance, Page) else None
    return {"bar": bar, "request": request, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("translation/checks/panel.html")
def translation_problems(data: EditorData) -> dict[str, Any]:
    """Renders problems by segment; untranslated segments are only counted."""
    results = check_segments(segments_on(data))
    empty = [item for item in results.segments if item.problems[0].check == NOT_TRANSLATED.key]
    others = [item for item in results.segments if item not in empty]
    return {"results": results, "segments": others, "untranslated": len(empty)}


@register.inclusion_tag("translation/terms_of_segments.html")
def terms_of_segments(data: EditorData) -> dict[str, Any]:
    """Renders the terms panel next to the editor; nothing if there are no terms."""
    return {"panel": panel_for(data)}


@register.simple_tag(takes_context=True)
def with_previews(context: dict[str, Any], translation: Any, instance: Any) -> list[Any]:
    """Returns the editor's side panels, followed by the preview and checks panels."""
    shown = guarded_views.panels(translation, instance, context["request"])
    return [*context.get("side_panels", []), *shown]
