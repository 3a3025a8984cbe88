"""What the exchange of views costs: lists and proceedings of 1,000, a digest to 2,000, kept pages.

The bars (docs/contributions.md): a session page with 1,000 contributions in 12 queries and 40 kB,
proceedings without a query for each, a digest to 2,000 in 60 queries and one mail each, and 95 of
100 requests for other pages answered from the page cache while 60 contributions a minute come in.
Ends with an error where one of them is missed.
"""

import gzip
import tempfile
import time
import uuid
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.bench.databases import is_measuring, run_on_each, set_up
from tests.bench.targets import Verdicts, cost_of

CONTRIBUTIONS, SUBSCRIBERS = 1_000, 2_000
SECONDS = 30
"""Of contributions coming in, one each second."""
DEMO = "protocol/capacity-building/portal/demo"
SESSION, FRENCH = f"/en/{DEMO}/session-1/", f"/fr/{DEMO}/session-1/"
WORDS = "The institution of this example has trained its people each year in its own language. "
VIEWS = {
    "session page": SESSION,
    "list by time, page 7": f"{SESSION}contributions/?order=newest&page=7",
    "list, one language": f"{SESSION}contributions/?language=en",
    "list with translations": f"{FRENCH}contributions/?translations=1",
    "list of the conference": f"/en/{DEMO}/contributions/",
    "one contribution": f"{SESSION}contributions/5000/",
    "statistics": f"/en/{DEMO}/statistics/",
    "feed": f"{SESSION}contributions.xml",
    "JSON of the conference": f"/en/{DEMO}/contributions.json",
    "proceedings": f"/en/{DEMO}/print/all/?include=contributions",
    "proceedings, translated": f"/fr/{DEMO}/print/all/?include=contributions-translated",
}
# Of the view with this name.
MOST_QUERIES = {
    "session page": 12,
    "proceedings": CONTRIBUTIONS // 10,
    "proceedings, translated": CONTRIBUTIONS // 10,
}
MOST_KILOBYTES = {"session page": 40}
DIGEST_QUERIES = 60
# In per cent, of requests for pages that show no contribution.
NOT_KEPT = 5
OTHERS = [
    *("/en/", "/es/", "/fr/", "/en/protocol/", "/fr/protocol/capacity-building/"),
    *(f"/en/{DEMO}/", f"/es/{DEMO}/", f"/en/{DEMO}/session-2/", f"/fr/{DEMO}/session-2/"),
    "/en/protocol/capacity-building/portal/",
    "/en/protocol/capacity-building/portal/archive/",
]


def main() -> None:
    if is_measuring():
        measure()
    else:
        run_on_each("tests.bench.contributions")


def measure() -> None:
    set_up()
    from django.conf import settings
    from django.db import connection

    verdicts = Verdicts(connection.vendor)
    with tempfile.TemporaryDirectory() as folder:
        settings.CONTRIBUTIONS_MAIL_JOURNALS = Path(folder)
        rows = add_contributions(CONTRIBUTIONS)
        for name, address in VIEWS.items():
            judge(verdicts, name, address)
        digest(verdicts, rows)
        kept_pages(verdicts)
    verdicts.end()


def add_contributions(count: int) -> list[Any]:
    """Threads of five in the demo's first session, each with a translation into French."""
    from django.utils import timezone

    from contributions.models import Contribution, ContributionTranslation, NumberSequence
    from contributions.models.numbers import path_below
    from tests.bench.many import update_statistics

    first = Contribution.objects.published().earliest("number")
    rows: list[Any] = []
    for number in range(5_000, 5_000 + count):
        parent = rows[-1] if rows and number % 5 else None
        text = " ".join(f"{WORDS}{word * number % 97}" for word in range(14))
        row = Contribution(
            number=number,
            conference_key=first.conference_key,
            session_key=first.session_key,
            thread_path=path_below(parent, number),
            language="en",
            title=f"Opinion {number}",
            text=text,
            html=f"<p>{text}</p>",
            author_name="Somebody",
            author_affiliation="academia",
            state="published",
            posted_at=timezone.now(),
            published_at=timezone.now(),
            changed_at=timezone.now(),
        )
        rows.append(row)
    Contribution.objects.bulk_create(rows, batch_size=200)
    NumberSequence.objects.update(last=5_000 + count)
    translations = [
        ContributionTranslation(
            contribution=row,
            language="fr",
            published_at=row.published_at,
            published_kind="courtesy",
            published_title=row.title,
            published_html=row.html,
        )
        for row in rows
    ]
    ContributionTranslation.objects.bulk_create(translations, batch_size=200)
    update_statistics()
    return rows


