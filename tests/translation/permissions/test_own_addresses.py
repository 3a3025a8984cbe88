"""Who gets in at each address of this site's own in the admin, as a reviewed table.

The page is public in English, Spanish and French; where an address is of one page, it is that of
its French translation, or of the original where only originals have it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from wagtail_localize.models import Translation

import pytest

from tests.translation.permissions.conftest import ROLES, was_refused
from translation.models import SegmentRecord, State, WorkPackage

STAFF = {"editor", "translator-es", "translator-fr", "reviewer", "moderator", "admin"}
FRENCH = {"translator-fr", "reviewer", "moderator", "admin"}
ALL_METHODS = ("get", "post")

# Address → who gets in, and with which methods. What is shown is narrowed to the user's pages.
ALLOWED: dict[str, tuple[set[str], tuple[str, ...]]] = {
    "translation_board": (STAFF, ("get",)),
    "translation_board_of_snippets": (STAFF, ("get",)),
    "translation_checks": (STAFF, ALL_METHODS),
    "translation_files": (STAFF, ALL_METHODS),
    "export_translations": (STAFF, ("get",)),
    "confirm_stale": (FRENCH, ("post",)),
    "translation_review:step": (FRENCH, ("post",)),
    # At the workspace of one's own language; what is asked for there is that of the French page.
    "translation_workspace:workspace": (STAFF - {"editor"}, ("get",)),
    "translation_workspace:queue": (STAFF - {"editor"}, ("get",)),
    "translation_workspace:segments": (STAFF, ("get",)),
    "translation_workspace:session": (STAFF, ("get",)),
    "translation_workspace:concordance": (STAFF, ("get",)),
    "translation_workspace:send": (STAFF, ("post",)),
    "translation_workspace:save": (FRENCH, ("post",)),
    "translation_workspace:check": (FRENCH, ("post",)),
    "translation_workspace:about": (FRENCH, ("get",)),
    "translation_workspace:comment": (FRENCH, ("post",)),
    # Nothing is in review, and what is not broken markup stands to be set aside by publishers.
    "translation_workspace:decide": (set(), ("post",)),
    "translation_workspace:set_aside": (FRENCH - {"translator-fr"}, ("post",)),
    "translation_workspace:repeat": (FRENCH, ("post",)),
    "translation_workspace:preview": (FRENCH, ("post",)),
    "translation_workspace:machine": (FRENCH, ("post",)),
    "translation_workspace:plain_form": (FRENCH, ALL_METHODS),
    "translation_workspace:stop": (FRENCH, ALL_METHODS),
    "translation_workspace:resume": (FRENCH, ALL_METHODS),
    # Packages of pages that one works on; those who edit all of its pages change it.
    "work_packages:index": (STAFF, ("get",)),
    "work_packages:add": ({"editor", "moderator", "admin"}, ALL_METHODS),
    "work_packages:package": (STAFF, ("get",)),
    "work_packages:change": ({"editor", "moderator", "admin"}, ALL_METHODS),
    "work_packages:delete": ({"editor", "moderator", "admin"}, ALL_METHODS),
    "work_packages:export": (STAFF, ("get",)),
    "work_packages:send": (STAFF, ("post",)),
    "work_packages:approve": (STAFF, ("post",)),
    "translation_memory": (STAFF, ("get",)),
    "export_translation_memory": (STAFF, ("get",)),
    "import_translation_memory": ({"admin"}, ("post",)),
    "remove_from_translation_memory": ({"admin"}, ("post",)),
    "all_languages:schedule": ({"editor", "moderator", "admin"}, ALL_METHODS),
    "translation_rights:rights": ({"admin"}, ALL_METHODS),
    "add_language": ({"admin"}, ALL_METHODS),
    "edit_language": ({"admin"}, ALL_METHODS),
}
# Selections in the explorer → for whom the original can be among them.
SELECTED: dict[str, set[str]] = {
    "translate": STAFF - {"reviewer"},
    "translate_in_one_go": STAFF - {"editor"},
    "make_work_package": {"editor", "moderator", "admin"},
    "follow_schedule": {"editor", "moderator", "admin"},
}


# Stock, and ours before them: the table in `test_matrix`.
OF_WAGTAIL_LOCALIZE = {"wagtail_localize", "translation"}
# Readers' own page, and Wagtail's approval with our checks before it.
ELSEWHERE = {"ask_for_translation", "None"}


def own_names(patterns: Any, space: str = "") -> Iterator[str]:
    """The addresses of the admin that views of `translation` answer, but wagtail-localize's."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace not in OF_WAGTAIL_LOCALIZE:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from own_names(pattern.url_patterns, space + inner)
        elif isinstance(pattern, URLPattern) and _is_ours(pattern):
            yield f"{space}{pattern.name}"


