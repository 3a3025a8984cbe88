"""The translators' editor: for whom it opens, and that nothing is missing in it."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, Translation

import pytest

from conference.models import ConferencePage, Topic
from core.models import SeeAlsoLink
from tests.translation.conftest import enter_every_string, translation_of
from translation.review import workflow_steps

WHO = ["translator-fr", "reviewer", "moderator", "admin"]


def body(number: int, image: Any, page: Page, word: str = "Sentence") -> list[tuple[str, Any]]:
    links = f'<p>See <a linktype="page" id="{page.pk}">this</a> and <a href="https://a.org/">that</a>.</p>'
    return [
        ("paragraph", links),
        ("figure", {"image": image, "alt": "A room", "caption": f"{word} below"}),
        *(("paragraph", f"<p>{word} {place} of many</p>") for place in range(number)),
    ]


def change(page: ConferencePage, **values: Any) -> None:
    page = ConferencePage.objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def published(
    conference: ConferencePage, portal: Page, publish_translation: Callable[..., Page]
) -> Callable[[int], Page]:
    """The French page of an original with so many sentences, one of them changed since.

    It has a picture of its own, and a draft; elsewhere is an English draft that is nobody's here.
    """
    image = get_image_model().objects.create(title="Picture", file=get_test_image_file())
    conference.see_also_links.add(
        SeeAlsoLink(address="https://example.org/also", text="Also", locale=conference.locale)
    )
    conference.save_revision().publish()
    portal.add_child(instance=ConferencePage(title="Secret", slug="secret", live=False))

    def publish(number: int) -> Page:
        change(conference, body=body(number, image, portal))
        french = publish_translation(ConferencePage.objects.get(pk=conference.pk))
        translation = translation_of(conference, "fr")
        segment = translation.source.overridablesegment_set.filter(
            context__path__endswith=".image"
        ).get()
        SegmentOverride.objects.update_or_create(
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data_json": json.dumps(image.pk)},
        )
        change(conference, full_title=f"A conference for trial, with {number}")
        workflow_steps.save_draft(translation, None)
        return Page.objects.get(pk=french.pk)

    return publish


@pytest.mark.long
def test_it_shows_what_wagtails_own_reading_of_the_page_would(
    published: Callable[[int], Page], as_user: Callable[[str], Client]
) -> None:
    french = published(2)
    response = as_user("translator-fr").get(
        reverse("wagtailadmin_pages:edit", args=[french.pk]) + "?form=1"
    )
    page, draft = response.context["instance"], french.get_latest_revision_as_object()
    for name in ("pk", "title", "live", "locale", "go_live_at", "expire_at", "latest_revision"):
        assert getattr(page, name) == getattr(draft, name)
    assert page.live_revision == french.live_revision
    assert page.scheduled_revision is None
    assert page.get_parent() == french.get_parent()
    above = french.get_ancestors().filter(depth__gt=1)
    breadcrumb = json.loads(response.context["props"])["breadcrumb"]
    assert [each["title"] for each in breadcrumb] == [page.title for page in above]
    others = {each.pk for each in page.get_translations()}
    assert others == {each.pk for each in french.get_translations()}


@pytest.mark.long
def test_a_page_opens_for_those_only_who_may_edit_it(
    published: Callable[[int], Page], as_user: Callable[[str], Client]
) -> None:
    french = published(2)
    address = reverse("wagtailadmin_pages:edit", args=[french.pk]) + "?form=1"
    assert as_user("translator-fr").get(address).status_code == 200
    for who in ("translator-es", "editor"):
        assert as_user(who).get(address).status_code == 302
    Page.objects.filter(translation_key=french.translation_key, locale__language_code="en").update(
        live=False
    )
    assert as_user("translator-fr").get(address).status_code == 302


@pytest.mark.long
def test_every_side_panel_is_drawn_once(
    published: Callable[[int], Page], as_user: Callable[[str], Client]
) -> None:
    french, topic = published(2), Topic.objects.filter(locale__language_code="fr")[0]
    for address in (
        reverse("wagtailadmin_pages:edit", args=[french.pk]) + "?form=1",
        reverse("wagtailsnippets_conference_topic:edit", args=[topic.pk]),
    ):
        html = as_user("admin").get(address).content.decode()
        assert "js-translation-editor" in html
        assert html.count("data-form-side-close-button") == 1
        for found in (
            r'data-side-panel="([^"]+)"',
            r'data-side-panel-toggle="([^"]+)"',
            r'\sid="([^"]+)"',
        ):
            names = re.findall(found, html)
            assert len(names) == len(set(names)) > 0, found


@pytest.mark.long
def test_a_stopped_translation_opens_in_wagtails_own_editor(
    published: Callable[[int], Page], as_user: Callable[[str], Client]
) -> None:
    french = published(2)
    Translation.objects.filter(target_locale=french.locale).update(enabled=False)
    html = as_user("translator-fr").get(
        reverse("wagtailadmin_pages:edit", args=[french.pk]) + "?form=1"
    )
    assert "js-translation-editor" not in html.content.decode()


@pytest.mark.slow
def test_every_one_of_two_hundred_segments_is_in_the_editor(
    published: Callable[[int], Page], as_user: Callable[[str], Client]
) -> None:
    """What it costs is wagtail-localize's own affair, until translators have a screen of ours."""
    french = published(200)
    html = as_user("translator-fr").get(
        reverse("wagtailadmin_pages:edit", args=[french.pk]) + "?form=1"
    )
    text = html.content.decode()
    assert "Sentence 199 of many" in text
    assert "bersetzt Sentence 199 of many" in text
    assert text.count("&quot;editUrl&quot;: &quot;/admin/localize/translate/") > 200


@pytest.mark.slow
def test_a_page_in_review_opens(
    published: Callable[[int], Page], as_user: Callable[[str], Client], account: Any
) -> None:
    french = published(2)
    translation = translation_of(french, "fr")
    enter_every_string(translation.source.get_source_instance(), translation.target_locale)
    workflow_steps.send(translation, account("translator-fr"))
    assert Page.objects.get(pk=french.pk).workflow_in_progress
    address = reverse("wagtailadmin_pages:edit", args=[french.pk])
    for who in WHO:
        assert as_user(who).get(f"{address}?form=1").status_code == 200
