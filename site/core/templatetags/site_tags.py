"""What templates need beyond Django's and Wagtail's own tags."""

import json
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urljoin

from django import template
from django.template import Context, Template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page, Site

from core.caching import generation_cache
from core.dates import formatting, time_elements
from core.languages.language_names import LanguageName, foreign_to_reader
from core.navigation.page_chrome import Frame
from core.pages.reader_session import may_be_signed_in

register = template.Library()

# Characters that could end the script element, or start a comment in it.
_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def as_date(value: date | datetime | None) -> str:
    """A date in the reader's language; an instant is taken in UTC."""
    if value is None:
        return ""
    return formatting.format_date(
        formatting.utc_date(value) if isinstance(value, datetime) else value
    )


@register.filter
def as_utc(instant: datetime) -> str:
    """For a `datetime` attribute: to the second, in UTC."""
    return time_elements.machine_readable(instant)


@register.filter
def as_instant(value: datetime) -> str:
    return formatting.format_instant(value)


@register.filter
def as_time(value: datetime, own_zone: object = False) -> SafeString:  # noqa: FBT002 - a filter's argument has no name
    """A `<time>` element in UTC; with `own_zone`, a script adds the reader's own time zone."""
    return time_elements.time_element(value, own_zone=bool(own_zone))


@register.simple_tag
def own_zone_words() -> str:
    """What a script says of an instant in the reader's own time zone, “{}” being the instant."""
    # Translators: a date with its time and the name of the zone, for example "6 May, 9:00 GMT+2".
    return gettext("%(instant)s in your time zone") % {"instant": "{}"}


@register.simple_tag
def own_zone_locale() -> str:
    """How a script is to write dates: as this site does, not as one country of the language."""
    # Translators: the code by which browsers know the language; "en-GB" puts the day first.
    return pgettext("code of the language for dates", "en-GB")


@register.simple_tag
def foreign_language(page: Page) -> LanguageName | None:
    """The language of a page that is listed in another one; None where it is the reader's own."""
    return foreign_to_reader(page.locale.language_code)


@register.simple_tag(takes_context=True)
def user_bar(context: dict[str, Any]) -> str:
    """Wagtail's own bar for editors; readers without a session are not looked up."""
    request = context.get("request")
    return str(wagtailuserbar(context)) if request and may_be_signed_in(request) else ""


@register.simple_tag(takes_context=True)
def around(context: Context, template_name: str) -> SafeString:
    """A part of the frame, such as the header: as `include`, drawn once in a generation for a page.

    Such a part says the same at any time and to every reader, until somebody changes the content.
    """

    engine = cast("Template", context.template).engine

    def draw() -> SafeString:
        return SafeString(engine.get_template(template_name).render(context))

    page, frame = context.get("page"), context.get("frame")
    if page is None or page.pk is None or frame is None:
        return draw()
    site = Site.find_for_request(frame.request)
    name = ("around", template_name, site, frame.language, page.pk, frame.below)
    return SafeString(generation_cache.once(name, draw))


@register.simple_tag
def structured_data(frame: Frame) -> SafeString:
    """What the page is, for search engines: schema.org as JSON-LD, safe inside <script>."""
    page: Any = frame.page
    described = getattr(page, "structured_data", None)
    graph = [
        {
            "@type": "WebPage",
            "name": page.heading,
            "description": page.description,
            "inLanguage": frame.language,
            "url": frame.canonical_url,
            "dateModified": page.last_published_at and page.last_published_at.isoformat(),
        },
        {"@type": "BreadcrumbList", "itemListElement": _crumbs(frame)},
        *([described(frame.canonical_url)] if described else []),
    ]
    data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(data.translate(_JSON_ESCAPES))  # noqa: S308 - escaped just above


def _crumbs(frame: Frame) -> list[dict[str, Any]]:
    return [
        {
            "@type": "ListItem",
            "position": position,
            "name": link.text,
            "item": urljoin(frame.canonical_url, link.url),
        }
        for position, link in enumerate(frame.trail, start=1)
    ]
