"""The title of a hidden page shows at no address of the admin, whatever number is asked for.

{addresses of the admin} × {its number in every place}, for roles without rights on the page.
"""

from collections.abc import Callable
from typing import Any

from django.test import Client

import pytest

from conference.models import IntroductionPage
from core.pages.public_querysets import readable
from tests.conftest import PageFinder
from tests.hidden_pages import hide_behind_login, hide_draft
from tests.security.walking import addresses

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
MARK = "Quagmirefinch"
NAMES = ["section", "page", "id", "parent", "parent_page_id", "root_page_id", "child_of", "like"]
# Raises an error on purpose.
LEFT_OUT = {"wagtailadmin_error_test", "wagtailadmin_logout"}


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


def paths(number: int) -> list[str]:
    """Every address of the admin, with the number in the place of each number."""
    found = []
    for address in addresses():
        if not address.route.startswith("admin/") or address.name in LEFT_OUT:
            continue
        values = dict.fromkeys(address.arguments, number)
        words = {"app_label": "wagtailcore", "model_name": "page", "action": "publish"}
        found.append(address.path(values | {k: v for k, v in words.items() if k in values}))
    return found


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    return b"".join(answer).decode("utf-8", "replace")  # type: ignore[arg-type]


@pytest.mark.slow
# Translators have the same rights, each in a language: every way to hide with one of them.
@pytest.mark.parametrize(
    ("hidden", "role"),
    [(hide_draft, "translator-es"), (hide_behind_login, "translator-fr")],
    indirect=["hidden"],
)
def test_a_hidden_title_shows_nowhere(
    as_user: Callable[[str], Client], hidden: Any, role: str
) -> None:
    client = as_user(role)
    client.raise_request_exception = False
    every = "&".join(f"{name}={hidden.pk}" for name in NAMES)
    shown = [
        f"{path}?{query}"
        for path in paths(hidden.pk)
        for query in (every, f"section={hidden.pk}")
        if MARK in text_of(client, f"{path}?{query}")
    ]
    assert shown == []


@pytest.mark.parametrize("path", ["reports/translation-checks/", "translation-files/export/"])
def test_a_section_by_its_number_is_named_only_to_those_who_may_see_it(
    as_user: Callable[[str], Client], hidden: Any, path: str
) -> None:
    address = f"/admin/{path}?section={hidden.pk}"
    assert MARK not in as_user("translator-fr").get(address).content.decode()
    assert MARK in as_user("moderator").get(address).content.decode()
