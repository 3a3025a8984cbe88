"""A conference with every payload in every input, as somebody hostile would write it."""

import json
from typing import Any

from wagtail.models import Page

from conference.models import ConferencePage, IntroductionPage, SessionPage
from core.seeding import page_seeds
from core.seeding.source_pages import find_page
from tests.security.payloads import PAYLOADS

PORTAL = "protocol/capacity-building/portal"
MARK = "zebrafinch"
BREAKING = '</script><svg onload="window.__xss=1">"\'>]]>--><img src=x onerror=window.__xss=1>'


def body() -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for text in PAYLOADS:
        rich = f"<p>{text}</p>"
        for kind, value in (
            ("paragraph", rich),
            ("heading", {"text": text[:200], "level": "2"}),
            ("quote", {"text": rich, "source": text, "language": ""}),
            ("callout", {"heading": text[:150], "text": rich, "tone": "note"}),
            ("bulleted_list", [rich]),
        ):
            blocks.append({"type": kind, "value": value})
    table = {
        "caption": BREAKING,
        "columns": [{"type": "text", "heading": BREAKING}],
        "rows": [{"values": [text]} for text in PAYLOADS],
    }
    return [*blocks, {"type": "table", "value": table}]


def attack(portal: Page) -> ConferencePage:
    """The conference, with an introduction and a session, all published."""
    common = {
        "title": f"{MARK} {BREAKING}"[:250],
        "summary": BREAKING,
        "search_description": BREAKING,
        "seo_title": BREAKING,
    }
    page = ConferencePage(
        slug="attacked",
        full_title=f"{MARK} {BREAKING}"[:250],
        opens_at="2031-03-03T00:00Z",
        closes_at="2031-03-14T00:00Z",
        body=json.dumps(body()),
        **common,
    )
    portal.add_child(instance=page)
    page.save_revision().publish()
    rich = "".join(f"<p>{text}</p>" for text in PAYLOADS)
    introduction = IntroductionPage(slug="introduction", mandate=rich, background=rich, **common)
    session = SessionPage(
        slug="session", number=1, theme=BREAKING[:100], introduction=rich, **common
    )
    for child in (introduction, session):
        page.add_child(instance=child)
        child.save_revision().publish()
    return ConferencePage.objects.get(pk=page.pk)


def fill() -> None:
    """For a site of its own, which a browser looks at."""
    [seed] = [each for each in page_seeds() if each.path == PORTAL]
    portal = find_page(seed, Page.objects.get(depth=2, locale__language_code="en").locale)
    assert portal is not None
    attack(portal)
