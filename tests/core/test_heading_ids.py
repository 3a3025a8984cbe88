"""A link to a heading survives corrections and translation, and so do links made before."""

import json
import re
from importlib import import_module
from typing import Any

from django.apps import apps
from django.test import Client, TestCase

from wagtail.models import Page, Revision

import pytest
from lxml import html as parser

from core.blocks.heading_ids import heading_ids
from tests.conftest import PageFinder
from tests.translation.conftest import submit_and_publish

pytestmark = pytest.mark.django_db
ARCHIVE = "protocol/capacity-building/portal/archive"
MAINSTREAMING = f"{ARCHIVE}/mainstreaming"
INTRODUCTION = f"{MAINSTREAMING}/introduction"
SESSION = f"{MAINSTREAMING}/session-1"
WORDINGS = ["Mandate", "Mandate", "Мандат", "任务", "—", "№ ½", "Main", "mandate", "a" * 90]


def heading(text: str, level: str = "2") -> tuple[str, dict[str, str]]:
    return ("heading", {"text": text, "level": level})


def stored(*headings: tuple[str, str], **more: str) -> str:
    """A stream as it is in the database, of texts and ids of blocks."""
    return json.dumps(
        [
            {"type": "heading", "id": block_id, "value": {"text": text, "level": "2", **more}}
            for text, block_id in headings
        ]
    )


def publish(page: Any, **fields: Any) -> Any:
    page = Page.objects.get(pk=page.pk).specific
    for name, value in fields.items():
        setattr(page, name, value)
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    return Page.objects.get(pk=page.pk).specific


def tree_of(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return parser.fromstring(response.content.decode())


def ids_in(tree: Any) -> list[str]:
    return [str(each) for each in tree.xpath("//@id")]


def led_to(tree: Any, fragment: str) -> str:
    """The text of the heading that the fragment leads to."""
    found = tree.xpath("//*[@id=$name]/ancestor-or-self::*[self::h2 or self::h3]", name=fragment)
    assert len(found) == 1
    return str(found[0].text_content())


def own_ids(tree: Any) -> list[str]:
    return [str(each) for each in tree.xpath("//*[@class='block-heading']/*/@id")]


def test_headings_have_ids_of_their_own_whatever_they_say(
    client: Client, page_at: PageFinder
) -> None:
    wordings = [heading(text) for text in WORDINGS]
    publish(page_at(SESSION), body=wordings, closing=wordings)
    tree = tree_of(client, f"/en/{SESSION}/")
    own = own_ids(tree)
    assert len(own) == 2 * len(WORDINGS)
    assert all(re.fullmatch(r"s-[0-9a-f]{8}", each) for each in own)
    assert len(set(ids_in(tree))) == len(ids_in(tree))


def test_blocks_that_were_copied_with_their_id_are_told_apart(page_at: PageFinder) -> None:
    page = page_at(SESSION)
    page.body = stored(("One", "0a0a0a0a"), ("Two", "0a0a0a0a"), ("Three", ""))
    ids = [each.id for each in heading_ids(page.body, [page.body]).values()]
    assert len(set(ids)) == 3
    assert ids[0] == "s-0a0a0a0a"


@pytest.mark.long
@pytest.mark.parametrize("path", [f"{MAINSTREAMING}/print/all/", f"{SESSION}/print/"])
def test_ids_are_unique_on_paper(client: Client, page_at: PageFinder, path: str) -> None:
    wordings = [heading(text) for text in [*WORDINGS, "Contents", "Background", "Question 1"]]
    publish(page_at(SESSION), body=wordings, closing=wordings)
    publish(page_at(INTRODUCTION), body=wordings)
    ids = ids_in(tree_of(client, f"/en/{path}"))
    assert len(set(ids)) == len(ids)


def test_a_corrected_wording_keeps_the_id(client: Client, page_at: PageFinder) -> None:
    page = publish(page_at(SESSION), body=[heading("Mandat"), heading("Scope")])
    before = own_ids(tree_of(client, f"/en/{SESSION}/"))
    page.body[0].value["text"] = "The mandate"
    publish(page, body=page.body)
    tree = tree_of(client, f"/en/{SESSION}/")
    assert own_ids(tree) == before
    assert led_to(tree, before[0]) == "The mandate"


@pytest.mark.long
def test_a_heading_has_the_same_id_in_every_language(client: Client, page_at: PageFinder) -> None:
    page = publish(page_at(SESSION), body=[heading("Scope"), heading("Sources", "3")])
    for language in ("es", "fr"):
        submit_and_publish(page, language)
    english = own_ids(tree_of(client, f"/en/{SESSION}/"))
    assert len(english) == 2
    for language in ("es", "fr"):
        assert own_ids(tree_of(client, f"/{language}/{SESSION}/")) == english


def test_an_id_from_the_text_leads_to_the_heading(client: Client, page_at: PageFinder) -> None:
    publish(page_at(SESSION), body=[heading("Réunions de coordination"), heading("Sources")])
    tree = tree_of(client, f"/en/{SESSION}/")
    assert led_to(tree, "réunions-de-coordination") == "Réunions de coordination"
    assert led_to(tree, "sources") == "Sources"


def keep_heading_ids() -> None:
    import_module("conference.migrations.0011_keep_heading_ids").keep_heading_ids(apps, None)


@pytest.mark.long
def test_ids_from_before_lead_to_a_heading_in_every_language_and_wording(
    client: Client, page_at: PageFinder
) -> None:
    """Of pages that were there before headings kept an id, after the migration."""
    page = publish(page_at(SESSION), body=[heading("Mandat"), heading("№")])
    submit_and_publish(page, "fr", mark="Le ")
    keep_heading_ids()
    for language in ("en", "fr"):
        tree = tree_of(client, f"/{language}/{SESSION}/")
        assert led_to(tree, "mandat") == led_to(tree, "le-mandat")
    draft = Revision.objects.get(pk=Page.objects.get(pk=page.pk).latest_revision_id).as_object()
    draft.body[0].value["text"] = "Terms of reference"
    with TestCase.captureOnCommitCallbacks(execute=True):
        draft.save_revision().publish()
    tree = tree_of(client, f"/en/{SESSION}/")
    for fragment in ("mandat", "le-mandat", "terms-of-reference"):
        assert led_to(tree, fragment) == "Terms of reference"
    assert led_to(tree_of(client, f"/fr/{SESSION}/"), "le-mandat")


def test_a_template_keeps_its_own_ids(client: Client, page_at: PageFinder) -> None:
    page = page_at(INTRODUCTION)
    publish(page, mandate="<p>Decision BS-III/3</p>", body=[heading("Mandate"), heading("Main")])
    tree = tree_of(client, f"/en/{INTRODUCTION}/")
    assert len(tree.xpath("//*[@id='mandate']")) == 1
    assert len(set(ids_in(tree))) == len(ids_in(tree))


def test_former_ids_are_nothing_to_translate(page_at: PageFinder) -> None:
    from wagtail_localize.segments.extract import extract_segments

    page = page_at(SESSION)
    page.body = stored(("Scope", "a1"), former_ids="scope alcance")
    texts = [str(getattr(segment, "string", "")) for segment in extract_segments(page)]
    assert not any("alcance" in text for text in texts)
