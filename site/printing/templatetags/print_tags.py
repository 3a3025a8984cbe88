"""Template tags for print styles, print links and numbered links."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django import template
from django.template import Context, NodeList
from django.template.base import Parser, Token
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from wagtail.models import Page

from core.navigation.page_chrome import PageChrome
from core.pages import preserved_copy_date
from core.text.bidi_isolation import FIRST, LAST
from printing import wide_table_splitting
from printing.link_notes import NumberedLinks, number_links
from printing.page_part import fragment, markup
from printing.pdf import renderer

register = template.Library()


@register.simple_tag
def print_address(chrome: PageChrome) -> str:
    """URL of the page's print version."""
    return urljoin(chrome.page_url, "print/") if chrome.page_url else ""


@register.simple_tag
def pdf_address(chrome: PageChrome) -> str:
    """URL of the page's PDF; empty where this server cannot make one."""
    return (
        urljoin(chrome.page_url, "print.pdf") if chrome.page_url and renderer.is_available() else ""
    )


@dataclass(frozen=True)
class Tables:
    """A table for the screen, and in parts for paper where it is too wide for a sheet.

    `on_screen` is None in a print version, which has the parts alone.
    """

    on_screen: wide_table_splitting.TablePart | None
    on_paper: list[wide_table_splitting.TablePart]


@register.simple_tag(takes_context=True)
def tables_of(context: Context, table: Any) -> Tables:
    """The table as the screen and as paper show it."""
    limit = int(context.get("table_columns") or wide_table_splitting.COLUMNS)
    parts = wide_table_splitting.split_by_columns(table, limit)
    if len(parts) == 1:
        return Tables(parts[0], [])
    if context.get("printing"):
        return Tables(None, parts)
    (whole,) = wide_table_splitting.split_by_columns(table, len(table.columns))
    return Tables(whole, parts)


@register.simple_tag
def now_printed() -> Any:
    """The current instant (UTC), shown as date of printing; a preserved copy has its own."""
    return preserved_copy_date.date_printed()


def _running_text(chrome: PageChrome) -> dict[str, str]:
    """Texts around page numbers in margins, by custom property; only the renderer knows the
    numbers.
    """
    # Translators: stands at the foot of every printed sheet.
    of = gettext("Page %(page)s of %(pages)s") % {"page": "\0", "pages": "\0"}
    before, between, after = (*of.split("\0"), "", "")[:3]
    address = chrome.canonical_url or ""
    return {
        "page-before": before,
        "page-between": between,
        "page-after": after,
        **_see_page(),
        # It stands alone in a margin box, which has the direction of the page.
        "address": f"{FIRST}{address}{LAST}" if chrome.direction == "rtl" else address,
    }


@register.simple_tag
def running_attributes(chrome: PageChrome) -> SafeString:
    """The texts as attributes of `<html>`, from which the style sheet reads them."""
    words = [pair for pair in _running_text(chrome).items() if not pair[0].startswith("see-")]
    return format_html_join(" ", 'data-{}="{}"', words)


@register.simple_tag
def running_properties(chrome: PageChrome, beside: Page | None = None) -> SafeString:
    """The texts as CSS properties, for WeasyPrint, whose margin boxes cannot read attributes.

    The column of `beside`, the page in a second language, refers to other parts in its own.
    """
    rules = f":root {{{_properties(_running_text(chrome))}}}"
    if beside:
        language = beside.locale.language_code
        with override(language):
            rules += f' [lang="{language}"] {{{_properties(_see_page())}}}'
    return mark_safe(rules)  # noqa: S308 - each value is a quoted CSS string


def _properties(words: dict[str, str]) -> str:
    return "".join(f"--{name}: {_css_string(word)};" for name, word in words.items())


def _see_page() -> dict[str, str]:
    # Translators: stands in brackets after a link to another part of the same printed document.
    before, _number, after = (gettext("see page %(page)s") % {"page": "\0"}).partition("\0")
    # The words and the number stay on one line.
    return {"see-before": before.replace(" ", "\u00a0"), "see-after": after}


def _css_string(text: str) -> str:
    """A quoted CSS string that cannot end the string or the style element."""
    escaped = "".join(
        character if character.isalnum() or character in " .:/-" else f"\\{ord(character):x} "
        for character in text
    )
    return f'"{escaped}"'


@register.tag
def numbered_links(parser: Parser, token: Token) -> "NumberedLinksNode":
    """Block tag that numbers the links inside and sets `link_addresses` in the context."""
    content = parser.parse(("endnumbered_links",))
    parser.delete_first_token()
    return NumberedLinksNode(content)


class NumberedLinksNode(template.Node):
    """Node of `numbered_links`; Django finds no `{% block %}` in a `simple_block_tag`."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Print views number the links of all parts together, so there it changes nothing."""
        text = self.nodelist.render(context)
        chrome = context.get("chrome")
        # A print view numbers the links of all its parts together.
        if chrome is None or not chrome.canonical_url or context.get("printing"):
            return text
        root = fragment(text)
        links = NumberedLinks()
        number_links(root, chrome.canonical_url, links)
        context["link_addresses"] = links.addresses
        return mark_safe(markup(root))  # noqa: S308 - rendered by the templates within
