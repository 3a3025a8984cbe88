"""What the translators' workspace costs with 1,000 and 10,000 segments that wait.

The queue is asked for once; then the next segment, and what stands beside it, for each segment.
Milliseconds on the clock, through the test client, as one of the site's servers answers.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

from tests.bench.databases import is_measuring, run_on_each, set_up

SEGMENTS_PER_PAGE = 100
PAGES = [10, 100]
ASKED = 40
BAR_MILLISECONDS = 150


def main() -> None:
    if is_measuring():
        measure()
    else:
        run_on_each("tests.bench.workspace")


def measure() -> None:
    set_up()
    from django.db import connection

    print(f"\n{connection.vendor}: milliseconds on the clock: median, worst")  # noqa: T201
    made = 0
    for number in PAGES:
        submit(number - made, f"workspace-{number}")
        made = number
        for name, milliseconds in costs().items():
            median, worst = statistics.median(milliseconds), max(milliseconds)
            above = "  above the bar" if name != "queue" and median > BAR_MILLISECONDS else ""
            size = number * SEGMENTS_PER_PAGE
            print(f"{size:>9} {name:>14} {median:8.1f} {worst:8.1f}{above}", flush=True)  # noqa: T201


def submit(number: int, prefix: str) -> None:
    """Pages with many texts, each another one, submitted for translation into French."""
    from wagtail.models import Locale
    from wagtail_localize.operations import translate_object

    from conference.models import MainstreamingPage, PlainPage
    from tests.bench.many import make_pages

    parent = MainstreamingPage.objects.get(locale=Locale.get_default(), slug="mainstreaming")
    french = Locale.objects.get(language_code="fr")
    body = [("paragraph", f"<p>Sentence {place} of it.</p>") for place in range(SEGMENTS_PER_PAGE)]
    for page in make_pages(PlainPage, parent, number, prefix=prefix, body=body):
        translate_object(PlainPage.objects.get(pk=page.pk), [french])


def costs() -> dict[str, list[float]]:
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="translator-fr"))
    space = "/admin/translation-workspace"

    def get(path: str, **query: Any) -> Any:
        response = client.get(f"{space}/{path}", query)
        assert response.status_code == 200, response.content[:300]
        return response.json()

    queue: Any = {}
    found = {"queue": [_timed(lambda: queue.update(get("queue/", language="fr")))]}
    ids = [pk for page in queue["pages"] for pk in page["ids"]]
    some = ids[:: max(1, len(ids) // ASKED)][:ASKED]
    get("segments/", ids=str(some[0]))
    found["next segment"] = [_timed(lambda pk=pk: get("segments/", ids=str(pk))) for pk in some]
    found["beside it"] = [_timed(lambda pk=pk: get(f"segments/{pk}/about/")) for pk in some]
    return found


def _timed(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
