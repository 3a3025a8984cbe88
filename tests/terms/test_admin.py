"""Terms in the admin: list, form, files, and who may do what."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail.test.utils.form_data import inline_formset, nested_form_data

import pytest

from terms.models import Concept, Term

LIST = "wagtailsnippets_terms_concept:list"
NEW_TERM = "organismo de laboratorio"
FILE = f"concept,language,term,status\n6,es,{NEW_TERM},forbidden\n"


def upload(content: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("terms.csv", content.encode())}


def listed(client: Client, **query: str) -> set[str]:
    response = client.get(reverse(LIST), query)
    assert response.status_code == 200
    return {concept.key for concept in response.context["object_list"]}


def test_the_list_shows_main_terms_beside_each_other(admin_client: Client, db: None) -> None:
    html = admin_client.get(reverse(LIST)).content.decode()
    assert '<span lang="es" dir="ltr">organismo vivo modificado (OVM)</span>' in html
    assert '<span lang="fr" dir="ltr">organisme vivant modifié (OVM)</span>' in html


@pytest.mark.long
def test_the_list_costs_the_same_for_every_number_of_terms(admin_client: Client, db: None) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert listed(admin_client, status="official")
        return len(queries)

    admin_client.get(reverse(LIST))
    with_all = cost()
    Concept.objects.exclude(pk__in=Concept.objects.filter(terms__status="official")[:2]).delete()
    assert cost() == with_all


@pytest.mark.long
def test_the_list_is_searched_by_any_term_and_narrowed_down(admin_client: Client, db: None) -> None:
    assert listed(admin_client, q="vivant modifié") == {"6"}
    assert listed(admin_client, q="CIISB") == {"1"}
    assert "9" in listed(admin_client, language="ar", doubt="yes", p="1")
    assert "1" not in listed(admin_client, language="ar", doubt="yes")
    assert listed(admin_client, status="forbidden") == {"6"}
    Term.objects.filter(concept__key="6", language="ru").delete()
    assert listed(admin_client, missing="ru") == {"6"}
    assert listed(admin_client, status="forbidden", language="ru") == set()
    assert "46" in listed(admin_client, scope="label")


def test_one_form_has_the_terms_of_all_languages(admin_client: Client, db: None) -> None:
    concept = Concept.objects.get(key="6")
    address = reverse("wagtailsnippets_terms_concept:edit", args=[concept.pk])
    html = admin_client.get(address).content.decode()
    for term in concept.terms.all():
        assert term.text in html


@pytest.mark.long
def test_a_file_is_looked_at_before_it_changes_anything(admin_client: Client, db: None) -> None:
    response = admin_client.post(reverse("terms:import"), upload(FILE))
    assert response.status_code == 200
    assert NEW_TERM in response.content.decode()
    assert not Term.objects.filter(text=NEW_TERM).exists()
    data = {"plan": response.context["packed"]}
    changed = Concept.objects.create(key="shown-meanwhile")
    first = Term.objects.create(concept=changed, language="es", text="x")
    Term.objects.filter(pk=first.pk).update(concept=Concept.objects.get(key="6"), text=NEW_TERM)
    asked = admin_client.post(reverse("terms:import"), data)
    assert asked.status_code == 200
    assert [change.row.text for change in asked.context["plan"].changed] == [NEW_TERM]
    Term.objects.filter(pk=first.pk).delete()
    assert admin_client.post(reverse("terms:import"), data).status_code == 302
    term = Term.objects.get(text=NEW_TERM)
    assert (term.concept.key, term.language, term.status) == ("6", "es", "forbidden")


@pytest.mark.parametrize("data", [{}, upload("nothing"), upload("<a>")])
def test_a_bad_file_gets_a_message(admin_client: Client, db: None, data: dict[str, Any]) -> None:
    response = admin_client.post(reverse("terms:import"), data)
    assert response.status_code == 400
    assert response.context["form"].errors


def test_faults_are_shown_and_nothing_can_be_imported(admin_client: Client, db: None) -> None:
    data = upload(FILE.replace("es,", "xx,"))
    response = admin_client.post(reverse("terms:import"), data)
    assert response.status_code == 400
    assert not response.context["packed"]
    assert "xx" in response.content.decode()
    assert not Term.objects.filter(text=NEW_TERM).exists()


def test_both_exports_can_be_downloaded(admin_client: Client, db: None) -> None:
    for name in ("csv", "tbx"):
        response = admin_client.get(reverse(f"terms:export_{name}"))
        assert f'filename="terms.{name}"' in response["Content-Disposition"]
        assert "organismo vivo modificado" in response.content.decode()


RIGHTS = {"editor": 200, "moderator": 200, "translator-es": 302, "reviewer": 302}


@pytest.mark.long
@pytest.mark.parametrize(("username", "status"), RIGHTS.items())
def test_editors_import_and_translators_read(
    client: Client, account: Any, username: str, status: int
) -> None:
    client.force_login(account(username))
    concept = Concept.objects.get(key="6")
    assert client.get(reverse("terms:import")).status_code == status
    assert client.post(reverse("terms:import"), upload(FILE)).status_code == status
    edit = reverse("wagtailsnippets_terms_concept:edit", args=[concept.pk])
    assert client.get(edit).status_code == status
    assert client.get(reverse(LIST)).status_code == 200
    assert client.get(reverse("terms:export_csv")).status_code == 200
    inspect = reverse("wagtailsnippets_terms_concept:inspect", args=[concept.pk])
    assert "ЖИО" in client.get(inspect).content.decode()


def test_a_stranger_sees_nothing(client: Client, db: None) -> None:
    for name in ("terms:import", "terms:export_csv", "terms:export_tbx", LIST):
        assert client.get(reverse(name)).status_code == 302


def form_of(key: str, terms: list[dict[str, str]]) -> dict[str, Any]:
    return nested_form_data(
        {"key": key, "scope": "text", "terms": inline_formset(terms, initial=0, min=1)}
    )


def test_a_concept_is_made_with_its_terms_and_the_best_one_is_the_main(
    admin_client: Client, db: None
) -> None:
    terms = [
        {"language": "es", "text": "admitido", "status": "admitted"},
        {"language": "es", "text": "oficial", "status": "official"},
        {"language": "fr", "text": "interdit", "status": "forbidden"},
    ]
    address = reverse("wagtailsnippets_terms_concept:add")
    assert admin_client.post(address, form_of("new-one", terms)).status_code == 302
    concept = Concept.objects.get(key="new-one")
    main = concept.main_term("es")
    assert main is not None
    assert main.text == "oficial"
    assert concept.main_term("fr") is None


@pytest.mark.parametrize(
    ("key", "terms"),
    [
        ("6", [{"language": "es", "text": "a", "status": "official"}]),
        ("a b", [{"language": "es", "text": "a", "status": "official"}]),
        ("new", []),
        ("new", [{"language": "xx", "text": "a", "status": "official"}]),
        ("new", [{"language": "es", "text": "a", "status": "official", "is_unconfirmed": "on"}]),
        ("new", [{"language": "es", "text": "a", "status": "official"}] * 2),
    ],
    ids=["key taken", "bad key", "no term", "no language", "official in doubt", "twice"],
)
def test_a_wrong_form_is_shown_again(
    admin_client: Client, db: None, key: str, terms: list[dict[str, str]]
) -> None:
    count = Concept.objects.count()
    address = reverse("wagtailsnippets_terms_concept:add")
    response = admin_client.post(address, form_of(key, terms))
    assert response.status_code == 200
    form = response.context["form"]
    assert form.errors or any(
        form.formsets["terms"].errors + form.formsets["terms"].non_form_errors()
    )
    assert Concept.objects.count() == count
