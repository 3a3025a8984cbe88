"""Links to pages within rich text."""

from django.utils.html import format_html
from django.utils.translation import get_language

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from core.querysets import readable


class LanguageAwareLinkHandler(PageLinkHandler):
    """Leads to the page in the reader's language, in two queries for all links of a text.

    Wagtail's own asks several times for each link. A page that the language lacks keeps its
    link to the original, which then names its language.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = [attrs.get("id") for attrs in attrs_list]
        targets = {str(page.pk): page for page in Page.objects.filter(pk__in=ids)}
        keys = [page.translation_key for page in targets.values()]
        here = readable(Page.objects.filter(translation_key__in=keys))
        here = here.filter(locale__language_code=get_language()).select_related("locale")
        translations = {page.translation_key: page for page in here}
        return [_opening_tag(targets.get(str(pk)), translations) for pk in ids]


def _opening_tag(target: Page | None, translations: dict[object, Page]) -> str:
    if target is None:
        return "<a>"
    translation = translations.get(target.translation_key)
    if translation is not None:
        return format_html('<a href="{}">', translation.url)
    return format_html('<a href="{}" hreflang="{}">', target.url, target.locale.language_code)
