"""What a session with a thousand contributions costs; and which kept pages a new one drops."""

import gzip
import time
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import pytest

from contributions.conference_registry import Conference
from contributions.models import Contribution, ContributionTranslation, Participant, State
from contributions.models.numbers import path_below
from page_cache import generation
from tests.contributions.conftest import SESSION, WHOLE, form, writing

PLACES = [
    SESSION,
    f"{SESSION}contributions/",
    f"{SESSION}contributions/?order=newest&page=7",
    f"{SESSION}contributions/?language=en&country=KE",
    f"{WHOLE}contributions/",
    f"{WHOLE}statistics/",
    f"{SESSION}contributions/?translations=1".replace("/en/", "/fr/"),
    f"{WHOLE}contributions/?translations=1&question=1&language=en".replace("/en/", "/fr/"),
]
PARAGRAPH = (
    "The institution of this example has trained its people each year, in its own language. "
)


@pytest.fixture
def thousand(conference: Conference, ada: Participant) -> None:
    """Threads of five, each contribution of some 1,200 characters, an opinion on all of them."""
    rows: list[Contribution] = []
    for number in range(1000, 2000):
        parent = rows[-1] if rows and number % 5 else None
        text = " ".join(f"{PARAGRAPH}{word * number % 97}" for word in range(14))
        row = Contribution(
            number=number,
            conference_key=conference.key,
            session_key=conference.sessions[0].key,
            thread_path=path_below(parent, number),
            language="en",
            title=f"Opinion {number}",
            text=text,
            html=f"<p>{text}</p>",
            participant=ada,
            state=State.PUBLISHED,
            posted_at=timezone.now(),
            changed_at=timezone.now(),
            **ada.as_author(),
        )
        rows.append(row)
    Contribution.objects.bulk_create(rows, batch_size=200)
    translations = [
        ContributionTranslation(
            contribution=row,
            language="fr",
            published_at=row.posted_at,
            published_kind="courtesy",
            published_title=row.title,
            published_html=row.html,
        )
        for row in rows
    ]
    ContributionTranslation.objects.bulk_create(translations, batch_size=200)


@pytest.mark.parametrize("path", PLACES)
def test_a_thousand_cost_no_more_than_twelve_queries(
    client: Client, thousand: None, path: str
) -> None:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    statements = [query["sql"] for query in captured]
    assert len(statements) <= 12, "\n".join(statements)
    assert len(set(statements)) == len(statements)


@pytest.mark.parametrize("path", PLACES)
def test_a_page_of_a_thousand_is_small(client: Client, thousand: None, path: str) -> None:
    assert len(gzip.compress(client.get(path).content, 6)) <= 40_000


SHOWING = [SESSION, f"{SESSION}contributions/", f"{WHOLE}contributions/", f"{WHOLE}statistics/"]
OTHERS = [WHOLE, f"{WHOLE}session-2/", f"{WHOLE}session-2/contributions/", "/en/", "/fr/"]


@pytest.mark.long
@pytest.mark.usefixtures("kept_pages")
def test_a_new_one_drops_what_shows_it_and_nothing_else(
    conference: Conference, her: Client, django_capture_on_commit_callbacks: Any
) -> None:
    reader = Client()
    spanish = SESSION.replace("/en/", "/es/")
    for path in (*SHOWING, *OTHERS, spanish):
        assert reader.get(path)["X-Cache"] == "miss"
        assert reader.get(path)["X-Cache"] == "hit", path
    with django_capture_on_commit_callbacks(execute=True):
        her.post(writing(conference), form(title="zebrafinch"))
    assert [reader.get(path)["X-Cache"] for path in OTHERS] == ["hit"] * len(OTHERS)
    assert [reader.get(path)["X-Cache"] for path in SHOWING] == ["miss"] * len(SHOWING)
    assert "zebrafinch" in reader.get(SESSION).content.decode()
    assert "zebrafinch" in reader.get(spanish).content.decode()


@pytest.mark.usefixtures("kept_pages")
def test_a_draft_drops_nothing(
    conference: Conference, her: Client, django_capture_on_commit_callbacks: Any
) -> None:
    reader = Client()
    reader.get(SESSION)
    values = form()
    del values["send"]
    with django_capture_on_commit_callbacks(execute=True):
        her.post(writing(conference), values)
    assert reader.get(SESSION)["X-Cache"] == "hit"


@pytest.mark.usefixtures("kept_pages")
def test_a_kept_page_stops_offering_the_form_at_the_closing(
    conference: Conference, rules: Any, close: Any
) -> None:
    close(seconds=2)
    generation.begin()
    reader = Client()
    first = reader.get(SESSION)
    assert "Write a contribution" in first.content.decode()
    time.sleep(2.2)
    after = reader.get(SESSION)
    assert after["X-Cache"] == "miss"
    assert "Write a contribution" not in after.content.decode()
