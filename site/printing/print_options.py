"""Print options of the query string, `?with=fr&size=large&paper=letter`, and their form.

A form, not links: each of its combinations would be a further address for crawlers.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext

from wagtail.models import Page

from core.languages.language_names import language_name
from core.navigation.page_chrome import PageChrome
from core.pages.print_annexes import AnnexSource
from core.pages.public_querysets import readable
from core.text.text_joining import listed, with_addition
from printing.errors import RefusedError
from printing.pdf import renderer

SIZES = ("normal", "large")
PAPERS = ("a4", "letter")
# Characters of an invalid value that the error message repeats.
MAX_ECHOED = 40


@dataclass(frozen=True)
class PrintOptions:
    """Second language, text size, paper and annex."""

    beside: str = ""
    """Code of the second language; empty for one language."""
    size: str = SIZES[0]
    paper: str = PAPERS[0]
    """Paper of the PDF; browsers use their own setting."""
    include: str = ""
    """Name of the annex that is included (`core.pages.print_annexes`); empty for none."""

    @property
    def is_large(self) -> bool:
        """Whether large print is chosen."""
        return self.size == "large"

    @property
    def query(self) -> str:
        """The query string with its "?"; empty where all options have their defaults."""
        usual = PrintOptions()
        chosen = {
            name: value
            for name, value, default in (
                ("with", self.beside, usual.beside),
                ("size", self.size, usual.size),
                ("paper", self.paper, usual.paper),
                ("include", self.include, usual.include),
            )
            if value != default
        }
        return f"?{urlencode(chosen)}" if chosen else ""

    def replace(self, **changes: str) -> "PrintOptions":
        """A copy with these options changed."""
        return dataclasses.replace(self, **changes)


def read_options(
    request: HttpRequest, page: Page, offered: Iterable[AnnexSource] | None = None
) -> PrintOptions:
    """Reads the query string. `offered` are the annexes that can be included.

    None stands for a version that never has any: there, `include` says nothing.

    Raises RefusedError for values that the page does not support.
    """
    return PrintOptions(
        beside=_language(request.GET, page),
        size=_choice(request.GET, "size", SIZES),
        paper=_choice(request.GET, "paper", PAPERS),
        include="" if offered is None else _annex(request.GET, offered),
    )


def _choice(query: QueryDict, name: str, choices: tuple[str, ...]) -> str:
    value = query.get(name) or choices[0]
    if value in choices:
        return value
    message = gettext("“%(value)s” is not possible here. “%(name)s” can be: %(choices)s.")
    values = {"value": value[:MAX_ECHOED], "name": name, "choices": listed(choices)}
    raise RefusedError(message % values)


def _annex(query: QueryDict, offered: Iterable[AnnexSource]) -> str:
    name = query.get("include") or ""
    if name and name not in {source.name for source in offered}:
        message = gettext("“%(value)s” cannot be included here.")
        raise RefusedError(message % {"value": name[:MAX_ECHOED]})
    return name


def _language(query: QueryDict, page: Page) -> str:
    code = query.get("with") or ""
    names = dict(settings.LANGUAGES)
    if not code:
        return ""
    if code not in names:
        message = gettext(
            "“%(value)s” is not a language of this site. Its languages are: %(names)s."
        )
        known = listed(with_addition(name, key) for key, name in names.items())
        raise RefusedError(message % {"value": code[:MAX_ECHOED], "names": known})
    if code == page.locale.language_code:
        message = gettext(
            "This page is in %(language)s already. Choose another language beside it."
        )
        raise RefusedError(message % {"language": language_name(code)})
    return str(code)


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
