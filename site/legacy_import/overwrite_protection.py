"""Whether an import may write over a page that is there."""

from typing import Any

from django.utils.translation import gettext

from wagtail.models import Page

from legacy_import.models import ImportedSource


def objection(page: Page, user: Any, *, replace: bool) -> str:
    """Why the page must stay as it is; empty where an import may write it."""
    lock = page.get_lock()
    if lock is not None and (user is None or lock.for_user(user)):
        return gettext("The page is locked; it was left as it is.")
    if page.current_workflow_state is not None:
        return gettext("The page is in a workflow; it was left as it is.")
    if replace or not is_edited(page):
        return ""
    return gettext("An editor has changed the page; it was left as it is.")


def is_edited(page: Page) -> bool:
    """Whether a person wrote what stands there, since the last import if there was one."""
    record = ImportedSource.objects.filter(page=page).order_by("-revision_id").first()
    if record is not None:
        return page.latest_revision_id != record.revision_id
    return page.revisions.exclude(user=None).exists() and not is_empty(page.specific)


def is_empty(page: Any) -> bool:
    """Whether it is a frame without text, such as a new conference is made with."""
    names = ("body", "closing", "introduction", "mandate", "background", "aim", "outcomes")
    relations = ("objectives", "guiding_questions")
    return not any(getattr(page, name, None) for name in names) and not any(
        getattr(page, name).exists() for name in relations if hasattr(page, name)
    )
