"""Bad input for a new conference: refused, with the form still filled."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from wagtail.models import Page
from wagtail.users.models import UserProfile

import pytest

from jobs.models import Job
from tests.conference.new_conference.conftest import ADDRESS, PORTAL, entered, session
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]
AsUser = Callable[[str], Client]


def complaints(response: Any) -> dict[str, str]:
    """Field → its message, of the conference and of the rows ("0-theme")."""
    form, rows = response.context["form"], response.context["sessions"]
    found = {name: " ".join(messages) for name, messages in form.errors.items()}
    for number, errors in enumerate(rows.errors):
        found |= {f"{number}-{name}": " ".join(texts) for name, texts in errors.items()}
    return found


def refused(response: Any) -> dict[str, str]:
    assert response.status_code == 422
    assert not Job.objects.exists()
    assert not Page.objects.filter(slug="traits").exists()
    html = response.content.decode()
    assert "Capacity-building for the identification of traits" in html
    assert 'value="2031-03-03T00:00"' in html
    return complaints(response)


def test_what_must_be_there(send: Send) -> None:
    values = entered(title="", full_title=" ", opens_at="", kind="", languages=["xx"])
    response = send(values)
    assert response.status_code == 422
    assert set(complaints(response)) == {
        "title", "full_title", "opens_at", "kind", "languages",
    }  # fmt: skip
    assert 'value="2031-03-21T23:59"' in response.content.decode()


def test_a_closing_before_the_opening(send: Send) -> None:
    errors = refused(send(entered(closes_at="2031-03-02T00:00")))
    assert errors == {"closes_at": "The conference cannot close before it opens."}


def test_a_session_that_closes_before_it_opens(send: Send) -> None:
    row = session("Late", "2031-03-07T00:00", "2031-03-06T00:00")
    errors = refused(send(entered(row)))
    assert errors == {"0-closes_at": "The session cannot close before it opens."}


def test_a_session_outside_the_conference(send: Send) -> None:
    row = session("Wide", "2031-03-02T23:59", "2031-03-22T00:00")
    assert refused(send(entered(row))) == {
        "0-opens_at": "The conference opens later than that.",
        "0-closes_at": "The conference closes earlier than that.",
    }


def test_a_session_with_one_date_or_without_a_theme(send: Send) -> None:
    rows = [
        session("Half", "2031-03-07T00:00"),
        session("", "2031-03-07T00:00", "2031-03-08T00:00"),
    ]
    assert refused(send(entered(*rows))) == {
        "0-closes_at": "Give both dates of the session, or none.",
        "1-theme": "A session needs a theme.",
    }


OVERLAPPING = (
    session("First", "2031-03-03T00:00", "2031-03-08T00:00"),
    session("Second", "2031-03-07T23:59", "2031-03-14T00:00"),
)


@pytest.mark.long
def test_overlapping_sessions_of_a_sequential_agenda(send: Send) -> None:
    errors = refused(send(entered(*OVERLAPPING, agenda="sequential")))
    assert set(errors) == {"1-opens_at"}
    assert "before “First” closes" in errors["1-opens_at"]


@pytest.mark.slow
def test_overlapping_sessions_of_a_concurrent_agenda_are_in_order(send: Send) -> None:
    assert send(entered(*OVERLAPPING)).status_code == 302


def test_sessions_that_follow_each_other_without_dates(send: Send) -> None:
    errors = refused(send(entered(session("Undated"), agenda="sequential")))
    assert errors == {"0-opens_at": "Sessions that follow each other need dates of their own."}


@pytest.mark.parametrize("slug", ["archive", "mainstreaming"])
def test_an_address_that_is_taken_on_the_portal_or_in_the_archive(send: Send, slug: str) -> None:
    errors = refused(send(entered(slug=slug)))
    assert errors == {"slug": f"There is a page with the address “{slug}” already."}


def test_an_address_that_is_taken_in_another_language_only(send: Send, page_at: PageFinder) -> None:
    page_at(f"{PORTAL}/archive/mainstreaming", "en").delete()
    assert page_at(f"{PORTAL}/archive/mainstreaming", "fr")
    assert "slug" in refused(send(entered(slug="mainstreaming")))


@pytest.mark.parametrize("slug", ["print", "search", "feed"])
def test_an_address_of_the_site_itself(send: Send, slug: str) -> None:
    assert "address of the site itself" in refused(send(entered(slug=slug)))["slug"]


def test_an_address_that_cannot_be_made_from_the_title(send: Send) -> None:
    assert refused(send(entered(slug="", title="生物"))) == {
        "slug": "Give the conference an address."
    }


def test_a_conference_that_is_being_made_already(send: Send, account: Callable[[str], Any]) -> None:
    Job.objects.create(
        kind="new-conference",
        owner=account("editor"),
        language="en",
        arguments={"conference": {"slug": "traits"}},
    )
    response = send(entered())
    assert "already being created" in complaints(response)["slug"]
    assert Job.objects.count() == 1


def test_a_button_that_is_pressed_twice_starts_one_job_and_leads_to_it(send: Send) -> None:
    first = send(entered())
    # The job runs at once in a test: its pages are there when the second form comes.
    second = send(entered())
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"] == Job.objects.get().url


def test_a_time_that_the_clocks_pass_over(send: Send) -> None:
    values = entered(time_zone="Europe/Paris", closes_at="2031-03-30T02:30")
    errors = refused(send(values))
    assert "30 March 2031, 02:30 does not exist in Europe/Paris" in errors["closes_at"]


def test_a_time_that_comes_twice_is_taken_and_said(send: Send) -> None:
    values = entered(
        time_zone="Europe/Paris", closes_at="2031-10-26T02:30", action="check", languages=[]
    )
    html = send(values).content.decode()
    assert "26 October 2031, 02:30 occurs twice in Europe/Paris" in html
    assert "= 26 October 2031, 00:30 UTC" in html
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "value", ["0001-01-01T00:00", "9999-12-31T23:59", "tomorrow", "2031-02-30"]
)
def test_dates_that_are_none(send: Send, value: str) -> None:
    assert set(refused(send(entered(closes_at=value)))) == {"closes_at"}


def test_a_zone_that_is_none(send: Send) -> None:
    row = session("Dated", "2031-03-07T00:00", "2031-03-08T00:00")
    assert set(refused(send(entered(row, time_zone="../etc/passwd")))) == {"time_zone"}


def test_messages_come_in_the_language_of_the_user(
    send: Send, account: Callable[[str], Any]
) -> None:
    UserProfile.objects.create(user=account("editor"), preferred_language="fr")
    response = send(entered(closes_at="2031-03-02T00:00"))
    html = response.content.decode()
    assert "Nouvelle conférence" in html
    assert "La conférence n’a pas été créée." in html


def test_more_rows_keep_what_was_entered_without_a_complaint(send: Send) -> None:
    values = entered(session("Traits in crops"), title="", opens_at="", action="more")
    response = send(values)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Traits in crops" in html
    assert 'name="sessions-7-theme"' in html
    assert 'name="sessions-8-theme"' not in html
    assert "This field is required" not in html
    assert not Job.objects.exists()


def test_nobody_asks_for_rows_without_end(send: Send) -> None:
    response = send(entered(action="more", **{"sessions-TOTAL_FORMS": "9999999"}))
    assert response.content.decode().count('-theme"') < 200
    assert send(entered(**{"sessions-TOTAL_FORMS": "nonsense"})).status_code == 422


def test_checking_makes_nothing_and_shows_the_dates_in_utc(send: Send) -> None:
    response = send(entered(session("One"), time_zone="Asia/Kathmandu", action="check"))
    html = response.content.decode()
    assert response.status_code == 200
    assert "2 March 2031, 18:15 UTC" in html
    assert "5 pages in each language" in html
    assert not Job.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("username", "may"),
    [
        ("admin", True),
        ("editor", True),
        ("moderator", True),
        ("reviewer", False),
        ("translator-es", False),
        ("translator-fr", False),
    ],
)
def test_it_is_for_those_who_add_and_publish_below_the_portal(
    as_user: AsUser, send: Send, username: str, may: bool
) -> None:
    client = as_user(username)
    assert client.get(ADDRESS).status_code == (200 if may else 403)
    assert (ADDRESS in client.get("/admin/").content.decode()) is may
    assert send(entered(), username).status_code == (302 if may else 403)
    assert Page.objects.filter(slug="traits").exists() is may


def test_visitors_are_sent_to_the_login(client: Client) -> None:
    assert client.get(ADDRESS).headers["Location"].startswith("/admin/login/")


def test_without_a_portal_there_is_no_form(as_user: AsUser, page_at: PageFinder) -> None:
    page_at(PORTAL).delete()
    assert as_user("admin").get(ADDRESS).status_code == 403
