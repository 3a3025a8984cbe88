"""The reason of an extension, in the calendars and feeds of its conference and of the portal."""

from django.test import Client

from wagtail.models import Page

import pytest

from conference.extensions.extend import extend
from conference.models import ConferencePage
from tests.conference.extension_helpers import REASON, conference, minute
from tests.conference.feeds.readers import OUTLETS, PORTAL, event_of, get

pytestmark = pytest.mark.django_db
__all__ = ["conference"]
FRENCH = "Plusieurs gouvernements ont demandé un délai."


@pytest.mark.parametrize(("language", "reason"), [("en", REASON), ("es", REASON), ("fr", FRENCH)])
@pytest.mark.parametrize("path", [PORTAL, f"{PORTAL}/traits"])
def test_the_reason_of_an_extension_is_told(
    client: Client, conference: ConferencePage, path: str, language: str, reason: str
) -> None:
    extend(conference, minute(days=9), {"en": REASON, "fr": FRENCH}, None)
    page = Page.objects.get(pk=conference.pk)
    assert reason in event_of(client, page, path, language)["DESCRIPTION"].split("\n")
    assert (
        f"<p>{reason}</p>".replace("<", "&lt;").replace(">", "&gt;")
        in get(client, path, OUTLETS[1], language).decode()
    )
