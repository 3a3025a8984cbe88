"""Who gets in at each address of the admin: the table in `permissions.csv`, reviewed by reading.

Each address is asked about things that exist (`tests/security/world`), so that a refusal is one.
`WRITE_PERMISSIONS=new` adds what the table lacks, `=all` writes it anew: read what changed. A new
address fails here until it stands in the table. Those of wagtail-localize have a table with further
methods and standings: `tests/translation/permissions/test_url_guards.py`.
"""

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client

import pytest

from tests.security.judging import Outcome, ask
from tests.security.walking import Address, addresses
from tests.security.world import World

TABLE = Path(__file__).with_name("permissions.csv")
ROLES = ["editor", "translator-es", "translator-fr", "reviewer", "moderator", "admin"]
EVERYBODY, NOBODY, NOT_TAKEN = "everybody", "nobody", "not taken"
METHODS = ("get", "post")
# Open to everybody: signing in, and what the pages for it need.
OPEN = {
    "account_login",
    "mfa_authenticate",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}
# Raises an error on purpose.
LEFT_OUT = {"wagtailadmin_error_test"}

# Stock views that fail on a form that their page did not make; only those who get in see it.
FAULTY = {
    "wagtailredirects:process_import",
    "wagtailsnippetchoosers_conference_topic:create",
    "wagtailsnippetchoosers_terms_concept:create",
    "wagtailsnippetchoosers_terms_authentictext:create",
}
# Where nobody gets in by this method, though it is taken; and why that is so.
DRAFT = "French of a draft"
CLOSED = {
    ("mfa_deactivate_totp", ""): "nobody here has a second factor: test_second_factor.py",
    ("mfa_view_recovery_codes", ""): "nor, so, recovery codes",
    ("wagtailimages:url_generator", ""): "the site serves no sizes of images on demand",
    ("wagtailimages:url_generator_output", ""): "the same",
    ("translation:convert_to_alias", ""): "a translation never becomes a copy again",
    ("translation:edit_string_translation", ""): "PUT and DELETE, in the table of wagtail-localize",
    ("translation:edit_override", ""): "the same",
    ("translation:machine_translate", ""): "no service for it is set up",
    ("translation:preview_translation", ""): "a preview with a name: pages have one without",
    ("wagtailadmin_pages:unpublish", DRAFT): "it is not public",
    ("wagtailadmin_api:pages:action", f"unpublish, {DRAFT}"): "the same",
    ("wagtail_bulk_action", f"page, unpublish, {DRAFT}"): "the same",
    ("conference_extend", DRAFT): "the same",
    ("conference_correct", DRAFT): "the same",
    ("conference_cancel", DRAFT): "the same",
    ("conference_reinstate", DRAFT): "the same",
    ("wagtailsettings:preview_on_edit", ""): "the settings have no preview",
    ("wagtail.admin.views.home.default", ""): "whatever else is asked for is not found",
}


