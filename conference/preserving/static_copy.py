"""Writes the pages of a closed conference, in all languages, as a folder of static files."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext, override

from wagtail.models import Page

from conference.models import ConferencePage
from contributions.models import Contribution
from core.languages.language_names import LANGUAGE_NAMES
from core.pages.public_querysets import readable
from preservation.copying import PreservationError, Start, preserve


def preserve_conference(
    conference: ConferencePage,
    folder: Path,
    *,
    with_pdf: bool = True,
    advance: Callable[[], None] = lambda: None,
) -> int:
    """Writes the copy into an empty folder; returns how many files it has.

    Raises PreservationError where the conference is not closed or not public, or the folder is not
    empty.
    """
    if not conference.state.is_closed:
        raise PreservationError(gettext("Only a conference that is closed can be preserved."))
    pages = _public_pages(conference)
    starts = [_start(page) for page in pages]
    return preserve(
        starts, folder, at=_last_change(conference, pages), with_pdf=with_pdf, advance=advance
    )


def _public_pages(conference: ConferencePage) -> list[ConferencePage]:
    """The conference's page in each language, the original first."""
    pages = ConferencePage.objects.filter(translation_key=conference.translation_key)
    return list(readable(pages).select_related("locale").order_by("pk"))


def _start(page: ConferencePage) -> Start:
    language = page.locale.language_code
    with override(language):
        name = str(dict(LANGUAGE_NAMES).get(language, language))
    return Start(page.get_full_url() or "", language, name, page.full_title)


def _last_change(conference: ConferencePage, pages: list[ConferencePage]) -> datetime:
    """The last instant (UTC) at which readers got something else to see."""
    changes = [
        change
        for page in pages
        for change in Page.objects.descendant_of(page, inclusive=True)
        .live()
        .values_list("last_published_at", flat=True)
    ]
    contributions = Contribution.objects.on_record().of_conference(conference.translation_key)
    changes += [contributions.last_change(), conference.schedule.ends_at]
    return max(change for change in changes if change is not None)
