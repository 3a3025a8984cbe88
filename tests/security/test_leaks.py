"""What is hidden shows nowhere: {ways to hide} × {outlets}, with one page of a name of its own.

Search, archive, print views, calendars and the like have closer tests beside their sources; here is
the whole list, each with each.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client

from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page

import pytest

from conference.models import ConferencePage, IntroductionPage
from core.models import FormerAddress, SeeAlsoLink
from tests.conftest import PageFinder
from tests.hidden_pages import HIDINGS, hide_behind_login, hide_draft

PORTAL = "protocol/capacity-building/portal"
MARK = "Quagmirefinch"
# Stands in the text as well; results show the title, never the word that was asked for.
ASKED = "zebrawood"
ADDRESS = f"/en/{PORTAL}/secret-conference/secret-page/"


def hide_from_other_groups(page: Any) -> None:
    restriction = page.view_restrictions.create(restriction_type="groups")
    restriction.groups.add(Group.objects.get(name="Editors"))


def hide_below_a_draft(page: Any) -> None:
    hide_draft(page.get_parent().specific)


def hide_below_a_private_page(page: Any) -> None:
    hide_behind_login(page.get_parent())


def hide_below_a_page_for_groups(page: Any) -> None:
    hide_from_other_groups(page.get_parent())


WAYS = [
    *HIDINGS,
    hide_from_other_groups,
    hide_below_a_draft,
    hide_below_a_private_page,
    hide_below_a_page_for_groups,
]


@pytest.fixture
def secret(page_at: PageFinder) -> IntroductionPage:
    """A page with a text that nothing else has, linked to from another page and once moved."""
    conference = ConferencePage(
        title="Conference",
        slug="secret-conference",
        full_title="Conference",
        opens_at="2031-03-03T00:00Z",
        closes_at="2031-03-14T00:00Z",
    )
    page_at(PORTAL).add_child(instance=conference)
    conference.save_revision().publish()
    page = IntroductionPage(
        title=MARK, slug="secret-page", summary=f"Of {MARK}", mandate=f"<p>{ASKED}</p>"
    )
    conference.add_child(instance=page)
    page.save_revision().publish()
    former = page.url_path.replace("secret-page", "former-page")
    FormerAddress.objects.record([(page.pk, former)])
    protocol = page_at("protocol")
    protocol.see_also_links.add(SeeAlsoLink(target=page))
    protocol.save_revision().publish()
    return IntroductionPage.objects.get(pk=page.pk)


def outlets() -> list[str]:
    below = f"/en/{PORTAL}/"
    return [
        "/en/",
        "/en/protocol/",
        "/en/protocol/print/",
        "/en/protocol/print/all/",
        below,
        f"{below}print/all/",
        f"{below}secret-conference/",
        f"{below}secret-conference/print/all/",
        f"{below}secret-conference/feed.xml",
        f"{below}secret-conference/calendar.ics",
        f"{below}feed.xml",
        f"{below}calendar.ics",
        f"{below}archive/?q={ASKED}",
        f"/en/search/?q={ASKED}&page=1",
        f"/fr/search/?q={ASKED}",
        "/sitemap.xml",
        "/sitemap-1.xml",
        ADDRESS,
        f"{ADDRESS}print/",
        f"{ADDRESS}print.pdf",
        f"{ADDRESS}print/all/",
        f"/fr/{PORTAL}/secret-conference/secret-page/",
        f"/en/{PORTAL}/secret-conference/former-page/",
    ]


def shown(client: Client) -> set[str]:
    """The outlets at which an anonymous reader finds the text, or the page's address."""
    found = set()
    for path in outlets():
        answer = client.get(path)
        assert answer.status_code < 500, path
        text = answer.content.decode("utf-8", "replace")
        is_its_own = path.startswith((ADDRESS, f"/fr/{PORTAL}/secret-conf"))
        named = not is_its_own and (
            "secret-page" in text or "secret-page" in answer.get("Location", "")
        )
        if MARK in text or named:
            found.add(path)
    return found


@pytest.mark.long
def test_what_is_public_shows(client: Client, secret: IntroductionPage) -> None:
    """Or the tests below could not fail."""
    found = shown(client)
    assert {"/en/protocol/", "/sitemap.xml", ADDRESS, f"{ADDRESS}print/"} <= found
    assert f"/en/search/?q={ASKED}&page=1" in found


@pytest.mark.slow
@pytest.mark.parametrize("hide", WAYS)
def test_what_is_hidden_shows_nowhere(
    client: Client, account: Callable[[str], Any], secret: IntroductionPage, hide: Any
) -> None:
    """Also after somebody who may see it was there before."""
    moderator = Client()
    moderator.force_login(account("moderator"))
    hide(Page.objects.get(pk=secret.pk).specific)
    for path in (ADDRESS, "/en/protocol/", f"/en/{PORTAL}/secret-conference/"):
        moderator.get(path)
    assert shown(client) == set()


def test_a_file_of_a_private_collection_is_for_nobody_outside(client: Client, db: None) -> None:
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = get_document_model().objects.create(
        title=MARK, file=ContentFile(MARK.encode(), "secret.txt"), collection=collection
    )
    answer = client.get(document.url)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/_util/login/")
    assert client.get(answer["Location"]).status_code == 200
