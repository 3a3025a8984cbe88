"""Threads of the former site come into the record with numbers, dates, authors and order."""

from datetime import UTC, datetime
from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

import pytest

from conference.models import SessionPage
from contributions.models import Contribution
from contributions.models.numbers import NumberSequence
from legacy_import.import_report import FileReport, Outcome
from legacy_import.parsing.forum_threads import Post
from legacy_import.thread_import import author_of
from tests.legacy_import.reading import import_files, page_text

SESSION = page_text("Session 1", "Views were exchanged.", title="Session 1: The scope")
POSTS = """<p>Forum closed. No more comments will be accepted on this forum.</p>
<h3>Needs of countries [#70910]</h3>
<div>Dear colleagues,<br>see <a href="http://www.example.org/r_1">the *report*</a> &amp; #70911.
<ol><li>First need<li>Second need</ol>Best wishes,<br>A. Example</div>
<div>posted on 2009-01-19 15:16 UTC by A. Example, Institute of Examples/Kenya</div>
<h3>RE: Needs of countries [#70911]</h3>
<p>Posted on behalf of B. Sample, Peru</p>
<p>Los países necesitan capacidad y recursos para la evaluación de los riesgos en el marco de que
se trata, y por ello se debe actuar.</p>
<p>posted on 2009-01-20 08:05 UTC by C. Clerk, Secretariat</p>
<p>edited on 2009-01-20 09:00 UTC by C. Clerk</p>
<h3>RE: RE: Needs of countries [#70915]</h3>
<p>This is a reply to 70911</p><p>Thank you.</p>
<p>posted on 2009-01-21 10:00 UTC by A. Example, Institute of Examples/Kenya</p>"""
NAME = "forumsocio_group1.shtml?threadid=70910"


def bring(posts: str = POSTS, name: str = NAME, **options: Any) -> list[FileReport]:
    return import_files({"forumsocio_group1.txt": SESSION, name: posts}, **options).files


@pytest.mark.parametrize("name", [NAME, "forumsocio_group1.shtml_threadid=70910.html"])
def test_posts_alone_come_into_the_session_that_the_files_name_tells(home: Page, name: str) -> None:
    session, thread = bring(name=name)
    assert thread.outcome is Outcome.CREATED, thread.doubts
    first, second, third = Contribution.objects.filter(number__gte=70910).order_by("number")
    assert session.page is not None
    assert {each.session_key for each in (first, second, third)} == {session.page.translation_key}
    assert [each.thread_path for each in (first, second, third)] == [
        "000070910", "000070910/000070911", "000070910/000070911/000070915",
    ]  # fmt: skip
    assert (first.title, second.title) == ("Needs of countries", "RE: Needs of countries")
    assert first.posted_at == datetime(2009, 1, 19, 15, 16, tzinfo=UTC)
    who = (first.author_name, first.author_organization, first.author_country.code)
    assert who == ("A. Example", "Institute of Examples", "KE")
    assert (second.author_name, second.author_country.code) == ("B. Sample", "PE")
    assert (first.language, second.language) == ("en", "es")
    assert [mark["at"] for mark in second.marks] == ["2009-01-20T09:00:00Z"]
    assert first.is_closed
    assert NumberSequence.objects.get().last >= 70915
    redirect = Redirect.objects.get(old_path__contains="threadid=70910")
    assert redirect.redirect_page_id == session.page.pk


def test_the_text_stays_as_it_was_with_signatures_and_links(home: Page) -> None:
    bring()
    html = Contribution.objects.get(number=70910).html
    assert '<a href="http://www.example.org/r_1"' in html
    assert "the *report*</a> &amp; #70911." in html
    assert "<li>First need</li>" in html
    assert "Best wishes,<br>" in html.replace("<br />", "<br>")
    text = Contribution.objects.get(number=70911).text
    assert text.startswith("Posted on behalf of B. Sample, Peru\n\nLos países")
    assert text.endswith("(posted by C. Clerk, Secretariat)")


def test_a_second_import_changes_nothing_and_a_taken_number_is_refused(home: Page) -> None:
    bring()
    before = list(Contribution.objects.values_list("pk", "changed_at"))
    assert bring()[1].outcome is Outcome.UNCHANGED
    other = bring(POSTS.replace("Thank you.", "No."), "x/" + NAME)[1]
    assert (other.outcome, other.doubts[-1]) == (
        Outcome.LEFT_OUT, "#70915 is another contribution’s number.",
    )  # fmt: skip
    assert list(Contribution.objects.values_list("pk", "changed_at")) == before


def test_a_whole_page_names_its_session_in_its_trail(home: Page) -> None:
    lines = page_text("Session 1", "", title="Session 1: The scope").splitlines()
    frame = "".join(f"<p>{line}</p>" for line in lines)
    thread = bring(frame + POSTS, "saved.html")[1]
    assert thread.outcome is Outcome.CREATED, thread.doubts
    assert thread.doubts == []
    assert SessionPage.objects.get(pk=thread.page.pk).title == "Session 1"  # type: ignore[union-attr]


def test_with_drafts_posts_wait_and_only_who_may_publish_brings_them(
    home: Page, account: Any
) -> None:
    import_files({"forumsocio_group1.txt": SESSION})
    thread = bring(user=account("translator-es"))[1]
    assert thread.outcome is Outcome.LEFT_OUT
    assert thread.doubts[-1] == "You may not publish “Session 1”."
    bring(publish=False)
    found = Contribution.objects.filter(number__gte=70910)
    assert {each.state for each in found} == {"waiting"}


def test_a_thread_without_its_session_is_left_out(home: Page) -> None:
    thread = bring(name="forumsocio_group4.shtml?threadid=70910")[1]
    assert thread.outcome is Outcome.LEFT_OUT
    assert "session that the thread belongs to" in thread.doubts[-1]
    assert not Contribution.objects.filter(number=70910).exists()


@pytest.mark.parametrize(
    ("author", "told"),
    [
        ("A. Example, Kenya", ("A. Example", "", "KE")),
        ("A. Example, Office, Division 2", ("A. Example", "Office, Division 2", "")),
        ("A. Example", ("A. Example", "", "")),
        ("Malasia", ("Malasia", "", "MY")),
        ("A. Example, Institut/Côte d'Ivoire", ("A. Example", "Institut", "CI")),
    ],
)
def test_an_author_is_told_apart_as_far_as_it_goes(author: str, told: tuple[str, str, str]) -> None:
    assert author_of(Post(1, "", author)) == told
