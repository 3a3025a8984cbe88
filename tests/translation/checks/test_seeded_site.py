"""The report and the command over the whole site."""

import json
from io import StringIO
from typing import Any

from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from wagtail_localize.models import StringTranslation

import pytest

REPORT = "/admin/reports/translation-checks/"
ANNOUNCED = "The conference was announced by notification 2009-004"
WRONG = "La conférence a été annoncée par la notification 2009-005 du 14 janvier 2009."


def run(*arguments: str) -> tuple[int, str]:
    """The exit status and what was said."""
    out = StringIO()
    try:
        call_command("check_translations", *arguments, stdout=out)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def wrong(db: None) -> StringTranslation:
    """A French text with the symbol of another document."""
    entry = StringTranslation.objects.get(
        locale__language_code="fr", translation_of__data__startswith=ANNOUNCED
    )
    entry.data = WRONG
    entry.save()
    return entry


@pytest.mark.long
@pytest.mark.django_db
def test_the_seeded_site_passes() -> None:
    status, said = run("--strict")
    assert status == 0, said


@pytest.mark.long
def test_the_command_fails_on_an_error_and_names_it(wrong: StringTranslation) -> None:
    status, said = run()
    assert status == 1
    assert "fr Mainstreaming" in said
    assert "2009-004" in said


@pytest.mark.long
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--language", "es"], 0),
        (["--language", "fr"], 1),
        (["--section", "/fr/protocol/capacity-building/portal/"], 1),
        (["--section", "/en/protocol/capacity-building/portal/archive/risk-assessment/"], 0),
    ],
)
def test_the_command_looks_where_it_is_told(
    wrong: StringTranslation, arguments: list[str], status: int
) -> None:
    assert run(*arguments)[0] == status


@pytest.mark.long
def test_the_command_writes_json(wrong: StringTranslation) -> None:
    _status, said = run("--format", "json")
    found = json.loads(said)
    assert found["errors"] == 1
    assert {problem["check"] for problem in found["problems"]} >= {"symbols"}
    assert found["problems"][0]["language"] == "fr"


@pytest.mark.django_db
def test_the_command_refuses_what_the_site_does_not_have() -> None:
    with pytest.raises(CommandError):
        call_command("check_translations", "--language", "xx")
    with pytest.raises(CommandError):
        call_command("check_translations", "--section", "/en/no-such-section/")


def test_the_report_shows_a_problem_to_those_who_can_mend_it(
    wrong: StringTranslation, client: Client, account: Any
) -> None:
    client.force_login(account("translator-fr"))
    assert "2009-004" in client.get(REPORT).content.decode()
    client.force_login(account("translator-es"))
    response = client.get(REPORT)
    assert response.context["page"].paginator.count == 0


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"language": "es"}, 0),
        ({"check": "symbols"}, 1),
        ({"check": "dates"}, 0),
        ({"severity": "error"}, 1),
    ],
)
def test_the_report_is_narrowed(
    wrong: StringTranslation, client: Client, account: Any, filters: dict[str, str], count: int
) -> None:
    client.force_login(account("moderator"))
    response = client.get(REPORT, filters)
    assert response.context["page"].paginator.count == count


def test_the_report_comes_as_csv_without_formulas(
    wrong: StringTranslation, client: Client, account: Any
) -> None:
    wrong.data = "=HYPERLINK(1)"
    wrong.save()
    client.force_login(account("moderator"))
    said = client.get(REPORT, {"export": "csv"}).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in said
    assert ",=HYPERLINK" not in said


@pytest.mark.long
def test_the_report_asks_the_database_equally_often_for_one_problem_and_for_many(
    wrong: StringTranslation,
    client: Client,
    account: Any,
    django_assert_max_num_queries: Any,
) -> None:
    client.force_login(account("moderator"))
    client.get(REPORT)
    with django_assert_max_num_queries(100) as one:
        client.get(REPORT)
    StringTranslation.objects.filter(context__object__content_type__model="page").update(data="")
    with django_assert_max_num_queries(len(one) + 2):
        response = client.get(REPORT)
    assert response.context["page"].paginator.count > 100


def test_the_report_stands_in_the_menu(client: Client, account: Any) -> None:
    client.force_login(account("translator-es"))
    assert reverse("translation_checks") == REPORT
    assert REPORT in client.get(reverse("wagtailadmin_home")).content.decode()
