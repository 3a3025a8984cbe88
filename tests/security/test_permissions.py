"""Who gets in at each address of the admin: the table in `permissions.csv`, reviewed by reading.

Who is turned away is sent to the dashboard or gets 401, 403 or 404. An address of something that
does not exist answers everybody alike, by looking for it below a language.
`WRITE_PERMISSIONS=new` adds what the table lacks, `=all` writes it anew: read what changed. A new
address fails here until it stands in the table. Those of wagtail-localize have a table of their own
with pages in all states: `tests/translation/rights/test_matrix.py`.
"""

import csv
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.conftest import PageFinder
from tests.security.walking import Address, addresses

TABLE = Path(__file__).with_name("permissions.csv")
ROLES = ["editor", "translator-es", "translator-fr", "reviewer", "moderator", "admin"]
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


def admin_addresses(page: Any) -> list[Address]:
    """Each path once: what stands first is what answers. The page is public, in English."""
    arguments = {
        "page_id": page.pk,
        "parent_page_id": page.pk,
        "app_label": "conference",
        "model_name": "topic",
        "content_type_app_name": "conference",
        "content_type_model_name": "sessionpage",
    }
    found: dict[str, Address] = {}
    for address in addresses(arguments):
        if address.path.startswith("/admin/") and address.name not in LEFT_OUT:
            found.setdefault(address.path, address)
    return list(found.values())


def is_let_in(client: Client, method: str, path: str) -> bool:
    """Whether something other than a refusal answers; what was done is undone."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    if response.status_code == 302:
        ends = (reverse("account_login"), reverse("wagtailadmin_home"))
        return response["Location"] != ends[1] and not response["Location"].startswith(ends[0])
    return response.status_code not in (401, 403, 404)


def measured(
    found: list[Address], methods: tuple[str, ...], account: Callable[[str], Any]
) -> list[dict[str, str]]:
    rows = []
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, client in clients.items():
        client.force_login(account(role))
    for address in found:
        row = {"address": address.route, "name": address.name}
        for method in methods:
            row[method] = " ".join(
                role for role in ROLES if is_let_in(clients[role], method, address.path)
            )
        rows.append(row)
    return rows


def kept() -> dict[str, dict[str, str]]:
    with TABLE.open(newline="") as file:
        return {row["address"]: row for row in csv.DictReader(file)}


def write(
    found: list[Address], known: dict[str, dict[str, str]], account: Callable[[str], Any]
) -> None:
    new = [address for address in found if address.route not in known]
    rows = known | {row["address"]: row for row in measured(new, ("get", "post"), account)}
    with TABLE.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["address", "name", "get", "post"])
        writer.writeheader()
        writer.writerows(rows[address.route] for address in found)


def test_each_address_of_the_admin_opens_to_those_of_the_table(
    page_at: PageFinder, account: Callable[[str], Any]
) -> None:
    """`PERMISSIONS=all` asks for everything; else GET, where somebody is turned away."""
    found = [each for each in admin_addresses(page_at("protocol")) if each.name not in OPEN]
    if how := os.environ.get("WRITE_PERMISSIONS"):
        write(found, {} if how == "all" else kept(), account)
    table = kept()
    assert {each.route for each in found} - set(table) == set(), "a new address: see above"
    methods: tuple[str, ...] = ("get", "post")
    if os.environ.get("PERMISSIONS") != "all":
        methods = ("get",)
        found = [each for each in found if len(table[each.route]["get"].split()) < len(ROLES)]
    differing = [
        (row, table[row["address"]])
        for row in measured(found, methods, account)
        if any(row[method] != table[row["address"]][method] for method in methods)
    ]
    assert differing == []


def test_who_has_not_signed_in_gets_in_nowhere(client: Client, page_at: PageFinder) -> None:
    client.raise_request_exception = False
    let_in = {
        address.name
        for address in admin_addresses(page_at("protocol"))
        for method in ("get", "post")
        if is_let_in(client, method, address.path)
    }
    assert let_in <= OPEN