def _is_ours(pattern: URLPattern) -> bool:
    view = pattern.callback
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view.__module__.startswith("translation.")


def address(name: str, french: Translation) -> str:
    original = french.source.get_source_instance()
    stale = SegmentRecord.objects.current().filter(translation=french).first()
    arguments: dict[str, list[Any]] = {
        "confirm_stale": [stale.pk if stale else 0],
        "translation_review:step": [french.pk, "draft"],
        "all_languages:schedule": [original.pk],
        "edit_language": [french.target_locale_id],
        "translation_workspace:plain_form": [french.pk],
        "translation_workspace:stop": [french.pk],
        "translation_workspace:resume": [french.pk],
        "translation_board_of_snippets": ["conference", "topic"],
        "export_translation_memory": ["fr"],
    }
    if name.startswith("work_packages:") and name not in (
        "work_packages:index",
        "work_packages:add",
    ):
        return reverse(name, args=_of_package(name, original, french))
    of_segments = {
        "save", "check", "about", "comment", "decide", "set_aside", "repeat", "preview", "machine",
    }  # fmt: skip
    if name.removeprefix("translation_workspace:") in of_segments:
        return reverse(name, args=arguments["confirm_stale"])
    return reverse(name, args=arguments.get(name, []))


def _of_package(name: str, original: Any, french: Translation) -> list[Any]:
    """The package of the page, in French; made by nobody who is asked for."""
    package, _created = WorkPackage.objects.get_or_create(name="Package")
    package.pages.add(original)
    package.assignments.get_or_create(locale=french.target_locale)
    in_a_language = name.rpartition(":")[2] in ("export", "send", "approve")
    return [package.pk, "fr"] if in_a_language else [package.pk]


def test_every_own_address_of_the_admin_stands_in_the_table() -> None:
    assert set(own_names(get_resolver().url_patterns)) - ELSEWHERE == set(ALLOWED)


@pytest.mark.slow
@pytest.mark.parametrize("name", ALLOWED)
def test_an_own_address_opens_to_those_of_the_table(
    name: str, french: Translation, sign_in: Callable[[str], Client]
) -> None:
    allowed, methods = ALLOWED[name]
    SegmentRecord.objects.filter(translation=french).update(state=State.STALE)
    for who in ROLES:
        for method in methods:
            client = sign_in(who)
            with transaction.atomic():
                response = getattr(client, method)(address(name, french))
                transaction.set_rollback(True)
            assert was_refused(response) == (who not in allowed), (who, method, response)


@pytest.mark.parametrize("action", SELECTED)
def test_a_selection_holds_pages_for_those_of_the_table(
    action: str, french: Translation, sign_in: Callable[[str], Client]
) -> None:
    original = french.source.get_source_instance()
    allowed = SELECTED[action]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    for who in ROLES:
        response = sign_in(who).get(url, {"id": original.pk, "next": "/admin/"})
        found = bool(not was_refused(response) and response.context["items"])
        assert found == (who in allowed), who
