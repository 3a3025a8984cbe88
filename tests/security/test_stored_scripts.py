"""Scripts in what people write: each payload in every input, looked for at every outlet."""

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from django.test import Client

from wagtail.images import get_image_model
from wagtail_localize.models import StringTranslation

import pytest
from lxml import html

from conference.models import ConferencePage, IntroductionPage
from core.text.sanitizer import sanitize_html
from tests.conftest import PageFinder
from tests.security.attacked import BREAKING, MARK, PORTAL, attack
from tests.security.payloads import PAYLOADS, RUN, dangers
from tests.translation.conftest import (  # noqa: F401 - fixtures
    publish_translation,
    submit,
    translation_of,
)


@pytest.fixture
def attacked(page_at: PageFinder) -> ConferencePage:
    return attack(page_at(PORTAL))


def test_there_are_sixty_payloads_and_more_and_cleaning_settles() -> None:
    assert len(set(PAYLOADS)) >= 60
    for text in PAYLOADS:
        once = sanitize_html(f"<p>{text}</p>")
        assert sanitize_html(once) == once
        assert dangers(f"<body>{once}</body>".encode()) == [], text


def test_clean_text_stays_as_it_is() -> None:
    text = (
        '<p data-block-key="a1">«\u202fA\u00a0b\u202f» &amp; <b>c</b> &lt;d&gt;<br/>'
        '<a id="3" linktype="page">e</a> <a href="https://example.org/?a=1&amp;b=2">f</a> '
        '<i lang="es">año</i> H<sub>2</sub>O</p><ul><li data-block-key="b2">g</li></ul><hr/>'
    )
    assert sanitize_html(text) == text


@pytest.mark.long
def test_nothing_runs_at_any_outlet_for_readers(client: Client, attacked: ConferencePage) -> None:
    for path in (
        attacked.url,
        f"{attacked.url}print/",
        f"{attacked.url}print/all/",
        f"{attacked.url}introduction/",
        f"{attacked.url}session/",
        f"/en/search/?q={MARK}",
        "/en/search/?q=%3Cscript%3Ewindow.__xss=1%3C/script%3E%22%20onload=x",
        f"/en/{PORTAL}/",
        f"/en/{PORTAL}/archive/?q=%22%3E%3Cimg%20src=x%20onerror=window.__xss=1%3E",
        "/en/%3Cscript%3Ewindow.__xss=1%3C/script%3E/",
    ):
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
        assert dangers(answer.content) == [], path
        for data in html.fromstring(answer.content).xpath("//script[@type='application/ld+json']"):
            json.loads(data.text)


@pytest.mark.long
def test_feeds_calendars_and_the_site_map_stay_whole(
    client: Client, attacked: ConferencePage
) -> None:
    feed = ElementTree.fromstring(client.get(f"{attacked.url}feed.xml").content)  # noqa: S314 - our own
    texts = [text for element in feed.iter() for text in (element.text, *element.attrib.values())]
    assert any(MARK in (text or "") for text in texts)
    for element in feed.iter():
        if element.get("type") == "html" and element.text:
            assert dangers(f"<body>{element.text}</body>".encode()) == []
    ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    calendar = client.get(f"{attacked.url}calendar.ics")
    assert calendar["Content-Type"].startswith("text/calendar")


@pytest.mark.long
def test_nothing_runs_in_the_admin(
    as_user: Callable[[str], Client], attacked: ConferencePage
) -> None:
    client = as_user("admin")
    get_image_model().objects.create(title=BREAKING, file="a.png", width=1, height=1)
    for path in (
        f"/admin/pages/{attacked.pk}/",
        f"/admin/pages/{attacked.pk}/edit/",
        f"/admin/pages/{attacked.pk}/history/",
        f"/admin/pages/search/?q={MARK}",
        "/admin/reports/site-history/",
        "/admin/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert dangers(answer.content, admin=True) == [], path


@pytest.mark.long
def test_what_translators_bring_is_cleaned_as_well(
    client: Client,
    page_at: PageFinder,
    publish_translation: Callable[..., Any],  # noqa: F811 - the fixture
) -> None:
    """A file from outside may hold what the editor would not make."""
    page = IntroductionPage(title="Attacked", slug="attacked", mandate="<p>Mandate</p>")
    page_at(f"{PORTAL}/archive/mainstreaming").add_child(instance=page)
    page.save_revision().publish()
    mark = f'<b onclick="{RUN}">x</b><a href="javascript:{RUN}">y</a><img src="x" onerror="{RUN}">'
    french = publish_translation(page, "fr")
    brought = StringTranslation.objects.filter(context__path="mandate", locale=french.locale)
    assert brought.update(data=f"{mark} mandat", has_error=False)
    translation_of(page, "fr").save_target(publish=False)
    french.refresh_from_db()
    french.get_latest_revision().publish()
    french.refresh_from_db()
    assert "mandat" in french.mandate
    assert RUN not in french.mandate
    assert RUN not in french.get_latest_revision().content["mandate"]
    assert dangers(client.get(french.url).content) == []
