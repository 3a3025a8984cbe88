"""Whatever a participant writes, nothing of it runs."""

from collections.abc import Callable
from typing import Any

from django.test import Client

import pytest

from contributions.conference_registry import Conference
from contributions.markdown import as_html
from contributions.models import Participant
from contributions.moderation import steps
from tests.contributions.conftest import SESSION, WHOLE, posted, signed_in
from tests.security.payloads import PAYLOADS, RUN, dangers

IN_MARKDOWN = [
    f"[x](javascript:{RUN})",
    f"[x](JaVaScRiPt:{RUN})",
    f"[x](java&Tab;script:{RUN})",
    f"[x](data:text/html,<script>{RUN}</script>)",
    f"<javascript:{RUN}>",
    f"![x](javascript:{RUN})",
    f'[x](https://example.org/ "onmouseover={RUN}")',
    f"[x][1]\n\n[1]: javascript:{RUN}",
    f"```\n<script>{RUN}</script>\n```",
    f"| a |\n|---|\n| <img src=x onerror={RUN}> |",
    f"# <svg onload={RUN}>",
    f"> <iframe srcdoc='<script>{RUN}</script>'>",
    "![tracker](https://example.org/x.png)",
]


@pytest.fixture
def hostile(conference: Conference, ada: Participant) -> Participant:
    ada.name = ada.organization = PAYLOADS[7]
    ada.save()
    texts = [*PAYLOADS, *IN_MARKDOWN]
    for start in range(0, len(texts), 30):
        posted(
            conference,
            ada,
            title=PAYLOADS[start][:200],
            text="\n\n".join(texts[start : start + 30]),
            marks=[{"kind": "edit", "at": "2026-01-01T00:00:00+00:00", "reason": PAYLOADS[8]}],
        )
    return ada


@pytest.mark.long
def test_nothing_runs_where_it_is_read(hostile: Participant, client: Client) -> None:
    latest = hostile.contributions.latest("number").number
    for path in (
        SESSION,
        f"{SESSION}contributions/?order=newest",
        f"{SESSION}contributions/{latest}/",
        f"{WHOLE}contributions/?order=newest",
        f"{WHOLE}participants/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert dangers(answer.content) == []


def test_nothing_runs_for_the_author(hostile: Participant) -> None:
    her = signed_in(hostile)
    latest = hostile.contributions.latest("number").number
    for path in ("", f"mine/{latest}/", f"mine/{latest}/edit/", "profile/"):
        assert dangers(her.get(f"/en/taking-part/{path}").content) == []


def test_nothing_runs_for_the_moderator(
    hostile: Participant, as_user: Callable[[str], Client], account: Callable[[str], Any]
) -> None:
    moderator = as_user("moderator")
    contribution = hostile.contributions.latest("number")
    steps.amend(contribution, account("moderator"), title="t", text="y", reason=PAYLOADS[9])
    for path in ("?state=all", f"{contribution.pk}/", "registrations/"):
        answer = moderator.get(f"/admin/contributions/{path}")
        assert answer.status_code == 200
        assert dangers(answer.content, admin=True) == []


@pytest.mark.parametrize("text", IN_MARKDOWN)
def test_no_image_no_script_no_foreign_scheme(text: str) -> None:
    html = as_html(text)
    assert "<img" not in html
    assert 'href="j' not in html.lower()
    assert 'href="data' not in html


def test_what_stands_in_a_spreadsheet_is_no_formula(
    conference: Conference, ada: Participant, client: Client
) -> None:
    posted(conference, ada, title='=HYPERLINK("https://evil.example")', text="x")
    content = client.get(f"{SESSION}contributions.csv").content.decode()
    assert ",\"'=HYPERLINK(" in content
