"""What the translators' workspace costs with 1,000 and 10,000 segments that wait.

The queue is asked for once; then the next segment and what stands beside it, for forty segments
across the queue, as one of the site's servers answers; then a save, whose queries are counted too.
Ends with an error where the next segment or a save takes more than its target.
"""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from tests.bench.databases import is_measuring, run_on_each, set_up
from tests.bench.targets import Verdicts, cost_of

SEGMENTS_PER_PAGE = 100
PAGES = [10, 100]
ASKED = 40
SEGMENT_MILLISECONDS = 150
QUERIES_OF_A_SAVE = 12

Get = Callable[..., Any]


def main() -> None:
    if is_measuring():
        measure()
    else:
        run_on_each("tests.bench.workspace")


def measure() -> None:
    set_up()
    from django.db import connection

    verdicts = Verdicts(connection.vendor)
    made = 0
    for number in PAGES:
        submit(number - made, f"workspace-{number}")
        made = number
        judge(verdicts, number * SEGMENTS_PER_PAGE)
    verdicts.end()


def submit(number: int, prefix: str) -> None:
    """Pages with many texts, each another one, submitted for translation into French."""
    from wagtail.models import Locale
    from wagtail_localize.operations import translate_object

    from conference.models import MainstreamingPage, PlainPage
    from tests.bench.many import make_pages, update_statistics

    parent = MainstreamingPage.objects.get(locale=Locale.get_default(), slug="mainstreaming")
    french = Locale.objects.get(language_code="fr")
    body = [("paragraph", f"<p>Sentence {place} of it.</p>") for place in range(SEGMENTS_PER_PAGE)]
    for page in make_pages(PlainPage, parent, number, prefix=prefix, body=body):
        translate_object(PlainPage.objects.get(pk=page.pk), [french])
    update_statistics()


def judge(verdicts: Verdicts, size: int) -> None:
    """Measures the requests of the workspace with `size` segments that wait."""
    client = signed_in()

    def get(path: str, **query: Any) -> Any:
        response = client.get(f"/admin/translation-workspace/{path}", query)
        assert response.status_code == 200, response.content[:300]
        return response.json()

    queue: Any = {}
    cost = cost_of(lambda: queue.update(get("queue/", language="fr")))
    verdicts.say(f"queue of {size}", verdicts.judged(cost), None)
    ids = [pk for page in queue["pages"] for pk in page["ids"]]
    some = ids[:: max(1, len(ids) // ASKED)][:ASKED]
    asked: dict[str, Callable[[int], Any]] = {
        "next segment": lambda pk: get("segments/", ids=str(pk)),
        "beside it": lambda pk: get(f"segments/{pk}/about/"),
    }
    for name, ask in asked.items():
        costs = [cost_of(partial(ask, pk)) for pk in some]
        judged = [verdicts.judged(cost) for cost in costs]
        verdicts.say(f"{name} of {size}, median", statistics.median(judged), SEGMENT_MILLISECONDS)
        verdicts.say(f"{name} of {size}, worst", max(judged), None)
    # The first one fills what is kept between requests.
    queries = [queries_of_a_save(client, get, pk) for pk in some[:6]][1:]
    verdicts.say(f"save among {size}", max(queries), QUERIES_OF_A_SAVE, "queries")


def signed_in() -> Any:
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="translator-fr"))
    return client


def queries_of_a_save(client: Any, get: Get, pk: int) -> int:
    [segment] = get("segments/", ids=str(pk))["segments"]
    with counted() as queries:
        response = client.post(
            f"/admin/translation-workspace/segments/{pk}/save/",
            {"html": f"Phrase {pk}.", "seen": segment["version"]},
        )
    assert response.status_code == 200, response.content[:300]
    return len(queries)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collects the statements, but those that only open a transaction."""
    from django.db import connection

    found: list[str] = []

    def note(execute: Any, sql: str, *args: Any) -> Any:
        if not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            found.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(note):
        yield found


if __name__ == "__main__":
    main()
