"""Concurrent writers on one database: `python -m tests.faults.concurrent_writers NAME NUMBERS…`.

Processes are forked from one that has loaded Django, since loading takes longer than the work. A
failing process prints its traceback; the exit code is the number of failures.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

CONFERENCE = "/protocol/capacity-building/portal/archive/mainstreaming/"
LANGUAGES = ("es", "fr")


def main() -> int:
    """Runs the named task."""
    sys.path[:0] = [".", "site"]
    import django

    django.setup()
    name, *numbers = sys.argv[1:]
    return TASKS[name](*map(int, numbers))


def publish_at_once(writers: int, times: int) -> int:
    """Each writer publishes the same four pages in turn, each starting with another page."""

    def write(number: int) -> None:
        for turn in range(times):
            publish(slug_of(number + turn), f"by writer {number}, turn {turn}")

    return run_in_parallel(writers, write)


def translate_at_once(translators: int, times: int) -> int:
    """Each publishes a translation of a page repeatedly; two per language."""

    def work(number: int) -> None:
        for turn in range(times):
            translate(slug_of(turn), LANGUAGES[number % 2], f"{number}.{turn}")

    return run_in_parallel(translators, work)


def post_at_once(participants: int, times: int) -> int:
    """Each participant of the demo conference posts so many contributions, each of them twice."""
    from contributions.conference_registry import known
    from contributions.models import ModerationSettings, Participant
    from contributions.posting.drafts import keep
    from contributions.posting.post_and_edit import post
    from contributions.signing_in import new_account

    settings = ModerationSettings.objects.get()
    people = [new_account(f"p{n}@example.net", "en").participant.pk for n in range(participants)]

    def write(place: int) -> None:
        from uuid import uuid4

        from django.utils import timezone

        conference = known().by_key(settings.conference_key, "en")
        session = conference.sessions[place % len(conference.sessions)]
        participant = Participant.objects.get(pk=people[place])
        for turn in range(times):
            values = {"token": uuid4(), "title": f"{place}.{turn}", "text": f"{place}.{turn}"}
            for _again in range(2):
                draft = keep(participant, conference, session, values)
                post(draft, conference, session, settings, at=timezone.now())

    return run_in_parallel(participants, write)


def publish_and_be_killed(times: int) -> int:
    """Kills a writer repeatedly at different moments of a publication.

    Each time, the page must match its live revision.
    """
    publish("agenda", "warming up")
    began = time.monotonic()
    publish("agenda", "undisturbed")
    takes = time.monotonic() - began
    for number in range(times):
        child = fork(lambda number=number: publish("agenda", f"killed {number}"))
        time.sleep(1.2 * takes * (number + 0.5) / times)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        page = agenda()
        said, published = page.search_description, page.live_revision.content["search_description"]
        assert said == published, f"After kill {number}: {said!r}, published {published!r}"
    publish("agenda", "afterwards")
    return 0


def queue_while_no_worker_runs() -> int:
    """Publishes a page and starts a background job."""
    from django.contrib.auth import get_user_model

    from conference.archiving.archive import RESTORE
    from jobs.runner import start

    publish("agenda", "without a worker")
    owner = get_user_model().objects.get(username="admin")
    start(RESTORE, owner, conference_id=agenda().get_parent().pk)
    return 0


def publish(slug: str, mark: str) -> None:
    """Publishes a page with this search description."""
    page = page_of(slug)
    page.search_description = mark
    page.save_revision().publish()


def translate(slug: str, language: str, mark: str) -> None:
    """Publishes a translation with this mark in its title."""
    from wagtail_localize.models import StringTranslation, Translation

    page = page_of(slug)
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=language
    )
    string = StringTranslation.objects.filter(
        locale=translation.target_locale,
        context__path="title",
        context__object_id=page.translation_key,
    ).get()
    string.data = f"{string.data.partition(' #')[0]} #{mark}"
    string.save()
    translation.save_target(publish=True)


def agenda() -> Any:
    """The agenda page."""
    return page_of("agenda")


def page_of(slug: str) -> Any:
    """A page of the seeded conference, in English."""
    from wagtail.models import Page

    pages = Page.objects.filter(locale__language_code="en")
    return pages.get(url_path__endswith=f"{CONFERENCE}{slug}/").specific


def slug_of(number: int) -> str:
    """One of four slugs, by number."""
    return ("introduction", "objectives", "agenda", "session-1")[number % 4]


def run_in_parallel(number: int, work: Callable[[int], None]) -> int:
    """Runs `work` in that many processes; returns the number of failures."""
    children = [fork(lambda place=place: work(place)) for place in range(number)]
    return sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in children)


def fork(work: Callable[[], None]) -> int:
    """Runs `work` in a forked process with its own connections; returns its id."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


TASKS: dict[str, Callable[..., Any]] = {
    "publish-at-once": publish_at_once,
    "translate-at-once": translate_at_once,
    "post-at-once": post_at_once,
    "be-killed": publish_and_be_killed,
    "queue": queue_while_no_worker_runs,
}


if __name__ == "__main__":
    sys.exit(main())
