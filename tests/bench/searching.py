"""What searching and publishing cost at 10, 100, 1,000 and 10,000 pages, on both databases.

Processor time is this process's; PostgreSQL works in another one, so there the time on the clock is
given.
"""

import random
import re
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.bench.databases import is_measuring, run_on_each, set_up

SIZES = [10, 100, 1_000, 10_000]
ROUNDS = 5
WORDS_IN_TEXT = 300
# In every text; the other words are spread as in a language, few common ones and many rare.
COMMON = "biosafety protocol of the conference and living modified organisms risk in to of the"
STEM_LETTERS = "bcdfglmnprstv"
QUERIES = {
    "a rare word": "lusaka",
    "a word of every page": "biosafety",
    "two words of every page": "biosafety protocol",
    "a beginning of three letters": "con",
    "a beginning of seven letters": "biosafe",
    "a stem": "protocols conferences",
    "a phrase": '"living modified organisms"',
    "a phrase of two common words": '"of the"',
    "an exclusion": "biosafety -protocol",
    "an abbreviation": "LMO",
    "twelve words": "biosafety protocol of the living modified organisms and con conference risk p",
    "a misspelt word": "biosaftey",
    "nothing like it": "qqqzzzxxx",
}


def main() -> None:
    if is_measuring():
        measure()
    else:
        run_on_each("tests.bench.searching")


def measure() -> None:
    set_up()
    from django.db import connection

    print(f"\n{connection.vendor}, median milliseconds")  # noqa: T201
    print(f"{'pages':>44}" + "".join(f"{size:>9}" for size in SIZES))  # noqa: T201
    rows: dict[str, list[float]] = {}
    made = 0
    for size in SIZES:
        made = grow(made, size)
        for name, milliseconds in costs().items():
            rows.setdefault(name, []).append(milliseconds)
    for name, values in rows.items():
        print(f"{name:>44}" + "".join(f"{value:9.1f}" for value in values))  # noqa: T201


def grow(made: int, size: int) -> int:
    """Conferences with nine sessions each, until there are `size` pages of them."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test.utils import override_settings

    from wagtail.signal_handlers import disable_reference_index_auto_update

    # What Wagtail keeps of each page is made up for at the end, all at once.
    backends = {"default": settings.WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": False}}
    with (
        transaction.atomic(),
        override_settings(WAGTAILSEARCH_BACKENDS=backends),
        disable_reference_index_auto_update(),
    ):
        for number in range(made, size, 10):
            add_conference(number)
    call_command("update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return size


def add_conference(number: int) -> None:
    """A conference, and nine pages below it that are no more than their words."""
    from django.contrib.contenttypes.models import ContentType

    from wagtail.models import Page

    from conference.models import ConferencePage
    from search.index_updates import index_page

    archive = Page.objects.get(slug="archive", locale__language_code="en")
    opens_at = datetime(1990 + number // 10 % 30, 1, 1, tzinfo=UTC)
    conference = ConferencePage(
        title=f"Conference {number}",
        slug=f"bench-{number}",
        full_title=f"Online conference {number} on biosafety",
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=14),
        body=text(number),
    )
    index_page(archive.add_child(instance=conference))
    steps = range(1, 10)
    paths = [Page._get_path(conference.path, conference.depth + 1, step) for step in steps]
    pages = [
        Page(
            title=f"Session {step}",
            draft_title=f"Session {step}",
            slug=f"session-{step}",
            path=path,
            depth=conference.depth + 1,
            url_path=f"{conference.url_path}session-{step}/",
            locale=conference.locale,
            content_type=ContentType.objects.get_for_model(Page),
        )
        for step, path in zip(steps, paths, strict=True)
    ]
    Page.objects.bulk_create(pages)
    Page.objects.filter(pk=conference.pk).update(numchild=len(pages))
    for page in pages:
        add_entry(page)


def add_entry(page: Any) -> None:
    from search import backends, spelling_suggestions
    from search.models import SearchEntry

    words = re.sub("<.*?>", "", text(page.pk)[0][1])
    entry = SearchEntry.objects.create(page=page, language="en", title=page.title, text=words)
    document = backends.Document.of(entry)
    backends.store(document)
    spelling_suggestions.add_words(document)


def text(seed: int) -> list[Any]:
    source = random.Random(seed)  # noqa: S311
    words = [*COMMON.split(), *(word(source) for _ in range(WORDS_IN_TEXT))]
    return [("paragraph", f"<p>{' '.join(words)}.</p>")]


def word(source: random.Random) -> str:
    """One of some 40,000, the first of them in most texts."""
    rank = int(40_000 ** source.random())
    letters = random.Random(rank)  # noqa: S311
    syllables = ["con", "pro", "re", "in", ""][rank % 5]
    return syllables + "".join(
        letters.choice(STEM_LETTERS) + letters.choice("aeiou") for _ in range(2 + rank % 3)
    )


def costs() -> dict[str, float]:
    from django.test import Client

    from conference.models import ConferencePage, SessionPage
    from search.index_updates import index_page
    from search.page_search import find_page_ids

    client = Client()
    conference = ConferencePage.objects.get(slug="bench-0")
    session = SessionPage.objects.filter(locale__language_code="en").first()
    assert session is not None

    def publish() -> None:
        session.save_revision().publish()

    rows = {name: median(lambda q=q: find_page_ids(q, "en")) for name, q in QUERIES.items()}
    rows |= {
        "a word of every page, in a conference": median(
            lambda: find_page_ids("biosafety", "en", below=conference)
        ),
        "the page of results": median(lambda: client.get("/en/search/", {"q": "biosafety"})),
        "the page of results, of a year": median(
            lambda: client.get("/en/search/", {"q": "biosafety", "year": "1995"})
        ),
        "the page of results, misspelt": median(
            lambda: client.get("/en/search/", {"q": "biosaftey"})
        ),
        "indexing a page": median(lambda: index_page(session)),
        "publishing a page": median(publish),
    }
    return rows


def median(action: Callable[[], Any]) -> float:
    from django.db import connection

    clock = time.perf_counter if connection.vendor == "postgresql" else time.process_time
    times = []
    for _ in range(ROUNDS):
        start = clock()
        action()
        times.append(clock() - start)
    return 1000 * statistics.median(times)


if __name__ == "__main__":
    main()
