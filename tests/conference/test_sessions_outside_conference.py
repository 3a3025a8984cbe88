"""After an extension, the editor sees the sessions whose dates no longer fit."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

import pytest

from conference.decisions import cancel_and_extend
from conference.decisions.sessions_outside_conference import misfits
from conference.models import ConferencePage, SessionPage
from tests.conference.extension_helpers import conference, minute
from tests.conference.test_page_heads import add_session

__all__ = ["conference"]


def dated(parent: ConferencePage, number: int, opens: int, closes: int) -> SessionPage:
    return add_session(parent, number, opens_at=minute(days=opens), closes_at=minute(days=closes))


@pytest.mark.long
def test_sessions_that_ended_with_the_conference_no_longer_fit_a_longer_one(
    conference: ConferencePage,
) -> None:
    dated(conference, 1, -9, -3)
    last = dated(conference, 2, -3, 2)
    assert misfits(conference) == []
    cancel_and_extend.extend(conference, minute(days=12), {}, None)
    (misfit,) = misfits(ConferencePage.objects.get(pk=conference.pk))
    assert misfit.session.pk == last.pk
    assert misfit.reason == "It ended with the conference, which now goes on without a session."


def test_a_session_that_was_moved_along_fits_again(conference: ConferencePage) -> None:
    dated(conference, 1, -9, 2)
    cancel_and_extend.extend(conference, minute(days=12), {}, None)
    extended = ConferencePage.objects.get(pk=conference.pk)
    dated(extended, 2, 2, 12)
    assert misfits(extended) == []


def test_a_session_outside_the_conference_never_fits(conference: ConferencePage) -> None:
    early, late = dated(conference, 1, -9, 2), dated(conference, 2, -3, 2)
    # As rows of before such dates were refused.
    SessionPage.objects.filter(pk=early.pk).update(opens_at=minute(days=-20))
    SessionPage.objects.filter(pk=late.pk).update(closes_at=minute(days=5))
    assert [misfit.reason for misfit in misfits(conference)] == [
        "It opens before the conference.",
        "It closes after the conference.",
    ]


def test_sessions_without_dates_run_for_the_whole_conference_and_fit(
    conference: ConferencePage,
) -> None:
    add_session(conference, 1)
    cancel_and_extend.extend(conference, minute(days=12), {}, None)
    assert misfits(ConferencePage.objects.get(pk=conference.pk)) == []


def test_the_editor_who_extends_is_told_with_a_link_to_each_session(
    conference: ConferencePage, as_user: Callable[[str], Client]
) -> None:
    session = dated(conference, 1, -9, 2)
    editor = as_user("editor")
    address = reverse("conference_extend", args=[conference.pk])
    values: dict[str, Any] = {"closing": minute(days=12).strftime("%Y-%m-%d %H:%M")}
    response = editor.post(address, values)
    assert response.status_code == 302
    told = " ".join(str(message) for message in get_messages(response.wsgi_request))
    link = reverse("wagtailadmin_pages:edit", args=[session.pk])
    assert f'<a href="{link}">Session 1: Traits in fish</a>' in told
    assert link in editor.get(address).content.decode()
