"""Work that is started, and done, within a test."""

from collections.abc import Callable
from typing import Any

from django.test import TestCase

from wagtail.models import Locale, Page

import pytest

from conference.models import ConferencePage, SessionPage
from jobs.models import Job
from tests.module_fixtures import module_fixture, read_page
from translation.submission import submit_job

Submit = Callable[..., Job]


def locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def slugs_below(page: Page) -> list[str]:
    return list(Page.objects.child_of(page).order_by("path").values_list("slug", flat=True))


def add_sessions(trial: int) -> list[int]:
    conference = read_page(trial)
    made = []
    for number in (1, 2, 3):
        session = SessionPage(
            title=f"Session {number}", slug=f"session-{number}", theme="A theme", number=number
        )
        conference.add_child(instance=session)
        session.save_revision().publish()
        made.append(session.pk)
    return made


added_sessions = module_fixture(add_sessions, "trial")


@pytest.fixture
def sessions(added_sessions: list[int], conference: ConferencePage) -> list[SessionPage]:
    """Three live sessions after the introduction."""
    conference.refresh_from_db()
    return [read_page(key) for key in added_sessions]


@pytest.fixture
def submit_many(account: Any) -> Submit:
    """Starts the work as a user, lets it run, and gives it as it then is."""

    def run(who: str, *pages: Page, into: str = "es fr", below: bool = True) -> Job:
        locales = Locale.objects.filter(language_code__in=into.split())
        with TestCase.captureOnCommitCallbacks(execute=True):
            job = submit_job.start(account(who), pages, locales, below=below, subject="Trial")
        job.refresh_from_db()
        return job

    return run
