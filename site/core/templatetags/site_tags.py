"""Template tags and filters for dates, languages, the user bar and structured data."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urljoin

from django import template
from django.template import Context, Template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page, Site

from core.caching import generation_cache
from core.dates import formatting, time_elements
from core.languages.language_names import LanguageName, foreign_to_reader
from core.navigation.page_chrome import PageChrome
from core.pages.reader_session import may_be_signed_in
from core.text import phrases
from core.text.direction import direction_of
from core.text.passages import passages_html, without_marks

register = template.Library()

# Characters that could end the script element, or start a comment in it.
_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def as_date(value: date | datetime | None) -> str:
    """Formats a date in the reader's language; an instant is converted to UTC."""
    if value is None:
        return ""
    return formatting.format_date(
        formatting.utc_date(value) if isinstance(value, datetime) else value
    )


@register.filter
def with_passages(text: str) -> SafeString:
    """Returns plain text as HTML, its passages in another language marked."""
    return passages_html(text)


@register.filter
def without_passages(text: str) -> str:
    """Returns plain text for an attribute, without the marks of its passages."""
    return without_marks(text)


@register.filter
def as_address(address: str) -> SafeString:
    """Returns an address that is shown as a link; paper is read on screens, too.

    Its letters keep their order within text from right to left.
    """
    return format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', address, address)


@register.filter
def as_utc(instant: datetime) -> str:
    """Formats an instant for a `datetime` attribute: to the second, in UTC."""
    return time_elements.machine_readable(instant)


@register.filter
def as_instant(value: datetime) -> str:
    """Formats day and time in UTC in the reader's language."""
    return formatting.format_instant(value)


@register.filter
def as_time(value: datetime, own_zone: object = False) -> SafeString:  # noqa: FBT002 - a filter's argument has no name
    """Returns a `<time>` element in UTC; with `own_zone`, a script adds the reader's time zone."""
    return time_elements.time_element(value, own_zone=bool(own_zone))


@register.simple_tag
def comma() -> str:
    """Returns what stands between the items of a list."""
    return phrases.comma()


@register.simple_tag
def semicolon() -> str:
    """Returns what stands between the items of a list that have commas themselves."""
    return phrases.semicolon()


@register.filter
def listed(texts: Iterable[object]) -> str:
    """Returns the texts as a list in one line."""
    return phrases.listed(texts)


@register.filter
def direction(language: str) -> str:
    """Returns the value of the attribute `dir` for text in the language with this code."""
    return direction_of(language)


@register.filter
def labelled(label: object, text: object) -> str:
    """Returns `label` and `text` as one phrase: "Session 1: Needs"."""
    return phrases.labelled(label, text)


@register.filter
def with_addition(text: object, addition: object) -> str:
    """Returns `text` with `addition` in brackets."""
    return phrases.with_addition(text, addition)


@register.simple_tag
def own_zone_words() -> str:
    """Returns the text in which a script inserts an instant in the reader's zone at “{}”."""
    # Translators: a date with its time and the name of the zone, for example "6 May, 9:00 GMT+2".
    return gettext("%(instant)s in your time zone") % {"instant": "{}"}


@register.simple_tag
def own_zone_locale() -> str:
    """Returns the locale code with which a script formats dates as the site does."""
    # Translators: the code by which browsers know the language; "en-GB" puts the day first.
    return pgettext("code of the language for dates", "en-GB")


@register.simple_tag
def foreign_language(page: Page) -> LanguageName | None:
    """Returns the language of a page listed in another language; None if it is the reader's own."""
    return foreign_to_reader(page.locale.language_code)


@register.simple_tag
def own_zone_time() -> str:
    """Returns the pattern with which a script writes a time of day: "{hour} h {minute}"."""
    return formatting.time_pattern()


@register.simple_tag
def own_zone_hours() -> str:
    """Returns how many digits an hour has at least, for a script."""
    return "2" if formatting.has_two_digit_hours() else "1"


@register.simple_tag(takes_context=True)
def user_bar(context: dict[str, Any]) -> str:
    """Renders Wagtail's user bar, without looking up users for requests without a session."""
    request = context.get("request")
    return str(wagtailuserbar(context)) if request and may_be_signed_in(request) else ""


@register.simple_tag(takes_context=True)
def around(context: Context, template_name: str) -> SafeString:
    """Includes a template around the page's text, such as the header, cached per page and
    generation.

    The template must give the same result at any time and for every reader.
    """

    engine = cast("Template", context.template).engine

    def draw() -> SafeString:
        return SafeString(engine.get_template(template_name).render(context))

    page, chrome = context.get("page"), context.get("chrome")
    if page is None or page.pk is None or chrome is None:
        return draw()
    site = Site.find_for_request(chrome.request)
    name = ("around", template_name, site, chrome.language, page.pk, chrome.below)
    return SafeString(generation_cache.get_or_make(name, draw))


@register.simple_tag
def structured_data(chrome: PageChrome) -> SafeString:
    """Returns schema.org metadata as JSON-LD, escaped for use inside <script>."""
    page: Any = chrome.page
    described = getattr(page, "structured_data", None)
    graph = [
        {
            "@type": "WebPage",
            "name": page.heading,
            "description": page.description,
            "inLanguage": chrome.language,
            "url": chrome.canonical_url,
            "dateModified": page.last_published_at and page.last_published_at.isoformat(),
        },
        {"@type": "BreadcrumbList", "itemListElement": _crumbs(chrome)},
        *([described(chrome.canonical_url)] if described else []),
    ]
    data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(data.translate(_JSON_ESCAPES))  # noqa: S308 - escaped just above


def _crumbs(chrome: PageChrome) -> list[dict[str, Any]]:
    return [
        {
            "@type": "ListItem",
            "position": position,
            "name": link.text,
            "item": urljoin(chrome.canonical_url, link.url),
        }
        for position, link in enumerate(chrome.trail, start=1)
    ]
