"""Who gets in at each address of wagtail-localize, as a reviewed table.

The page is public in English, Spanish and French; every address is that of its French translation.
A new address of wagtail-localize fails here until it stands in the table.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from wagtail_localize import wagtail_hooks as stock
from wagtail_localize.models import OverridableSegment, StringSegment, Translation

import pytest

from conference.models import Topic
from tests.translation.permissions.conftest import ROLES, was_refused
from translation.url_guards import QUESTIONS

STAFF = {"editor", "translator-es", "translator-fr", "reviewer", "moderator", "admin"}
SUBMITTERS = STAFF - {"reviewer"}
FRENCH = {"translator-fr", "reviewer", "moderator", "admin"}
TOPICS = STAFF

# Address → who gets in, whatever the method. What a view then makes of the method is its own.
ALLOWED: dict[str, set[str]] = {
    "javascript_catalog": STAFF,
    "submit_page_translation": SUBMITTERS,
    "submit_snippet_translation": SUBMITTERS,
    "update_translations": SUBMITTERS,
    "edit_string_translation": FRENCH,
    "edit_override": FRENCH,
    "download_pofile": FRENCH,
    "upload_pofile": FRENCH,
    "machine_translate": FRENCH,
    "preview_translation": FRENCH,
    "stop_translation": FRENCH,
    "convert_to_alias": set(),
    "translations_report": STAFF,
    "translations_report_results": STAFF,
    "snippets_api_listing": TOPICS,
    "snippets_api_detail": TOPICS,
}
# The same while the original is not public: only who may read it in English gets in.
ALLOWED_OF_A_DRAFT = {
    **{
        name: who & {"moderator", "admin"} if who == FRENCH else who
        for name, who in ALLOWED.items()
    },
    "submit_page_translation": {"editor", "moderator", "admin"},
    "update_translations": {"editor", "moderator", "admin"},
}
METHODS = ["get", "post", "put", "delete"]


def stock_names() -> set[str]:
    [localize] = stock.register_admin_urls()
    return {pattern.name for pattern in localize.url_patterns}


def address(name: str, french: Translation) -> str:
    page = french.get_target_instance()
    source = french.source
    topic = Topic.objects.filter(locale__language_code="en").earliest("pk")
    snippet = {"app_label": "conference", "model_name": "topic"}
    arguments: dict[str, dict[str, Any]] = {
        "submit_page_translation": {"page_id": source.get_source_instance().pk},
        "submit_snippet_translation": {**snippet, "pk": topic.pk},
        "update_translations": {"translation_source_id": source.pk},
        "edit_string_translation": {
            "translation_id": french.pk,
            "string_segment_id": StringSegment.objects.filter(source=source).first().pk,
        },
        "edit_override": {
            "translation_id": french.pk,
            "overridable_segment_id": _overridable(source),
        },
        "convert_to_alias": {"page_id": page.pk},
        "snippets_api_listing": snippet,
        "snippets_api_detail": {**snippet, "pk": topic.pk},
    }
    for one in ("download_pofile", "upload_pofile", "machine_translate", "stop_translation"):
        arguments[one] = {"translation_id": french.pk}
    arguments["preview_translation"] = {"translation_id": french.pk}
    # Elsewhere than where those are sent who are refused.
    to = reverse("wagtailadmin_pages:search")
    return f"{reverse(f'wagtail_localize:{name}', kwargs=arguments.get(name, {}))}?next={to}"


def _overridable(source: Any) -> int:
    segment = OverridableSegment.objects.filter(source=source).first()
    return 0 if segment is None else segment.pk


def attempts(sign_in: Callable[[str], Client], url: str) -> Iterator[tuple[str, str, Any]]:
    """Every role with every method, each undone afterwards."""
    for who in ROLES:
        for method in METHODS:
            client = sign_in(who)
            client.raise_request_exception = False
            with transaction.atomic():
                data = {"file": SimpleUploadedFile("a.po", b"")} if method == "post" else None
                yield who, method, getattr(client, method)(url, data or {})
                transaction.set_rollback(True)


def test_every_address_of_wagtail_localize_stands_in_the_table() -> None:
    assert stock_names() == set(ALLOWED)
    assert stock_names() == set(QUESTIONS)


@pytest.mark.slow
@pytest.mark.parametrize("name", ALLOWED)
def test_a_public_page_opens_to_those_of_the_table(
    name: str, french: Translation, sign_in: Callable[[str], Client]
) -> None:
    for who, method, response in attempts(sign_in, address(name, french)):
        assert was_refused(response) == (who not in ALLOWED[name]), (who, method, response)


@pytest.mark.slow
@pytest.mark.parametrize("name", ALLOWED)
def test_a_draft_opens_to_those_of_the_table(
    name: str, secret: Translation, sign_in: Callable[[str], Client]
) -> None:
    for who, method, response in attempts(sign_in, address(name, secret)):
        assert was_refused(response) == (who not in ALLOWED_OF_A_DRAFT[name]), (
            who,
            method,
            response,
        )
