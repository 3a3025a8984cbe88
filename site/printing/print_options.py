"""Options of print versions from the query string: `?with=fr&size=large&paper=letter`."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext

from wagtail.models import Page

from core.languages.language_names import language_name
from core.pages.print_annexes import AnnexSource
from core.text.phrases import listed, with_addition
from printing.errors import RefusedError

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
