"""Background job that submits many pages for translation; can be cancelled and resumed."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from wagtail.models import Locale, Page

from core.caching import batched_invalidation
from jobs import job, runner
from jobs.models import Job
from jobs.progress import Progress
from translation.review.translation_mail import gathered
from translation.submission.results import Outcome, Summary
from translation.submission.submit_page import submit
from translation.tree_sync import cascades

KIND = "submit-for-translation"


def start(
    user: Any, pages: Sequence[Page], locales: Collection[Locale], *, below: bool, subject: str
) -> Job:
    """Starts the job for the pages; `below` includes their descendants."""
    return runner.start(
        KIND,
        user,
        subject=subject,
        pages=[page.pk for page in pages],
        locales=[locale.pk for locale in locales],
        below=below,
    )


@job(KIND, _("Submitting pages for translation"))
def submit_pages(progress: Progress, *, pages: list[int], locales: list[int], below: bool) -> None:
    """Job function; each page is one step, and steps can be repeated safely."""
    submit_all(progress, in_order(pages, below=below), locales)


def submit_all(progress: Progress, page_ids: list[int], locale_ids: list[int]) -> None:
    """Submits the pages, parents first, and reports the results even if cancelled.

    Each translator gets one mail about all of them.
    """
    locales = list(Locale.objects.filter(pk__in=locale_ids).order_by("language_code"))
    summary = Summary(locales)
    try:
        with gathered(), batched_invalidation.gathered_changes():
            for page_id in progress.track(page_ids, len(page_ids)):
                _submit_page(progress, page_id, locales, summary)
    finally:
        _sort(page_ids, locales)
        for line in summary.lines():
            progress.add_line(line)


def in_order(page_ids: list[int], *, below: bool) -> list[int]:
    """Returns the page ids, with `below` including descendants, each once, parents first."""
    found: dict[str, int] = {}
    for page in Page.objects.filter(pk__in=page_ids, depth__gt=1):
        if below:
            pages = Page.objects.descendant_of(page, inclusive=True)
            found.update(pages.values_list("path", "pk"))
        else:
            found[page.path] = page.pk
    return [found[path] for path in sorted(found)]


def _submit_page(progress: Progress, page_id: int, locales: list[Locale], summary: Summary) -> None:
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return
    page = page.specific
    is_new_text = False
    for locale in locales:
        if locale.pk != page.locale_id:
            outcome = submit(page, locale, _owner(progress))
            # All languages share the source text updated by the first of them.
            is_new_text = is_new_text or outcome is Outcome.UPDATED
            is_kept = outcome is Outcome.KEPT
            summary.note(page, locale, Outcome.UPDATED if is_kept and is_new_text else outcome)


def _owner(progress: Progress) -> Any:
    """Returns the job's owner, reloaded for each page so that revoked permissions apply."""
    users: Any = get_user_model()._default_manager
    return users.get(pk=progress.job.owner_id)


def _sort(page_ids: list[int], locales: list[Locale]) -> None:
    """Sorts new translations, which are appended last, into the order of their originals."""
    places = Page.objects.filter(pk__in=page_ids).values_list("path", "depth")
    parents = {Page._get_basepath(path, depth - 1) for path, depth in places}
    for parent in Page.objects.filter(path__in=parents, depth__gt=1):
        cascades.align_all(parent, locales)
