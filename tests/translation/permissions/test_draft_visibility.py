"""A Spanish translator cannot read an English draft, at no address of the admin."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from wagtail.admin.urls import pages as pages_urls
from wagtail.models import Page

import pytest

from conference.models import ConferencePage
from tests.translation.conftest import translation_of

QUERY = "zyxwv"
WORDS = "Undisclosed"
PAGE_ARGUMENTS = {"page_id", "page_to_move_id", "parent_page_id", "pk"}


@pytest.fixture
def draft(portal: Page, submit: Callable[..., Page]) -> ConferencePage:
    """An English draft that an editor handed to the translators already."""
    page = ConferencePage(
        title=f"Zyxwv {WORDS}", slug="hush", full_title=f"Zyxwv {WORDS} too", live=False
    )
    portal.add_child(instance=page)
    page.save_revision()
    submit(page, "es")
    return page


def page_addresses(page: Page) -> list[str]:
    """Every address of Wagtail's own page views that takes one page and nothing else."""
    found = []
    for pattern in pages_urls.urlpatterns:
        arguments = set(pattern.pattern.regex.groupindex)
        if len(arguments) == 1 and arguments <= PAGE_ARGUMENTS:
            name = f"wagtailadmin_pages:{pattern.name}"
            found.append(reverse(name, kwargs={arguments.pop(): page.pk}))
    return found


def addresses_about(page: Page) -> list[str]:
    revision = page.get_latest_revision()
    listings = [
        reverse("wagtailadmin_explore", args=[page.pk]),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        f"{reverse('wagtailadmin_explore', args=[page.get_parent().pk])}?q={QUERY}",
        f"{reverse('wagtailadmin_pages:search')}?q={QUERY}",
        f"{reverse('wagtailadmin_pages:search_results')}?q={QUERY}",
        f"{reverse('wagtailadmin_choose_page_search')}?q={QUERY}",
        reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk]),
        f"/admin/api/main/pages/?child_of={page.get_parent().pk}",
        f"/admin/api/main/pages/{page.pk}/",
        reverse("wagtailadmin_pages:type_use", args=["conference", "conferencepage"]),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:locked_pages"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtail_localize:translations_report"),
        reverse("wagtail_localize:translations_report_results"),
        reverse("wagtailadmin_home"),
    ]
    if revision is not None:
        listings += [
            reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision.pk]),
            reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk]),
            reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"]),
        ]
    return listings + page_addresses(page)


def readers(page: Page, client: Client, methods: tuple[str, ...] = ("get", "post")) -> list[str]:
    """The addresses, by each method, whose answer has words of the draft."""
    found = []
    for url in addresses_about(page):
        for method in methods:
            response = getattr(client, method)(url)
            if WORDS.encode() in response.content:
                found.append(f"{method} {url}")
    return found


@pytest.mark.slow
def test_an_editor_reads_the_draft_at_many_of_these_addresses(
    draft: ConferencePage, client: Client, account: Any
) -> None:
    """So that the next tests could fail."""
    client.force_login(account("editor"))
    assert len(readers(draft, client, ("get",))) > 10


@pytest.mark.slow
@pytest.mark.parametrize("who", ["translator-es", "translator-fr", "reviewer"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_translator_reads_an_english_draft_nowhere(
    language: str, who: str, draft: ConferencePage, client: Client, account: Any
) -> None:
    page = draft if language == "en" else translation_of(draft, "es").get_target_instance()
    client.force_login(account(who))
    assert readers(page, client) == []


@pytest.mark.long
def test_an_alias_of_its_translation_is_withheld_as_well(
    draft: ConferencePage, as_user: Callable[[str], Client]
) -> None:
    """It has a translation key of its own, and shows the same English text."""
    spanish = translation_of(draft, "es").get_target_instance()
    alias = spanish.create_alias(update_slug="alias")
    addresses = [
        reverse(f"wagtailadmin_pages:{name}", args=[alias.pk])
        for name in ("edit", "view_draft", "convert_alias", "history")
    ] + [
        f"{reverse('wagtailadmin_pages:search')}?q={QUERY}",
        reverse("wagtailadmin_explore", args=[alias.get_parent().pk]),
        f"/admin/api/main/pages/{alias.pk}/",
    ]
    moderator, translator = as_user("moderator"), Client()
    assert WORDS in moderator.get(addresses[1]).content.decode()
    translator.force_login(User.objects.get(username="translator-es"))
    told = [each for each in addresses if WORDS in translator.get(each).content.decode()]
    assert told == []
    assert translator.get(addresses[2]).status_code == 302
