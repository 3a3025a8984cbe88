"""Marked titles of hidden things show to no role at any address, whatever number is asked for.

{addresses of the admin and of participants} × {a number in every place} for each role: what must be
hidden from it is in `tests/security/world/hidden.py`.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client

import pytest

from conference.models import IntroductionPage
from contributions import backends
from core.pages.public_querysets import readable
from tests.conftest import PageFinder, demo_account
from tests.hidden_pages import hide_behind_login, hide_draft
from tests.module_fixtures import module_scoped
from tests.security.walking import Address, addresses
from tests.security.world import World
from tests.security.world.hidden import HIDDEN_FROM, WORD, HiddenWorld

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
MARK = "Quagmirefinch"
# Every parameter that takes a number, somewhere in the admin.
NAMES = (
    "section", "page", "id", "parent", "parent_page_id", "root_page_id", "child_of", "childOf",
    "descendant_of", "ancestor_of", "translation_of", "like", "conference", "session", "package",
    "collection_id", "document", "image", "chosen",
)  # fmt: skip
# An error on purpose, and the end of the session.
LEFT_OUT = {"wagtailadmin_error_test", "wagtailadmin_logout", "contributions_sign_out"}


@pytest.fixture(scope="module")
def hidden_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[HiddenWorld]:
    yield from module_scoped(django_db_blocker, HiddenWorld)


def is_walked(address: Address) -> bool:
    below = address.route.startswith("admin/") or "taking-part/" in address.route
    return below and address.name not in LEFT_OUT


def paths(world: World, hidden: HiddenWorld, shift: int) -> Iterator[str]:
    """Every address with a number in the place of each number, each with the next one.

    `HIDDEN_TITLES=all` asks each address for all of them.
    """
    numbers = hidden.numbers
    for place, address in enumerate(filter(is_walked, addresses())):
        asked = [numbers[(place + shift) % len(numbers)]]
        for number in numbers if os.environ.get("HIDDEN_TITLES") == "all" else asked:
            yield from paths_with(number, address, world, hidden)


def paths_with(number: int, address: Address, world: World, hidden: HiddenWorld) -> Iterator[str]:
    query = "&".join(f"{name}={number}" for name in NAMES)
    for known in world.rows_of(address).values():
        values = {
            name: number if isinstance(known.get(name), int) else known.get(name)
            for name in address.arguments
        }
        values |= {name: key for name, key in hidden.keys[number].items() if name in values}
        # The API refuses what it does not know.
        is_of_the_api = address.route.startswith("admin/api/")
        yield address.path(values) if is_of_the_api else f"{address.path(values)}?{query}"


def text_of(client: Client, address: str) -> str:
    client.cookies.pop("messages", None)
    answer = client.get(address)
    return b"".join(answer).decode("utf-8", "replace")  # type: ignore[arg-type]


def signed_in(role: str) -> Client:
    client = Client(raise_request_exception=False)
    of_participants = {"backend": backends.PATH} if role == "participant" else {}
    client.force_login(demo_account(role), **of_participants)
    return client


@pytest.mark.slow
def test_a_hidden_title_shows_nowhere(kept_world: World, hidden_world: HiddenWorld) -> None:
    """Each role asks each address for one of the numbers; all roles together for all of them."""
    shown = []
    for shift, (role, marks) in enumerate(HIDDEN_FROM.items()):
        client = signed_in(role)
        for address in dict.fromkeys(paths(kept_world, hidden_world, shift)):
            text = text_of(client, address)
            if WORD in text:
                shown += [(role, mark, address.partition("?")[0]) for mark in marks if mark in text]
    assert shown == []


@pytest.mark.slow
def test_bulk_actions_name_files_only_to_those_who_may_choose_them(
    hidden_world: HiddenWorld,
) -> None:
    for role, is_named in (("only-access", False), ("editor", True)):
        client = signed_in(role)
        for kind in ("wagtailimages/image", "wagtaildocs/document"):
            for action in ("add_tags", "add_to_collection", "delete"):
                address = f"/admin/bulk/{kind}/{action}/?id={hidden_world.numbers[0]}"
                assert (WORD in text_of(client, address)) == is_named, (role, address)


@pytest.fixture(params=[hide_draft, hide_behind_login])
def hidden(request: Any, page_at: PageFinder) -> Any:
    """A page that readers do not see, hidden in the way of the parameter."""
    page = page_at(MAINSTREAMING)
    hidden = IntroductionPage(title=MARK, slug="quagmire", summary=MARK, mandate="<p>text</p>")
    page.add_child(instance=hidden)
    hidden.save_revision().publish()
    request.param(hidden)
    found = IntroductionPage.objects.get(pk=hidden.pk)
    assert not readable(IntroductionPage.objects.filter(pk=found.pk)).exists()
    return found


@pytest.mark.parametrize("path", ["reports/translation-checks/", "translation-files/export/"])
def test_a_section_by_its_number_is_named_only_to_those_who_may_see_it(
    as_user: Callable[[str], Client], hidden: Any, path: str
) -> None:
    address = f"/admin/{path}?section={hidden.pk}"
    assert MARK not in as_user("translator-fr").get(address).content.decode()
    assert MARK in as_user("moderator").get(address).content.decode()
