"""Template tags and filters for dates, languages, the user bar and structured data."""

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any, cast
from urllib.parse import urljoin

from django import template
from django.template import Context, NodeList, Template
from django.template.base import Parser, Token
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Locale, Page, Site

from core.caching import generation_cache, shared_html
from core.dates import formatting
from core.dates.formatting import own_zone_patterns
from core.languages import language_names
from core.languages.language_names import LanguageName, foreign_to_reader
from core.navigation.page_chrome import PageChrome
from core.pages.request_kind import may_be_signed_in
from core.text import text_joining
from core.text.bidi_isolation import direction_of
from core.text.foreign_passages import passages_html, without_marks

register = template.Library()
# What other modules say, under the same names in templates.
for _tag in (
    text_joining.comma,
    text_joining.semicolon,
    text_joining.detail_comma,
    text_joining.dash,
):
    register.simple_tag(_tag)
_FILTERS: dict[str, Callable[..., Any]] = {
    "as_instant": formatting.format_instant,
    "as_utc": formatting.machine_readable,
    "direction": direction_of,
    "labelled": text_joining.labelled,
    "lead_in": text_joining.lead_in,
    "listed": text_joining.listed,
    "with_addition": text_joining.with_addition,
    "with_passages": passages_html,
    "without_passages": without_marks,
}
for _name, _function in _FILTERS.items():
    register.filter(_name, _function)

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
def as_address(address: str) -> SafeString:
    """Returns an address that is shown as a link; paper is read on screens, too.

    Its letters keep their order within text from right to left.
    """
    return format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', address, address)


@register.filter
def as_time(value: datetime, own_zone: object = False) -> SafeString:  # noqa: FBT002 - a filter's argument has no name
    """Returns a `<time>` element in UTC; with `own_zone`, a script adds the reader's time zone."""
    return formatting.time_element(value, own_zone=bool(own_zone))


@register.simple_tag
def document_title(title: str) -> str:
    """Returns the title and the site's name, or the name alone where both are the same."""
    name = gettext("Biosafety capacity-building")
    return name if title == name else f"{title} – {name}"


@register.filter
def language_name(language: Locale | str) -> str:
    """Returns the name of a locale's language, or of a code's, as it stands in a sentence."""
    code = language if isinstance(language, str) else language.language_code
    return language_names.language_name(code)


@register.simple_block_tag(name="addition")
def addition_block(content: str) -> str:
    """Returns the content in brackets, with the space before them, as the language writes it."""
    return text_joining.addition(content)


@register.simple_block_tag
def after_label(content: str, label: object) -> str:
    """Returns the label and the content as one phrase, where the content has elements."""
    return text_joining.labelled(label, content)


@register.simple_tag
def own_zone_data() -> SafeString:
    """Returns the data attributes with which a script writes instants in the reader's time zone."""
    return _own_zone_data(get_language() or "")


@cache
def _own_zone_data(_language: str) -> SafeString:
    return format_html_join("", ' data-{}="{}"', own_zone_patterns().items())


@register.simple_tag
def foreign_language(page: Page) -> LanguageName | None:
    """Returns the language of a page listed in another language; None if it is the reader's own."""
    return foreign_to_reader(page.locale.language_code)


@register.simple_tag(takes_context=True)
def user_bar(context: dict[str, Any]) -> str:
    """Renders Wagtail's user bar, without looking up users for requests without a session."""
    request = context.get("request")
    return str(wagtailuserbar(context)) if request and may_be_signed_in(request) else ""


@register.simple_tag(takes_context=True)
def around(context: Context, template_name: str, content: Any = None) -> SafeString:
    """Includes a template around the page's text, such as the header, cached per page and
    generation.

    The template must give the same result for every reader. Where that changes with time or with
    the request, `content` says so: `is_shared` is false for a request that has a result of its own,
    and `changes_at` is the instant (UTC) up to which the others share one.
    """

    engine = cast("Template", context.template).engine

    def draw() -> SafeString:
        return SafeString(engine.get_template(template_name).render(context))

    def changes_at() -> datetime | None:
        return content.changes_at if content else None

    page, chrome = context.get("page"), context.get("chrome")
    is_own = content is not None and not content.is_shared
    if page is None or page.pk is None or chrome is None or is_own:
        return draw()
    site = Site.find_for_request(chrome.request)
    name = ("around", template_name, site, chrome.language, page.pk, chrome.below)
    return generation_cache.get_or_make_until(name, draw, changes_at)


@register.tag
def shared(parser: Parser, token: Token) -> "SharedNode":
    """Block tag: draws its content once for all readers of a page, where its view allows that.

    `{% shared "text" %}…{% endshared %}`: the name is that of the block within the page.
    """
    _tag, name = token.split_contents()
    content = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(name.strip('"'), content)


class SharedNode(template.Node):
    """Node of `shared`."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """As `core.caching.shared_html` allowed the page's own view; else drawn each time."""
        until = context.get(shared_html.UNTIL)
        if until is None:
            return self.nodelist.render(context)
        page, chrome = context["page"], context["chrome"]
        site = Site.find_for_request(chrome.request)
        name = (self.name, site and site.pk, chrome.language, page.pk)
        found: SafeString = shared_html.html.get_or_make(
            name, lambda: self.nodelist.render(context), until
        )
        return found


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
