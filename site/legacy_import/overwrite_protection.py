"""Protects editors' work from being overwritten by an import."""

from typing import Any

from django.utils.translation import gettext

from wagtail.models import Page

from legacy_import.models import ImportedSource


def overwrite_refusal(page: Page, user: Any, *, replace: bool) -> str:
    """Returns why the page must not be overwritten, translated; empty where it may be."""
    lock = page.get_lock()
    if lock is not None and (user is None or lock.for_user(user)):
        return gettext("The page is locked; it was left as it is.")
    if page.current_workflow_state is not None:
        return gettext("The page is in a workflow; it was left as it is.")
    if replace or not is_edited(page):
        return ""
    return gettext("An editor has changed the page; it was left as it is.")


def is_edited(page: Page) -> bool:
    """Returns whether the page was edited by a person since its last import, if any."""
    record = ImportedSource.objects.filter(page=page).order_by("-revision_id").first()
    if record is not None:
        return page.latest_revision_id != record.revision_id
    return page.revisions.exclude(user=None).exists() and not is_empty(page.specific)


def is_empty(page: Any) -> bool:
    """Returns whether the page has no text, as pages of a new conference."""
    names = ("body", "closing", "introduction", "mandate", "background", "aim", "outcomes")
    relations = ("objectives", "guiding_questions")
    return not any(getattr(page, name, None) for name in names) and not any(
        getattr(page, name).exists() for name in relations if hasattr(page, name)
    )
