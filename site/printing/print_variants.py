"""Links from a print version to its other forms."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.utils.translation import gettext

from core.languages.language_names import language_name
from core.navigation.page_chrome import Frame
from core.pages.public_querysets import readable
from printing.pdf import renderer
from printing.print_options import SIZES, PrintOptions


@dataclass(frozen=True)
class Variant:
    """A link."""

    url: str
    text: str


def variants(frame: Frame, options: PrintOptions, *, whole: bool) -> list[Variant]:
    """Links to the available forms of the print version: PDF, section, offline copy, sizes,
    languages.
    """
    page = frame.page
    address = page.get_url(frame.request) if page is not None else None
    if page is None or not address:
        return []
    here = urljoin(address, "print/all/" if whole else "print/")
    query = options.query
    found = [Variant(address, gettext("Back to the page"))]
    if renderer.is_available():
        pdf = urljoin(address, "print/all.pdf" if whole else "print.pdf")
        found.append(Variant(f"{pdf}{query}", gettext("PDF")))
    if whole:
        found.append(Variant(f"{urljoin(address, 'print/')}{query}", gettext("This page alone")))
    elif readable(page.get_children()).exists():
        everything = f"{urljoin(address, 'print/all/')}{query}"
        found.append(Variant(everything, gettext("With all pages below")))
    offline = f"{urljoin(address, 'print/all.html')}{query}"
    found.append(Variant(offline, gettext("Offline copy")))
    found.append(_size(here, options))
    return [*found, *_languages(frame, here, options)]


def _size(here: str, options: PrintOptions) -> Variant:
    if options.is_large:
        return Variant(f"{here}{options.replace(size=SIZES[0]).query}", gettext("Normal print"))
    return Variant(f"{here}{options.replace(size='large').query}", gettext("Large print"))


def _languages(frame: Frame, here: str, options: PrintOptions) -> list[Variant]:
    """A link for each further language, or one back to a single language."""
    if options.beside:
        alone = options.replace(beside="").query
        return [Variant(f"{here}{alone}", gettext("In one language"))]
    message = gettext("With %(language)s beside it")
    return [
        Variant(
            f"{here}{options.replace(beside=link.code).query}",
            message % {"language": language_name(link.code)},
        )
        for link in frame.alternates
        if not link.is_current
    ]
