"""How a reader wants the print version: `?with=fr&size=large&paper=letter`."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext

from wagtail.models import Page

from printing.errors import RefusedError

SIZES = ("normal", "large")
PAPERS = ("a4", "letter")
# As much of a mistyped value as is repeated to its reader.
ECHOED = 40


@dataclass(frozen=True)
class PrintOptions:
    beside: str = ""
    """The code of the language set beside the page's own; empty for one language."""
    size: str = SIZES[0]
    paper: str = PAPERS[0]
    """The sheet of the PDF; a browser prints on the paper that its user has chosen."""

    @property
    def is_large(self) -> bool:
        return self.size == "large"

    @property
    def query(self) -> str:
        """The options as a query string with its "?"; empty where all are the usual ones."""
        usual = PrintOptions()
        chosen = {
            name: value
            for name, value, default in (
                ("with", self.beside, usual.beside),
                ("size", self.size, usual.size),
                ("paper", self.paper, usual.paper),
            )
            if value != default
        }
        return f"?{urlencode(chosen)}" if chosen else ""

    def but(self, **changes: str) -> "PrintOptions":
        return replace(self, **changes)


def read_options(request: HttpRequest, page: Page) -> PrintOptions:
    """From the query string. Raises RefusedError where a value makes no sense for this page."""
    return PrintOptions(
        beside=_language(request.GET, page),
        size=_choice(request.GET, "size", SIZES),
        paper=_choice(request.GET, "paper", PAPERS),
    )


def _choice(query: QueryDict, name: str, choices: tuple[str, ...]) -> str:
    value = query.get(name) or choices[0]
    if value in choices:
        return value
    message = gettext("“%(value)s” is not possible here. “%(name)s” can be: %(choices)s.")
    values = {"value": value[:ECHOED], "name": name, "choices": ", ".join(choices)}
    raise RefusedError(message % values)


def _language(query: QueryDict, page: Page) -> str:
    code = query.get("with") or ""
    names = dict(settings.LANGUAGES)
    if not code:
        return ""
    if code not in names:
        message = gettext(
            "“%(value)s” is not a language of this site. Its languages are: %(names)s."
        )
        listed = ", ".join(f"{name} ({key})" for key, name in names.items())
        raise RefusedError(message % {"value": code[:ECHOED], "names": listed})
    if code == page.locale.language_code:
        message = gettext(
            "This page is in %(language)s already. Choose another language beside it."
        )
        raise RefusedError(message % {"language": names[code]})
    return str(code)
