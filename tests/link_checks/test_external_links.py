"""Links to other sites: asked for politely, within bounds, and never into a private network."""

import time
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page

import pytest

from jobs import runner
from jobs.models import Job
from link_checks import safe_http
from link_checks.check_job import KIND, check_url, judged
from link_checks.links_in_pages import external_links
from link_checks.models import CheckedLink
from link_checks.rate_limits import RateLimits
from tests.conftest import PageFinder
from tests.link_checks.conftest import OtherSite

Result = CheckedLink.Result


def run(owner: Any) -> Job:
    with TestCase.captureOnCommitCallbacks(execute=True):
        job = runner.start(KIND, owner)
    job.refresh_from_db()
    return job


def leave_links(page: Page, *addresses: str) -> None:
    """The only links to other sites that the whole site has."""
    for each in Page.objects.filter(depth__gt=1).specific():
        each.see_also_links.all().delete()
        each.body = []
        each.save()
    links = " ".join(f'<a href="{address}">x</a>' for address in addresses)
    page.refresh_from_db()
    page.body = [("paragraph", f"<p>{links}</p>")]
    page.save()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.1", "224.0.0.1", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "2002:a00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_a_private_address_is_none_of_the_public_web(address: str) -> None:
    assert not safe_http.is_public(address)


def test_a_public_address_is_one() -> None:
    assert safe_http.is_public("93.184.215.14")
    assert safe_http.is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/",
        "http://[::1]/", "http://user@example.org/", "ftp://example.org/", "file:///etc/passwd",
        "http://example.org:8080/", "http://example.org:99999/",
    ],
)  # fmt: skip
def test_no_request_leaves_for_an_unsafe_address(url: str) -> None:
    with pytest.raises(safe_http.UnsafeAddressError):
        safe_http.fetch(url, "HEAD")


def test_a_local_server_is_refused_where_the_setting_is_off(
    other_site: OtherSite, settings: Any
) -> None:
    settings.LINK_CHECK_PRIVATE_ADDRESSES = False
    assert check_url(other_site.url("/"), RateLimits()) == (Result.UNSAFE, None)
    assert other_site.asked == []


def test_redirects_are_followed_and_judged_anew(other_site: OtherSite) -> None:
    other_site.answers = {"/a": "/b", "/b": 200, "/round": "/round", "/out": "file:///etc/passwd"}
    assert check_url(other_site.url("/a"), RateLimits()) == (Result.WELL, 200)
    assert check_url(other_site.url("/round"), RateLimits()) == (Result.UNREACHABLE, None)
    assert check_url(other_site.url("/out"), RateLimits()) == (Result.UNSAFE, None)


def test_robots_txt_is_read_once_and_obeyed(other_site: OtherSite) -> None:
    other_site.robots = "User-agent: *\nDisallow: /private"
    other_site.answers = {"/open": 200, "/way": "/private/in"}
    limits = RateLimits()
    assert check_url(other_site.url("/private/x"), limits) == (Result.NOT_ASKED, None)
    assert check_url(other_site.url("/open"), limits) == (Result.WELL, 200)
    assert check_url(other_site.url("/way"), limits) == (Result.NOT_ASKED, None)
    assert other_site.paths() == ["/robots.txt", "/open", "/way"]


def test_a_host_gets_its_pause_and_is_told_who_asks(other_site: OtherSite, settings: Any) -> None:
    settings.LINK_CHECK_DELAY = 0.3
    other_site.answers = {"/1": 200, "/2": 404}
    limits, begun = RateLimits(), time.monotonic()
    check_url(other_site.url("/1"), limits)
    check_url(other_site.url("/2"), limits)
    # robots.txt, the first, the second by HEAD, and by GET.
    assert time.monotonic() - begun >= 0.9
    assert {agent for _method, _path, agent in other_site.asked} == {settings.LINK_CHECK_USER_AGENT}


def test_a_silent_host_is_given_up(other_site: OtherSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_http, "STEP", 0.2)
    other_site.answers = {"/": 200}
    other_site.server.shutdown()
    begun = time.monotonic()
    assert check_url(other_site.url("/"), RateLimits()) == (Result.UNREACHABLE, None)
    assert time.monotonic() - begun < 3