def judge(verdicts: Verdicts, name: str, address: str) -> None:
    """Says what one view costs: queries, how many of them are repeated, size and time."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()

    def get() -> bytes:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response.content

    content = get()
    with CaptureQueriesContext(connection) as captured:
        get()
    # Before the next request, which empties the log of queries.
    statements = Counter(query["sql"] for query in captured)
    repeated = sum(count - 1 for count in statements.values())
    size = len(gzip.compress(content, 6)) / 1000
    verdicts.say(name, statements.total(), MOST_QUERIES.get(name), "queries")
    verdicts.say(f"{name}, repeated", repeated, None, "queries")
    verdicts.say(f"{name}, gzip", size, MOST_KILOBYTES.get(name), "kB")
    verdicts.say(name, verdicts.judged(cost_of(get)), None)


def digest(verdicts: Verdicts, rows: list[Any]) -> None:
    """Fifty contributions of the day, to everybody."""
    from django.core import mail
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from contributions.mail import sending
    from contributions.models import Contribution, Mailing, MailingKind

    add_subscribers(rows[0].conference_key)
    now = timezone.now()
    Contribution.objects.exclude(pk__in=[row.pk for row in rows[:50]]).update(published_at=None)
    Mailing.objects.all().delete()
    Mailing.objects.create(
        key="digest bench", kind=MailingKind.DIGEST, since=now - timedelta(days=1), until=now
    )
    mail.outbox = []
    with CaptureQueriesContext(connection) as captured:
        cost = cost_of(sending.send_queued, times=1)
    told = {address for each in mail.outbox for address in each.to}
    missing = SUBSCRIBERS - sum(address.startswith("bench-") for address in told)
    verdicts.say("digest, not told", missing, 0, "people")
    verdicts.say("digest, told twice", len(mail.outbox) - len(told), 0, "people")
    verdicts.say("digest", len(captured), DIGEST_QUERIES, "queries")
    verdicts.say("digest", verdicts.judged(cost), None)


def add_subscribers(conference_key: uuid.UUID) -> None:
    """In three languages; they have chosen nothing, so they get the digest."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    from contributions.models import Participant, Registration

    users = [
        User(username=f"bench-{place}", email=f"bench-{place}@example.net")
        for place in range(SUBSCRIBERS)
    ]
    User.objects.bulk_create(users, batch_size=200)
    people = [
        Participant(
            user=user,
            name=user.username,
            affiliation="ngo",
            country="KE",
            language=("en", "es", "fr")[place % 3],
            accepted_terms_at=timezone.now(),
        )
        for place, user in enumerate(users)
    ]
    Participant.objects.bulk_create(people, batch_size=200)
    Registration.objects.bulk_create(
        [
            Registration(participant=person, conference_key=conference_key, status="approved")
            for person in people
        ],
        batch_size=200,
    )


def kept_pages(verdicts: Verdicts) -> None:
    """How many requests are answered from the page cache, while one each second is published."""
    from django.conf import settings
    from django.core.cache import caches
    from django.test import Client

    from page_cache import generation, store

    settings.PAGE_CACHE = settings.PAGE_GENERATIONS = True
    caches[store.ALIAS].clear()
    generation.begin()
    reader, told = Client(), Counter[tuple[str, str]]()
    for path in OTHERS:
        reader.get(path)
    for number in range(SECONDS):
        publish_one(number)
        until = time.monotonic() + 1
        while time.monotonic() < until:
            for path in OTHERS:
                told["other pages", reader.get(path)["X-Cache"]] += 1
            told["the session's page", reader.get(SESSION)["X-Cache"]] += 1
            time.sleep(0.05)
    for kind, target in (("other pages", NOT_KEPT), ("the session's page", None)):
        hits, misses = told[kind, "hit"], told[kind, "miss"]
        verdicts.say(f"{kind}, not kept", 100 * misses / (hits + misses), target, "per cent")


def publish_one(number: int) -> None:
    from django.db import transaction
    from django.utils import timezone

    from contributions.models import Contribution
    from contributions.models.numbers import next_number, path_below
    from contributions.posting.post_and_edit import publish

    first = Contribution.objects.published().earliest("number")
    with transaction.atomic():
        new = next_number()
        contribution = Contribution(
            number=new,
            thread_path=path_below(None, new),
            conference_key=first.conference_key,
            session_key=first.session_key,
            language="en",
            title=f"Number {number}",
            text="Some words",
            posted_at=timezone.now(),
        )
        publish(contribution, timezone.now())


if __name__ == "__main__":
    main()
