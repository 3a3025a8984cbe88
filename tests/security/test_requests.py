"""Which requests are taken at all: methods, hosts, tokens; and where redirects may lead."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.template.response import SimpleTemplateResponse
from django.test import Client

from wagtail.documents import get_document_model
from wagtail.models import Page

import pytest

from tests.conftest import PageFinder
from tests.security.conftest import enter
from tests.security.judging import undone
from tests.security.walking import addresses
from tests.security.world import World

PAGES = ["/en/", "/fr/protocol/", "/es/protocol/print/", "/en/protocol/print.pdf", "/en/nothing/"]
VIEWS = [
    "/en/search/",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/robots.txt",
    "/.well-known/security.txt",
]
ELSEWHERE = ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_to_get_and_head_only(client: Client, home: Page, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete", "options", "trace"):
        answer = getattr(strict, method)(path)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD"), method
    if not path.endswith(".pdf"):
        assert client.head(path).status_code == client.get(path).status_code


@pytest.mark.parametrize("path", VIEWS)
def test_so_do_the_other_addresses_for_readers(client: Client, home: Page, path: str) -> None:
    assert client.head(path).status_code == 200
    for method in ("post", "put", "delete"):
        assert getattr(client, method)(path).status_code == 405


def test_a_foreign_host_is_refused_and_a_forwarded_one_is_ignored(
    client: Client, home: Page
) -> None:
    assert client.get("/en/", headers={"host": "example.org"}).status_code == 400
    plain = client.get("/en/protocol/").content
    forwarded = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "81",
        "Forwarded": "host=evil.example",
    }
    answer = client.get("/en/protocol/", headers=forwarded)
    assert answer.status_code == 200
    assert b"evil.example" not in answer.content
    assert answer.content == plain


def paths_of_everything(world: World) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every address of the site with something that exists: its name, its path, what is asked."""
    for address in addresses():
        for values in world.rows_of(address).values():
            yield address.name, address.path(values), values.get("?", {})
    # Those that are written as regular expressions.
    document = get_document_model().objects.latest("pk")
    for path in (document.url, "/en/", "/fr/protocol/", "/es/protocol/print.pdf"):
        yield "", path, {}


@pytest.mark.slow
def test_every_address_that_takes_a_form_wants_a_token(
    world: World, account: Callable[[str], Any]
) -> None:
    """With the rights of an administrator, and a form without one: none gets as far as its view."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(account("admin"))
    taken, asked_for_a_token = {}, 0
    for _name, path, asked in paths_of_everything(world):
        answer = client.post(path, query_params=asked)
        # The admin's API says so in words of its own.
        said = ("403_form.html" in {each.name for each in answer.templates}) or (
            not answer.streaming and b"CSRF Failed" in answer.content
        )
        wants_a_token = answer.status_code == 403 and said
        asked_for_a_token += wants_a_token
        if answer.status_code != 405 and not wants_a_token:
            taken[path] = answer.status_code
    # Mail programs post to it without any cookie (RFC 8058); the signed link is the proof.
    one_click = [path for path in taken if "/taking-part/unsubscribe/" in path]
    assert [taken.pop(path) for path in one_click] == [200]
    assert taken == {}
    assert asked_for_a_token > 400


@pytest.mark.slow
def test_no_address_at_all_redirects_to_elsewhere(
    world: World, account: Callable[[str], Any], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked to, by each name that an address may read it from, in the address and in the form."""
    # What an answer shows takes longest, and says nothing of where it leads.
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    elsewhere = dict.fromkeys(("next", "return_url", "continue", "url", "to"), "//example.org/")
    own = {"", "testserver", urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc}
    client, left = Client(raise_request_exception=False), {}
    client.force_login(account("admin"))
    cookies = client.cookies.copy()
    for name, path, asked in paths_of_everything(world):
        if name == "wagtailadmin_error_test":
            continue
        for method in ("get", "post"):
            client.cookies = cookies.copy()
            form = elsewhere if method == "post" else {}
            answer = undone(client, method, path, {**asked, **elsewhere}, **form)
            target = answer.get("Location", "")
            if urlsplit(target).netloc not in own or target.startswith("/\\"):
                left[method, path] = target
    assert left == {}


@pytest.mark.slow
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_redirect_leaves_the_site(
    client: Client, page_at: PageFinder, account: Callable[[str], Any], elsewhere: str
) -> None:
    client.raise_request_exception = False
    first = client.post(
        f"/admin/login/?next={elsewhere}", {"username": "editor", "password": "demo"}
    )
    assert first["Location"] == "/admin/"
    enter(client, "/admin/login/", "admin")
    page = page_at("protocol")
    for name in ("next", "return_url", "continue"):
        for path in (
            "/admin/login/",
            "/en/_util/login/",
            "/admin/login/again/",
            f"/admin/pages/{page.pk}/delete/",
            f"/admin/pages/{page.pk}/unpublish/",
            f"/admin/pages/{page.pk}/copy/",
            "/admin/second-factor/set-up/",
        ):
            for answer in (
                client.get(path, {name: elsewhere}),
                client.post(path, {name: elsewhere, "password": "demo"}),
            ):
                target = urlsplit(answer.get("Location", ""))
                assert (target.scheme, target.netloc) == ("", ""), (path, name)
                assert not answer.get("Location", "").startswith(("//", "/\\"))
        client.force_login(account("admin"))


def test_slashes_are_appended_on_this_host_only(client: Client, home: Page) -> None:
    for path in ("//example.org/en", "/%5Cexample.org", "/en//example.org", "//example.org//"):
        answer = client.get(path)
        assert urlsplit(answer.get("Location", "")).netloc == "", path


@pytest.mark.slow
def test_the_admin_names_no_foreign_host(client: Client, account: Callable[[str], Any]) -> None:
    """Neither pictures of users nor news of releases are fetched from elsewhere."""
    from lxml import html

    client.force_login(account("admin"))
    for path in (
        "/admin/",
        "/admin/users/",
        "/admin/account/",
        "/admin/pages/",
        "/admin/reports/site-history/",
    ):
        document = html.fromstring(client.get(path).content)
        loaded = document.xpath(
            "//@src | //link/@href | //form/@action | //@srcset | //object/@data"
        )
        assert loaded
        foreign = [each for each in loaded if urlsplit(each).netloc not in ("", "testserver")]
        assert foreign == [], path
        assert b"releases.wagtail" not in client.get(path).content


def test_security_txt_says_whom_to_tell_and_until_when(
    db: None, client: Client, settings: Any
) -> None:
    from datetime import UTC, datetime

    settings.CONTACT_EMAIL = "safety@example.org"
    text = client.get("/.well-known/security.txt").content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines() if line)
    assert fields["Contact"] == "mailto:safety@example.org"
    assert fields["Preferred-Languages"] == "en, es, fr"
    days = (datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)).days
    assert 30 < days < 366
