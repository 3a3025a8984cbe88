"""The form of a print version that leads to its other versions.

A form, not links: each of its combinations would be a further address for crawlers.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.utils.translation import gettext, pgettext

from wagtail.models import Page

from core.languages.language_names import language_name
from core.navigation.page_chrome import PageChrome
from core.pages.print_annexes import AnnexSource
from core.pages.public_querysets import readable
from printing.pdf import renderer
from printing.print_options import PAPERS, SIZES, PrintOptions


@dataclass(frozen=True)
class Choice:
    """One value of an option."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Option:
    """An option of the query string with its choices; `name` is its parameter."""

    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Button:
    """Submits the options to `url`."""

    url: str
    text: str


@dataclass(frozen=True)
class Variants:
    """What the form offers; its first button shows the same version with other options."""

    page_url: str
    options: list[Option]
    buttons: list[Button]


def variants(
    chrome: PageChrome, options: PrintOptions, offered: list[AnnexSource], *, whole: bool
) -> Variants | None:
    """Returns the other print versions of the chrome's page; None if it has no address.

    `whole` says whether the present one has the pages below, too; `offered` are the annexes that
    can be included with them.
    """
    page = chrome.page
    address = page.get_url(chrome.request) if page is not None else None
    if page is None or not address:
        return None
    found = [_languages(chrome, options), _sizes(options), _papers(options)]
    if offered:
        found.append(_annexes(options, offered))
    useful = [option for option in found if len(option.choices) > 1]
    return Variants(address, useful, _buttons(page, address, whole=whole))


def _buttons(page: Page, address: str, *, whole: bool) -> list[Button]:
    alone, everything = urljoin(address, "print/"), urljoin(address, "print/all/")
    found = [Button(everything if whole else alone, pgettext("button", "Show"))]
    if whole:
        found.append(Button(alone, gettext("This page alone")))
    elif not page.is_leaf() and readable(page.get_children()).exists():
        found.append(Button(everything, gettext("With all pages below")))
    if renderer.is_available():
        name = "print/all.pdf" if whole else "print.pdf"
        found.append(Button(urljoin(address, name), gettext("PDF")))
    return [*found, Button(urljoin(address, "print/all.html"), gettext("Offline copy"))]


def _languages(chrome: PageChrome, options: PrintOptions) -> Option:
    message = gettext("With %(language)s beside it")
    choices = [Choice("", gettext("In one language"), not options.beside)]
    choices += [
        Choice(
            link.code, message % {"language": language_name(link.code)}, link.code == options.beside
        )
        for link in chrome.alternates
        if not link.is_current
    ]
    return Option("with", pgettext("label", "Languages"), choices)


def _sizes(options: PrintOptions) -> Option:
    texts = dict(zip(SIZES, [gettext("Normal print"), gettext("Large print")], strict=True))
    choices = [Choice(size, text, size == options.size) for size, text in texts.items()]
    return Option("size", gettext("Size of print"), choices)


def _annexes(options: PrintOptions, offered: list[AnnexSource]) -> Option:
    choices = [Choice("", gettext("Pages alone"), not options.include)]
    choices += [
        Choice(source.name, source.choice_text(), source.name == options.include)
        for source in offered
    ]
    return Option("include", gettext("What is printed"), choices)


def _papers(options: PrintOptions) -> Option:
    texts = dict(zip(PAPERS, ["A4", "Letter"], strict=True))
    choices = [Choice(paper, text, paper == options.paper) for paper, text in texts.items()]
    return Option("paper", gettext("Paper of the PDF"), choices)
