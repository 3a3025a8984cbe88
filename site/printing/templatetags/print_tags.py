"""What pages need to print well and to lead to their print versions."""

from typing import Any
from urllib.parse import urljoin

from django import template
from django.template import Context, NodeList
from django.template.base import Parser, Token
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lxml import html

from core.navigation.page_chrome import Frame
from core.text.plain_text import printable
from printing.document_parts import markup
from printing.link_notes import LinkList, number_links
from printing.pdf import renderer

register = template.Library()


@register.simple_tag
def print_address(frame: Frame) -> str:
    """The printer-friendly version, which hangs below the page's own address."""
    return urljoin(frame.page_url, "print/") if frame.page_url else ""


@register.simple_tag
def pdf_address(frame: Frame) -> str:
    """The page as a PDF; empty where this server cannot make one."""
    return (
        urljoin(frame.page_url, "print.pdf") if frame.page_url and renderer.is_available() else ""
    )


@register.simple_tag
def now_printed() -> Any:
    """The instant in UTC that stands on paper as the date of printing."""
    return timezone.now()


def _running_words(frame: Frame) -> dict[str, str]:
    """The words around the numbers that only the printer knows, by the name of their property."""
    # Translators: stands at the foot of every printed sheet.
    of = gettext("Page %(page)s of %(pages)s") % {"page": "\0", "pages": "\0"}
    before, between, after = (*of.split("\0"), "", "")[:3]
    # Translators: stands in brackets after a link to another part of the same printed document.
    see_before, _number, see_after = (gettext("see page %(page)s") % {"page": "\0"}).partition("\0")
    return {
        "page-before": before,
        "page-between": between,
        "page-after": after,
        "see-before": see_before,
        "see-after": see_after,
        "address": frame.canonical_url,
    }


@register.simple_tag
def running_attributes(frame: Frame) -> SafeString:
    """For `<html>`: the style sheet reads the words from here and holds none itself."""
    words = [pair for pair in _running_words(frame).items() if not pair[0].startswith("see-")]
    return format_html_join(" ", 'data-{}="{}"', words)


@register.simple_tag
def running_properties(frame: Frame) -> SafeString:
    """The same as a style rule, for the PDF engine, whose margins cannot read attributes."""
    words = _running_words(frame).items()
    rules = "".join(f"--{name}: {_css_string(word)};" for name, word in words)
    return mark_safe(f":root {{{rules}}}")  # noqa: S308 - each value is a quoted CSS string


def _css_string(text: str) -> str:
    """Quoted, with everything escaped that could end the string or the style element."""
    escaped = "".join(
        character if character.isalnum() or character in " .:/-" else f"\\{ord(character):x} "
        for character in text
    )
    return f'"{escaped}"'


@register.tag
def numbered_links(parser: Parser, token: Token) -> "NumberedLinksNode":
    """Numbers the links within, for paper, and lists them in `link_addresses` after itself."""
    content = parser.parse(("endnumbered_links",))
    parser.delete_first_token()
    return NumberedLinksNode(content)


class NumberedLinksNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        text = self.nodelist.render(context)
        frame = context.get("frame")
        # A print view numbers the links of all its parts together.
        if frame is None or not frame.canonical_url or context.get("printing"):
            return text
        root = html.fragment_fromstring(printable(text), create_parent="div")
        links = LinkList()
        number_links(root, frame.canonical_url, links)
        context["link_addresses"] = links.addresses
        return mark_safe(markup(root))  # noqa: S308 - rendered by the templates within
