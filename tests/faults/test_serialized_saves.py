"""Saves of one page that reach the servers in the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from wagtail.test.utils.form_data import querydict_from_html

from tests.faults.database_copies import DatabaseCopies
from tests.faults.signed_in_headers import SignedInUser
from tests.servers.site import Answer, Site

PAGE = """
    SELECT page.id FROM wagtailcore_page AS page JOIN wagtailcore_locale AS locale
    ON locale.id = locale_id WHERE language_code = 'en' AND slug = 'agenda'"""
STATE = """
    SELECT live_revision_id = latest_revision_id, search_description FROM wagtailcore_page
    WHERE id = {}"""
ROUNDS = 5
BY_ITSELF = {"Accept": "application/json"}


def opened(site: Site, person: SignedInUser, path: str) -> dict[str, str]:
    """What the form holds that somebody opens now; the editor's script would add the blocks."""
    html = site.get(path, person.headers).body
    fields: dict[str, str] = querydict_from_html(html, form_id="page-edit-form").dict()
    return fields | {"body-count": "0", "closing-count": "0"}


def at_once(*saves: Callable[[], Answer]) -> list[Answer]:
    """The answers to requests that are sent in the same moment."""
    start = Barrier(len(saves))

    def send(save: Callable[[], Answer]) -> Answer:
        start.wait()
        return save()

    with ThreadPoolExecutor(len(saves)) as threads:
        return list(threads.map(send, saves))


def save(
    site: Site, person: SignedInUser, path: str, fields: dict[str, Any], **headers: str
) -> Callable[[], Answer]:
    return lambda: site.post(path, fields, person.headers | headers)


def test_of_two_who_save_at_once_one_is_asked(
    make_site: Callable[..., Site],
    copies: DatabaseCopies,
    database: str,
    signed_in: dict[str, SignedInUser],
) -> None:
    site = make_site()
    site.start()
    number = copies.query(database, PAGE)[0][0]
    path = f"/admin/pages/{number}/edit/"
    people = [signed_in["editor"], signed_in["admin"]]
    for _round in range(ROUNDS):
        forms = [opened(site, person, path) for person in people]
        pairs = zip(people, forms, strict=True)
        answers = at_once(*(save(site, person, path, form) for person, form in pairs))
        assert sorted(answer.status for answer in answers) == [302, 409]


def test_what_is_published_while_a_save_is_under_way_stays_published(
    make_site: Callable[..., Site],
    copies: DatabaseCopies,
    database: str,
    signed_in: dict[str, SignedInUser],
) -> None:
    site = make_site()
    site.start()
    number = copies.query(database, PAGE)[0][0]
    path, person = f"/admin/pages/{number}/edit/", signed_in["editor"]
    for turn in range(ROUNDS):
        form = opened(site, person, path)
        text = f"Published, {turn}"
        button = form | {"search_description": text, "action-publish": "1"}
        published, _by_itself = at_once(
            save(site, person, path, button),
            save(site, person, path, form | {"search_description": "Before"}, **BY_ITSELF),
        )
        assert published.status == 302
        ((is_latest, description),) = copies.query(database, STATE.format(number))
        assert (bool(is_latest), description) == (True, text)
