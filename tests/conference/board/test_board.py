"""The conference board: what it says of each page in each language, to whom, and at what cost."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail import hooks
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.operations import translate_object

import pytest

from conference.board.board_rows import Standing
from conference.board.views import Link
from conference.models import (
    AgendaPage,
    ConferencePage,
    IntroductionPage,
    ObjectivesPage,
    OutcomePage,
    SessionPage,
)
from tests.conference.board.conftest import (
    LANGUAGES,
    PORTAL,
    Account,
    add,
    address,
    board,
    cell,
    locales,
)
from tests.conftest import PageFinder
from tests.query_counts import get_and_count_queries


@pytest.mark.long
def test_the_rows_are_the_pages_as_read_and_the_columns_the_languages(
    conference: ConferencePage, account: Account
) -> None:
    found = board(conference, account("editor"))
    assert [row.title for row in found.rows] == ["Traits", "Introduction", "Objectives"]
    assert [locale.language_code for locale in found.locales] == ["en", "es", "fr"]
    assert cell(found, "Introduction", "en").standing is Standing.DRAFT
    assert cell(found, "Introduction", "fr").words_left > 0


def test_a_published_page_with_a_newer_draft_says_so(
    conference: ConferencePage, account: Account
) -> None:
    conference.get_latest_revision().publish()
    assert cell(board(conference, account("editor")), "Traits", "en").standing is Standing.LIVE
    page = ConferencePage.objects.get(pk=conference.pk)
    page.summary = "Newer."
    page.save_revision()
    found = cell(board(conference, account("editor")), "Traits", "en")
    assert found.standing is Standing.CHANGED


def test_missing_fields_of_a_draft_are_named_those_of_blocks_too(
    conference: ConferencePage, account: Account
) -> None:
    page = ConferencePage.objects.get(pk=conference.pk)
    page.full_title = ""
    columns = [{"type": "text", "heading": heading} for heading in ("Region", " ")]
    table = {"caption": "", "columns": columns, "rows": [{"values": ["Africa", "12"]}]}
    figure = {"image": None, "alt": "", "caption": ""}
    page.body = StreamValue(
        page.body.stream_block,
        [{"type": "figure", "value": figure}, {"type": "table", "value": table}],
        is_lazy=True,
    )
    page.save_revision(clean=False)
    missing = cell(board(conference, account("editor")), "Traits", "en").missing
    assert "Full title" in missing
    assert {"Body › Table › Caption", "Body › Table › Column heading"} <= {*missing}
    assert any("Description for those who cannot see it" in each for each in missing)


def test_images_without_alternative_text_are_named(
    conference: ConferencePage, account: Account
) -> None:
    page = ConferencePage.objects.get(pk=conference.pk)
    image = '<embed embedtype="image" id="1" format="left" alt="{}"/>'
    texts = ["A room", "", "  "]
    page.body = [("paragraph", f"<p>x</p>{image.format(text)}") for text in texts]
    page.save_revision(clean=False)
    missing = cell(board(conference, account("editor")), "Traits", "en").missing
    assert missing == ["Body › Text › Alternative text"]


def test_a_cell_says_how_many_segments_are_translated(
    conference: ConferencePage, account: Account, client: Client
) -> None:
    before = cell(board(conference, account("editor")), "Introduction", "fr")
    assert (before.segments > 0, before.segments_done) == (True, 0)
    translation = StringSegment.objects.filter(
        source__object_id=before.page.translation_key
    ).order_by("order")[0]
    StringTranslation.objects.create(
        translation_of=translation.string,
        context=translation.context,
        locale=before.locale,
        data="Introduction en français",
    )
    after = cell(board(conference, account("editor")), "Introduction", "fr")
    assert (after.segments, after.segments_done) == (before.segments, 1)
    client.force_login(account("editor"))
    html = client.get(address(conference)).content.decode()
    assert f"1 of {after.segments} segment" in html


def test_translations_that_are_not_there_are_counted(
    conference: ConferencePage, account: Account, client: Client
) -> None:
    add(conference, AgendaPage, "Agenda", account("editor"))
    assert board(conference, account("editor")).missing_translations == len(LANGUAGES)
    client.force_login(account("editor"))
    assert "2 translations are not there yet." in client.get(address(conference)).content.decode()


def test_the_copy_of_a_page_stands_where_it_is_read(
    conference: ConferencePage, account: Account, as_user: Callable[[str], Client]
) -> None:
    values = {"theme": "Traits in crops", "number": 1}
    page = add(conference, SessionPage, "Session 1", account("editor"), **values)
    add(conference, OutcomePage, "Outcomes", account("editor"))
    fields = {
        "new_title": "Session 1 again",
        "new_slug": "session-1-again",
        "new_parent_page": str(conference.pk),
        "copy_subpages": "",
        "alias": "",
    }
    answer = as_user("admin").post(reverse("wagtailadmin_pages:copy", args=[page.pk]), fields)
    assert answer.status_code == 302
    titles = [each.title for each in Page.objects.child_of(conference).order_by("path")]
    assert titles == ["Introduction", "Objectives", "Session 1", "Session 1 again", "Outcomes"]


def test_a_scheduled_page_and_a_review_are_told(
    conference: ConferencePage, account: Account
) -> None:
    page = IntroductionPage.objects.child_of(conference).get()
    page.go_live_at = timezone.now() + timedelta(days=3)
    page.save_revision().publish()
    objectives = ObjectivesPage.objects.child_of(conference).get()
    objectives.get_workflow().start(objectives, account("editor"))
    found = board(conference, account("editor"))
    assert cell(found, "Introduction", "en").goes_live_at == page.go_live_at
    assert cell(found, "Objectives", "en").in_review


@pytest.mark.slow
@pytest.mark.parametrize("who", ["editor", "admin"])
def test_more_pages_cost_no_more_queries(
    who: str, conference: ConferencePage, client: Client, account: Account
) -> None:
    client.force_login(account(who))
    _html, few = get_and_count_queries(client, address(conference))
    for number in range(1, 7):
        page = add(
            conference, SessionPage, f"Session {number}", account("editor"),
            theme="Traits in crops", number=number,
        )  # fmt: skip
        translate_object(page, locales())
        page.get_workflow().start(page, account("editor"))
    html, many = get_and_count_queries(client, address(conference))
    assert "Session 6" in html
    assert many <= few
    assert many <= 25


def test_whoever_works_nowhere_in_a_conference_is_refused(
    conference: ConferencePage, as_user: Callable[[str], Client]
) -> None:
    """A translator may not read an English draft, nor learn that it is there."""
    client = as_user("translator-fr")
    for name in ("conference_board", "conference_publish"):
        answer = client.get(address(conference, name))
        assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_a_translator_sees_the_own_language_of_a_public_conference(
    page_at: PageFinder, as_user: Callable[[str], Client]
) -> None:
    page = page_at("protocol/capacity-building/portal/archive/mainstreaming")
    html = as_user("translator-fr").get(address(page)).content.decode()
    french, spanish = (
        page.get_translation(Locale.objects.get(language_code="fr")),
        page_at("protocol/capacity-building/portal/archive/mainstreaming", "es"),
    )
    assert reverse("wagtailadmin_pages:edit", args=[french.pk]) in html
    assert reverse("wagtailadmin_pages:edit", args=[spanish.pk]) not in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) not in html


# --- Where it stands -------------------------------------------------------------------------


@pytest.mark.long
def test_the_board_is_reached_from_menu_listing_and_dashboard(
    conference: ConferencePage, as_user: Callable[[str], Client]
) -> None:
    client = as_user("editor")
    listing = reverse("wagtailadmin_explore", args=[conference.get_parent().pk])
    form = reverse("wagtailadmin_pages:edit", args=[conference.pk])
    for place in (listing, form, reverse("wagtailadmin_home")):
        assert address(conference) in client.get(place).content.decode(), place


def test_it_leads_to_what_readers_have_and_to_what_apps_register(
    page_at: PageFinder, as_user: Callable[[str], Client]
) -> None:
    page = page_at("protocol/capacity-building/portal/archive/mainstreaming")
    own = Link("/admin/contributions/", "Contributions")
    with hooks.register_temporarily("register_conference_board_links", lambda *_: [own]):
        html = as_user("editor").get(address(page)).content.decode()
    for url in (f"{page.get_url()}print/all/", f"{page.get_url()}calendar.ics", own.url):
        assert f'href="{url}"' in html
    assert reverse("conference_archive:restore", args=[page.pk]) in html


# --- In the order of reading -----------------------------------------------------------------


def create(client: Client, parent: Page, kind: str, title: str, **values: Any) -> None:
    data = {
        "title": title,
        "slug": title.lower().replace(" ", "-"),
        "body": streamfield([]),
        "see_also_links": inline_formset([]),
        "comments": inline_formset([]),
        **values,
    }
    for name in ("mandate", "background"):
        data[name] = rich_text("")
    url = reverse("wagtailadmin_pages:add", args=["conference", kind, parent.pk])
    answer = client.post(url, nested_form_data(data))
    assert answer.status_code == 302, re.findall(r"error-message.*", answer.content.decode())


@pytest.mark.long
def test_a_page_added_later_stands_where_it_is_read(
    page_at: PageFinder, as_user: Callable[[str], Client], account: Account
) -> None:
    page = ConferencePage(title="Late", slug="late", full_title="A conference", live=False)
    page_at(PORTAL).add_child(instance=page)
    for number in (1, 2):
        add(
            page, SessionPage, f"Session {number}", account("editor"), theme="Traits", number=number
        )
    add(page, AgendaPage, "Agenda", account("editor"))
    client = as_user("editor")
    create(client, page, "introductionpage", "Introduction")
    in_tree = Page.objects.child_of(page).order_by("path").values_list("title", flat=True)
    assert in_tree[0] == "Introduction"
    listing = client.get(reverse("wagtailadmin_explore", args=[page.pk]))
    assert [each.title for each in listing.context["object_list"]] == list(in_tree)
