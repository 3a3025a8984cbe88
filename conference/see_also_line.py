"""The "See also the Introduction and Agenda pages" line of conference pages."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wagtail.models import Page

from core.dates.time_elements import in_sentence
from core.navigation.links import Link
from core.navigation.page_chrome import PageChrome


def see_also_line(chrome: PageChrome, models: list[type[Page]]) -> SafeString:
    """Returns the line as safe HTML; empty without siblings of these types (three at most)."""
    links = [_element(link) for link in chrome.siblings_of_types(models)]
    patterns = {
        1: gettext("See also the %(first)s page."),
        2: gettext("See also the %(first)s and %(last)s pages."),
        3: gettext("See also the %(first)s, %(second)s and %(last)s pages."),
    }
    if len(links) not in patterns:
        return SafeString()
    return in_sentence(patterns[len(links)], first=links[0], second=links[-2:][0], last=links[-1])


def _element(link: Link) -> SafeString:
    return format_html('<a href="{}">{}</a>', link.url, link.text)
