"""A crawler's list of a conference's addresses holds for ever: archived, taken out, in between."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.test import Client

from wagtail.models import Page

import pytest

from conference.models import ConferencePage, SessionPage
from jobs.models import Job
from tests.conference.archiving_helpers import run, versions
from tests.conference.outcome_helpers import add_outcome, files, library_document
from tests.conference.test_archiving import PORTAL, conference, editor, taken_out
from tests.crawler import Answer, Get, crawl, follow_redirect
from tests.whole_site_urls import LANGUAGES

__all__ = ["conference", "editor", "taken_out"]

pytestmark = pytest.mark.django_db
MOVE = ("/portal/mainstreaming/", "/portal/archive/mainstreaming/")


@pytest.fixture
def get() -> Get:
    """As a reader without an account."""
    reader = Client()

    def ask(path: str) -> Answer:
        response: Any = reader.get(path)
        content = b"" if response.streaming else response.content
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        return Answer(response.status_code, response.headers.get("Location", ""), content, is_html)

    return ask


def is_wanted(path: str) -> bool:
    """Of the conference, in each form; of its PDFs, which take seconds each, one."""
    if path.endswith(".pdf") and path.startswith(("/en/", "/es/", "/fr/")):
        return path.startswith("/en/") and path.endswith("/mainstreaming/print.pdf")
    return "?" not in path and ("/mainstreaming/" in path or path.startswith("/documents/"))


def starts(conference: ConferencePage) -> list[str]:
    return [version.get_url() for version in versions(conference)]


@pytest.mark.slow
def test_every_address_that_a_crawler_finds_is_kept(
    conference: ConferencePage, editor: Client, get: Get
) -> None:
    add_outcome(conference.specific, title="Report", files=files(en=library_document("report.pdf")))
    before = crawl(get, starts(conference), is_wanted)
    assert {answer.status for answer in before.values()} == {200}
    ends = {path.rpartition("/")[2] for path in before}
    assert {"", "calendar.ics", "feed.xml", "report.pdf"} <= ends
    assert len([path for path in before if path.endswith("/print/")]) == 3 * 9
    run("archive", conference, editor)
    after = crawl(get, starts(conference), is_wanted)
    moved = {path: follow_redirect(get, path) for path in before}
    assert all(end == path.replace(*MOVE) for path, end in moved.items())
    # What is there now is what the archived conference's own pages lead to.
    assert set(moved.values()) <= set(after)
    run("restore", conference, editor)
    assert set(crawl(get, starts(conference), is_wanted)) == set(before)
    assert all(follow_redirect(get, path) == path for path in before)
    assert {follow_redirect(get, path) for path in after} == set(before)


@pytest.mark.slow
def test_a_big_conference_goes_and_comes_back_in_every_language(
    conference: ConferencePage, editor: Client, get: Get
) -> None:
    for version in versions(conference):
        add_many_sessions(version, 300)
    job = run("archive", conference, editor)
    assert (job.state, job.done, job.total) == (Job.State.DONE, 3 * 309, 3 * 309)
    there = [f"/{code}/{PORTAL}/mainstreaming/more-299/print/" for code in LANGUAGES]
    archived = [path.replace(*MOVE) for path in there]
    assert [follow_redirect(get, path) for path in there] == archived
    run("restore", conference, editor)
    assert [follow_redirect(get, path) for path in [*archived, *there]] == [*there, *there]
    assert not any(Page.find_problems())


def add_many_sessions(conference: ConferencePage, count: int) -> None:
    """At once: one by one, their making would take longer than what is tested."""
    parent = Page.objects.get(pk=conference.pk)
    last = parent.get_last_child()
    kind = ContentType.objects.get_for_model(SessionPage)
    first, pages = Page._str2int(last.path[-Page.steplen :]) + 1, []
    for number in range(count):
        slug = f"more-{number}"
        pages.append(
            Page(
                path=Page._get_path(parent.path, last.depth, first + number),
                depth=last.depth,
                slug=slug,
                title=slug,
                draft_title=slug,
                url_path=f"{parent.url_path}{slug}/",
                locale=parent.locale,
                content_type=kind,
            )
        )
    Page.objects.bulk_create(pages)
    for number, page in enumerate(Page.objects.child_of(parent).filter(path__gt=last.path)):
        SessionPage(page_ptr=page, theme="More", number=100 + number).save_base(raw=True)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + count)
