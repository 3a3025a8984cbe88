"""What it costs to submit 100 and 1,000 pages for translation, per page and language.

A cost that grows with the number of pages shows in the last column: the ratio of the two, about 1
where it is linear.
"""

from typing import Any

from tests.bench.databases import is_measuring, run_on_each, set_up
from tests.bench.per_page import SIZES, per_page, report

PARTS = 9
LANGUAGE = "fr"
PARAGRAPH = "<p>Governments exchanged views in writing, and named what they need.</p>"


def main() -> None:
    if is_measuring():
        measure()
    else:
        run_on_each("tests.bench.submitting")


def measure() -> None:
    set_up()
    report("submitting", {size: costs(size) for size in SIZES})


def costs(size: int) -> dict[str, float]:
    """Of `size` pages that are new; they stay, so that the next ones are more."""
    from wagtail.models import Page

    pages = grow(size)
    count = pages.count()
    assert count == size
    rows = {"submitted": per_page(lambda: submit(pages), count)}
    assert Page.objects.filter(translation_key__in=pages.values("translation_key")).count() == (
        2 * size
    )
    rows["already there"] = per_page(lambda: submit(pages), count)
    rewrite(pages)
    rows["resubmitted"] = per_page(lambda: submit(pages), count)
    assert not any(Page.find_problems())
    return rows


def grow(size: int) -> Any:
    """Conferences with nine sessions each; the queryset of all these pages."""
    from wagtail.models import Page

    from conference.models import SessionPage
    from tests.bench.many import make_conferences, make_pages

    archive = Page.objects.get(slug="archive", locale__language_code="en")
    prefix = f"bench-{size}"
    conferences = make_conferences([archive], size // (PARTS + 1), prefix=prefix)
    body = [("paragraph", PARAGRAPH)] * 4
    keys = [conference.pk for conference in conferences]
    for conference in conferences:
        parent = Page.objects.get(pk=conference.pk)
        sessions = make_pages(SessionPage, parent, PARTS, number=1, theme="Theme", body=body)
        keys += [session.pk for session in sessions]
    return Page.objects.filter(pk__in=keys)


def submit(pages: Any) -> None:
    """As the work does it for an editor of all, without the queue."""
    from django.contrib.auth import get_user_model

    from wagtail.models import Locale

    from jobs.models import Job
    from jobs.progress import Progress
    from translation.submission.submit_job import in_order, submit_all

    editor = get_user_model()._default_manager.get(username="editor")
    progress = Progress(Job.objects.create(kind="bench", owner=editor, language="en"))
    keys = in_order(list(pages.values_list("pk", flat=True)), below=False)
    submit_all(progress, keys, [Locale.objects.get(language_code=LANGUAGE).pk])
    assert not any(", skipped: " in line for line in progress.job.report)


def rewrite(pages: Any) -> None:
    from conference.models import SessionPage

    SessionPage.objects.filter(pk__in=pages.values("pk")).update(theme="Another theme")


if __name__ == "__main__":
    main()
