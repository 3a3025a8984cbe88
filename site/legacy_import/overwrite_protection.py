"""Protects editors' work from being overwritten by an import."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext

from wagtail.models import Page, Site

from conference.models import ConferencePage
from conference.models.part_pages import ConferencePartPage
from legacy_import.import_options import Options
from legacy_import.models import ImportedSource
from legacy_import.parsing.errors import RefusedError


def check_rights(page: Page, options: Options) -> None:
    """Raises RefusedError where the user of the import may not edit or publish the page."""
    if options.user is None:
        return
    rights = page.permissions_for_user(options.user)
    if not (rights.can_edit() and (rights.can_publish() or not options.publish)):
        raise RefusedError(gettext("You may not publish “%(title)s”.") % {"title": page.title})


def overwrite_refusal(page: Page, user: Any, *, replace: bool) -> str:
    """Returns why the page must not be overwritten, translated; empty where it may be."""
    lock = page.get_lock()
    if lock is not None and (user is None or lock.for_user(user)):
        return gettext("The page is locked; it was left as it is.")
    if page.current_workflow_state is not None:
        return gettext("The page is in a workflow; it was left as it is.")
    if replace or not is_edited(page):
        return ""
    if ImportedSource.objects.filter(page=page).exists():
        return gettext("An editor has changed the page; it was left as it is.")
    return gettext("The page on the site was not imported; it was left as it is.")


def other_source(page: Page, name: str) -> str:
    """Returns the name of another file that the page was imported from; else empty.

    A file is the same in a folder and without it: “pages/a.html” and “a.html”.
    """
    records = ImportedSource.objects.filter(page=page, is_main=True).order_by("-imported_at")
    sources = list(records.values_list("source", flat=True))
    is_own = any(_are_one(name[:400], source) for source in sources)
    return "" if is_own or not sources else sources[0]


def _are_one(name: str, other: str) -> bool:
    return f"/{name}".endswith(f"/{other}") or f"/{other}".endswith(f"/{name}")


def is_of_this_site(address: str) -> bool:
    """Returns whether a live page of this site, has the address."""
    parts = urlsplit(address)
    sites = Site.objects.filter(hostname=parts.hostname) if parts.hostname else ()
    for site in sites:
        pages = Page.objects.live().descendant_of(site.root_page.get_parent())
        slug = PurePosixPath(parts.path).name
        if any(page.relative_url(site) == parts.path for page in pages.filter(slug=slug)):
            return True
    return False


def is_edited(page: Page) -> bool:
    """Returns whether the page holds what no import wrote: since its last import, if any."""
    record = ImportedSource.objects.filter(page=page).order_by("-revision_id").first()
    if record is not None:
        return page.latest_revision_id != record.revision_id
    # What stands above conferences is shown even without a text of its own.
    is_of_conference = isinstance(page.specific, ConferencePage | ConferencePartPage)
    return not is_of_conference or not is_empty(page.specific)


def is_empty(page: Any) -> bool:
    """Returns whether the page has no text, as pages of a new conference."""
    names = ("body", "closing", "introduction", "mandate", "background", "aim", "outcomes")
    relations = ("objectives", "guiding_questions")
    return not any(getattr(page, name, None) for name in names) and not any(
        getattr(page, name).exists() for name in relations if hasattr(page, name)
    )
