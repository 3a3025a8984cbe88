"""Pages stand in the same order in every language."""

from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page

import pytest

from conference.models import ConferencePage, SessionPage
from tests.module_fixtures import module_fixture, read_page
from tests.translation.conftest import submit_page
from translation.tree_sync import cascades
from translation.tree_sync.cascades import longest_rise


@pytest.mark.parametrize(
    ("numbers", "standing"),
    [([], 0), ([3], 1), ([0, 1, 2], 3), ([2, 1, 0], 1), ([1, 2, 3, 0], 3), ([0, 3, 1, 2], 3)],
)
def test_as_many_pages_as_possible_stay_where_they_are(numbers: list[int], standing: int) -> None:
    rise = sorted(longest_rise(numbers))
    assert len(rise) == standing
    assert [numbers[index] for index in rise] == sorted(numbers[index] for index in rise)


def add_parts(trial: int) -> list[int]:
    conference = read_page(trial)
    made = []
    submit_page(conference)
    for number in range(4):
        page = SessionPage(title=f"S{number}", slug=f"s{number}", theme="Theme", number=number + 1)
        conference.add_child(instance=page)
        submit_page(page)
        made.append(page.pk)
    return made


added_parts = module_fixture(add_parts, "trial")


@pytest.fixture
def parts(added_parts: list[int], db: None) -> list[Page]:
    """Four sessions, in English and French."""
    return [read_page(key) for key in added_parts]


def slugs(parent: Page, language: str) -> list[str]:
    translated = parent.get_translations(inclusive=True).get(locale__language_code=language)
    pages = SessionPage.objects.child_of(translated).order_by("path")
    return list(pages.values_list("slug", flat=True))


@pytest.mark.parametrize(("which", "position"), [(3, 1), (0, 4), (0, 2), (2, 0), (1, None)])
def test_an_order_that_an_editor_changes_changes_in_every_language(
    which: int,
    position: int | None,
    parts: list[Page],
    conference: ConferencePage,
    client: Client,
    account: Any,
) -> None:
    client.force_login(account("editor"))
    address = reverse("wagtailadmin_pages:set_page_position", args=[parts[which].pk])
    query = "" if position is None else f"?position={position}"
    assert client.post(f"{address}{query}").status_code == 200
    english = slugs(conference, "en")
    assert english != ["s0", "s1", "s2", "s3"]
    assert slugs(conference, "fr") == english
    assert not any(Page.find_problems())


def test_the_order_of_translations_does_not_lead(
    parts: list[Page], conference: ConferencePage
) -> None:
    french = parts[3].get_translation(Locale.objects.get(language_code="fr"))
    first = parts[0].get_translation(french.locale)
    french.move(first, pos="left")
    assert slugs(conference, "en") == ["s0", "s1", "s2", "s3"]
    cascades.align_all(french.get_parent(), Locale.objects.all())
    assert slugs(conference, "en") == ["s0", "s1", "s2", "s3"]
    cascades.align_all(conference, Locale.objects.all())
    assert slugs(conference, "fr") == ["s0", "s1", "s2", "s3"]