@dataclass(frozen=True)
class Row:
    address: Address
    of: str
    """What the address names; empty where it names nothing."""
    path: str
    asked: dict[str, Any]
    data: dict[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        return self.address.route, self.of


INSIDE = {Outcome.IN, Outcome.ERROR}
Told = dict[str, Outcome]
"""Role → what became of a request."""


def rows(world: World, *, of_open: bool = False) -> Iterator[Row]:
    """Each path once: what stands first is what answers."""
    seen = set()
    for address in addresses():
        is_open = address.name in OPEN
        if address.route.startswith("admin/") and address.name not in LEFT_OUT:
            for of, values in world.rows_of(address).items() if of_open or not is_open else ():
                row = Row(address, of, address.path(values), *parts(values))
                if (row.path, of) not in seen:
                    seen.add((row.path, of))
                    yield row


def parts(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is asked with an address, and what a form for it holds."""
    return values.get("?", {}), values.get("form", {})


def in_words(told: Told) -> str:
    """Who got in, as the table says it."""
    inside = [role for role in ROLES if told[role] in INSIDE]
    if not inside and set(told.values()) == {Outcome.NOT_TAKEN}:
        return NOT_TAKEN
    return EVERYBODY if inside == ROLES else " ".join(inside) or NOBODY


def roles_of(words: str) -> set[str]:
    return {EVERYBODY: set(ROLES), NOBODY: set(), NOT_TAKEN: set()}.get(words, set(words.split()))


class Asking:
    """One client for each role, and what they were told."""

    def __init__(self, account: Callable[[str], Any]) -> None:
        self.clients = {role: Client(raise_request_exception=False) for role in ROLES}
        for role, client in self.clients.items():
            client.force_login(account(role))
        self.errors: list[tuple[str, str, str]] = []

    def ask(self, row: Row, method: str, roles: Iterable[str] = ROLES) -> Told:
        form = row.data if method == "post" else {}
        told = {
            role: ask(self.clients[role], method, row.path, row.asked, **form) for role in roles
        }
        for role, outcome in told.items():
            if outcome is Outcome.ERROR and row.address.name not in FAULTY:
                self.errors.append((method, role, row.path))
        return told


def who_asks(words: str, method: str, number: int) -> list[str]:
    """Who gets in costs most: one of them is enough, each in turn; `PERMISSIONS=all` asks all."""
    if os.environ.get("PERMISSIONS") == "all":
        return ROLES
    inside = [role for role in ROLES if role in roles_of(words)]
    one = [inside[number % len(inside)]] if inside and method == "get" else []
    return [role for role in ROLES if role not in inside] + one


def kept() -> dict[tuple[str, str], dict[str, str]]:
    with TABLE.open(newline="") as file:
        return {(row["address"], row["of"]): row for row in csv.DictReader(file)}


def write(found: list[Row], asking: Asking, known: dict[tuple[str, str], dict[str, str]]) -> None:
    with TABLE.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["address", "name", "of", *METHODS], lineterminator="\n")
        writer.writeheader()
        for row in found:
            line = known.get(row.key) or {
                "address": row.address.route,
                "name": row.address.name,
                "of": row.of,
                **{method: in_words(asking.ask(row, method)) for method in METHODS},
            }
            writer.writerow(line)


@pytest.mark.slow
def test_each_address_of_the_admin_opens_to_those_of_the_table(
    world: World, account: Callable[[str], Any]
) -> None:
    """As all whom the table refuses and, by GET, one of those who get in; or as all."""
    found, asking = list(rows(world)), Asking(account)
    if how := os.environ.get("WRITE_PERMISSIONS"):
        write(found, asking, {} if how == "all" else kept())
    table = kept()
    assert {row.key for row in found} == set(table), "a new address, or one that is gone: see above"
    differing = []
    for number, row in enumerate(found):
        for method in METHODS:
            words = table[row.key][method]
            told = asking.ask(row, method, who_asks(words, method, number))
            if any((told[role] in INSIDE) != (role in roles_of(words)) for role in told):
                differing.append((method, row.path, row.of, told, words))
    assert differing == []
    assert asking.errors == []


def test_the_table_has_no_row_that_proves_nothing() -> None:
    """Where nobody gets in there may be nothing to get in to: each of these has its reason."""
    unproven = {
        (line["name"], line["of"])
        for line in kept().values()
        if {line["get"], line["post"]} <= {NOBODY, NOT_TAKEN}
    }
    explained = {(name, of) for name, of in unproven if {(name, of), (name, "")} & set(CLOSED)}
    assert unproven - explained == set()
    assert {name for name, _of in CLOSED} == {name for name, _of in explained}


@pytest.mark.long
def test_who_has_not_signed_in_gets_in_nowhere(client: Client, world: World) -> None:
    client.raise_request_exception = False
    let_in = {
        row.address.name
        for row in rows(world, of_open=True)
        for method in METHODS
        if ask(client, method, row.path, row.asked) is not Outcome.REFUSED
    }
    assert let_in <= OPEN