def test_statuses_say_what_became_of_a_link() -> None:
    found = [judged(status) for status in (200, 404, 410, 403, 429, 500)]
    gone, refused = Result.GONE, Result.REFUSED
    assert found == [Result.WELL, gone, gone, refused, refused, Result.FAULT]


@pytest.mark.long
@pytest.mark.django_db
def test_only_public_pages_are_read_for_links(page_at: PageFinder) -> None:
    leave_links(page_at("privacy"), "https://example.org/x#part", "/en/protocol/", "mailto:a@b.org")
    assert external_links() == {"https://example.org/x": [page_at("privacy").pk]}
    Page.objects.filter(pk=page_at("privacy").pk).update(live=False)
    assert external_links() == {}


@pytest.mark.long
@pytest.mark.django_db
def test_the_work_checks_each_link_once_and_reports_the_broken(
    other_site: OtherSite,
    page_at: PageFinder,
    account: Callable[[str], Any],
    as_user: Callable[[str], Client],
) -> None:
    other_site.answers = {"/well": 200, "/gone": 404}
    leave_links(page_at("privacy"), other_site.url("/well"), other_site.url("/gone"))
    job = run(account("editor"))
    assert (job.state, job.done, job.total) == (Job.State.DONE, 2, 2)
    html = as_user("editor").get(reverse("link_checks:report")).content.decode()
    assert other_site.url("/gone") in html
    assert other_site.url("/well") not in html
    assert ">Privacy<" in html
    before = len(other_site.asked)
    run(account("editor"))
    assert len(other_site.asked) == before


@pytest.mark.long
@pytest.mark.django_db
def test_a_run_is_bounded_and_the_next_goes_on(
    other_site: OtherSite, page_at: PageFinder, account: Callable[[str], Any], settings: Any
) -> None:
    settings.LINK_CHECK_MOST = 2
    other_site.answers = {f"/{number}": 200 for number in range(3)}
    leave_links(page_at("privacy"), *map(other_site.url, other_site.answers))
    run(account("editor"))
    assert CheckedLink.objects.count() == 2
    run(account("editor"))
    assert CheckedLink.objects.count() == 3
    settings.LINK_CHECK_SECONDS = -1
    CheckedLink.objects.all().delete()
    assert run(account("editor")).report == ["Not all links were checked this time; left: 2."]
    assert CheckedLink.objects.count() == 0


@pytest.mark.long
@pytest.mark.django_db
def test_links_that_stand_nowhere_any_more_are_forgotten(
    page_at: PageFinder, account: Callable[[str], Any]
) -> None:
    leave_links(page_at("privacy"))
    CheckedLink.objects.create(
        url="https://example.org/", result=Result.GONE, checked_at=timezone.now()
    )
    run(account("editor"))
    assert CheckedLink.objects.count() == 0


@pytest.mark.django_db
def test_one_run_at_a_time_and_translators_have_none(
    as_user: Callable[[str], Client], account: Callable[[str], Any]
) -> None:
    Job.objects.create(kind=KIND, owner=account("admin"), language="en")
    client = as_user("editor")
    assert client.post(reverse("link_checks:start")).url == reverse("link_checks:report")
    assert Job.objects.filter(kind=KIND).count() == 1
    assert as_user("translator-es").get(reverse("link_checks:report")).status_code == 302


@pytest.mark.long
@pytest.mark.django_db
def test_the_command_checks_without_a_worker_and_leaves_a_run_alone(
    other_site: OtherSite, page_at: PageFinder, account: Callable[[str], Any]
) -> None:
    other_site.answers = {"/well": 200, "/gone": 404}
    leave_links(page_at("privacy"), other_site.url("/well"), other_site.url("/gone"))
    under_way, said = Job.objects.create(kind=KIND, language="en"), StringIO()
    call_command("check_links", stdout=said)
    assert (said.getvalue(), other_site.asked) == ("Links are being checked already.\n", [])
    under_way.delete()
    call_command("check_links", stdout=said)
    assert "Broken links: 1." in said.getvalue()
    assert CheckedLink.objects.broken().get().url == other_site.url("/gone")
