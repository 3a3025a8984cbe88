"""Contributions in the site's search: found by their language's stems, gone when not published."""

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pytest

from contributions.conference_registry import Conference
from contributions.models import Contribution, Participant, State
from contributions.moderation import steps
from contributions.personal_data.erase import erase
from search.index_updates import rebuild
from tests.contributions.conftest import form, own, posted, writing


def found(client: Client, query: str, language: str = "en", **more: str) -> list[str]:
    values = {"q": query, "kind": "contributions"} | more
    response = client.get(f"/{language}/search/", values)
    assert response.status_code == 200
    return [result.head.title for result in response.context["results"]]


@pytest.fixture
def staff(db: None) -> User:
    return User.objects.create_superuser("search-moderator", "m@example.org")


def test_each_is_found_by_the_stems_of_its_own_language(
    conference: Conference, ada: Participant, client: Client
) -> None:
    english = posted(conference, ada, text="The zebrafinches were counted.")
    french = posted(conference, ada, text="Les zébrafinettes décidées", language="fr")
    assert found(client, "zebrafinch counting") == [f"#{english.number} A title"]
    assert found(client, "zebrafinette decide", "fr") == [f"#{french.number} A title"]
    # A reader of English gets it, too: it is read there in French.
    assert found(client, "zebrafinette") == [f"#{french.number} A title"]


def test_the_page_of_results_offers_them_and_links_to_their_address(
    conference: Conference, ada: Participant, client: Client
) -> None:
    one = posted(conference, ada, text="A zebrafinch <sings>", language="fr")
    page = client.get("/es/search/", {"q": "zebrafinch"})
    [kind] = [facet for facet in page.context["facets"] if facet.name == "kind"]
    assert [option.value for option in kind.options] == ["", "contributions"]
    text = client.get("/es/search/", {"q": "zebrafinch", "kind": "contributions"}).content.decode()
    assert f'session-1/contributions/{one.number}/" lang="fr" dir="ltr"' in text
    assert "<mark>zebrafinch</mark>" in text
    assert "<sings>" not in text


def test_contributions_take_no_places_among_the_pages(
    conference: Conference, ada: Participant, client: Client
) -> None:
    before = client.get("/en/search/", {"q": "training"}).context["count"]
    posted(conference, ada, text="training " * 50)
    assert client.get("/en/search/", {"q": "training"}).context["count"] == before


def test_the_choice_of_a_conference_narrows_them(
    conference: Conference, ada: Participant, client: Client
) -> None:
    posted(conference, ada, text="zebrafinch")
    assert len(found(client, "zebrafinch", conference="demo")) == 1
    assert found(client, "zebrafinch", section="protocol") == found(client, "zebrafinch")


@pytest.mark.long
@pytest.mark.parametrize("state", [State.WAITING, State.RETURNED, State.WITHDRAWN])
def test_what_is_not_published_is_not_found(
    conference: Conference, ada: Participant, client: Client, state: str
) -> None:
    posted(conference, ada, text="zebrafinch", state=state)
    assert found(client, "zebrafinch") == []
    rebuild()
    assert found(client, "zebrafinch") == []


def test_it_is_found_from_posting_to_withdrawal(
    conference: Conference, ada: Participant, her: Client, client: Client, staff: User
) -> None:
    her.post(writing(conference), form(text="zebrafinch", title="Birds"))
    [one] = own(ada)
    assert found(client, "zebrafinch") == [f"#{one.number} Birds"]
    steps.amend(one, staff, title="Birds", text="A kingfisher", reason="A mistake")
    assert found(client, "zebrafinch") == []
    assert found(client, "kingfisher") == [f"#{one.number} Birds"]
    steps.withdraw(one, staff, reason="Asked for")
    assert found(client, "kingfisher") == []


def test_an_erased_author_is_found_no_more(
    conference: Conference, ada: Participant, client: Client
) -> None:
    ada.name = "Zebrafinch"
    ada.save()
    one = posted(conference, ada, text="kingfisher")
    assert found(client, "zebrafinch") == [f"#{one.number} A title"]
    erase(ada)
    assert found(client, "zebrafinch") == []
    assert found(client, "kingfisher") == [f"#{one.number} A title"]


@pytest.mark.long
def test_the_index_is_rebuilt_with_them(
    conference: Conference, ada: Participant, client: Client
) -> None:
    gone = posted(conference, ada, text="zebrafinch")
    one = posted(conference, ada, text="zebrafinch")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index")
    Contribution.objects.filter(pk=gone.pk).update(state=State.WITHDRAWN)
    rebuild()
    assert found(client, "zebrafinch") == [f"#{one.number} A title"]


def test_results_need_no_query_for_each(
    conference: Conference, ada: Participant, client: Client
) -> None:
    counts = []
    # Fills what is kept of menus and settings.
    found(client, "zebrafinch")
    for _more in range(2):
        for _one in range(4):
            posted(conference, ada, text="zebrafinch")
        with CaptureQueriesContext(connection) as queries:
            assert found(client, "zebrafinch")
        counts.append(len(queries))
    assert counts[0] == counts[1]
