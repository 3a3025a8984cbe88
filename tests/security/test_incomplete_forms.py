"""A form that lacks fields which its page always has is the sender's fault, not the site's."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests.conftest import PageFinder


def test_a_form_without_its_fields_is_refused(
    as_user: Callable[[str], Client], page_at: PageFinder
) -> None:
    page = page_at("protocol")
    client = as_user("editor")
    for name in ("edit", "preview_on_edit"):
        answer = client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), {"title": "x"})
        assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain"), name
        assert answer.content == b"This form is incomplete."
    page.refresh_from_db()
    assert page.title != "x"
