"""What stands in a PO file, and that nothing of it is lost on the way."""

import io
import zipfile
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import PageFinder
from translation.files import po_export
from translation.files.import_plan import Kind, plan
from translation.files.po_import import read

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
EXPORT = "/admin/translation-files/export/"


def translations(language: str = "fr", *pages: Page) -> Any:
    found = Translation.objects.filter(target_locale__language_code=language)
    keys = [page.translation_key for page in pages]
    return found.filter(source__object_id__in=keys) if pages else found


def parsed(content: bytes, tmp_path: Any) -> polib.POFile:
    path = tmp_path / "x.po"
    path.write_bytes(content)
    return polib.pofile(str(path))


def test_a_file_says_language_plurals_place_field_and_limit(
    page_at: PageFinder, tmp_path: Any
) -> None:
    po = parsed(po_export.as_bytes(po_export.po_file(translations("fr", page_at("")))), tmp_path)
    assert po.metadata["Language"] == "fr"
    assert po.metadata["Plural-Forms"] == "nplurals=2; plural=(n > 1);"
    assert po.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert po.metadata["X-WagtailLocalize-TranslationID"]
    (title,) = [entry for entry in po if entry.msgctxt == "title"]
    assert title.msgstr == page_at("", "fr").title
    assert page_at("").title in title.comment
    assert "255" in title.comment


def test_wagtail_localize_itself_can_read_the_file_of_one_page(page_at: PageFinder) -> None:
    translation = translations("fr", page_at("")).get()
    po = po_export.po_file(translations("fr", page_at("")))
    for entry in po:
        entry.msgstr = f"{entry.msgstr} bis"
    assert translation.import_po(po) == []
    assert StringTranslation.objects.filter(data__endswith=" bis").count() == len(po)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "fr"])
def test_the_whole_site_comes_back_unchanged(language: str, account: Any) -> None:
    content = po_export.as_bytes(po_export.po_file(translations(language)))
    found = plan([read("all.po", content)], account("moderator"))
    assert found.refusals == []
    assert {change.kind for change in found.changes} == {Kind.UNCHANGED}
    assert len(found.changes) > 90


ROUND_TRIP = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.long
@ROUND_TRIP
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=8))
def test_any_texts_come_back_unchanged(texts: list[str], page_at: PageFinder, account: Any) -> None:
    page = page_at(MAINSTREAMING)
    wanted = translations("fr", page, page_at(""))
    stored = StringTranslation.objects.filter(
        locale__language_code="fr", context__object_id=page.translation_key
    ).order_by("pk")
    for entry, text in zip(stored, texts, strict=False):
        StringTranslation.objects.filter(pk=entry.pk).update(data=text.replace("\x00", ""))
    content = po_export.as_bytes(po_export.po_file(wanted))
    changes = plan([read("x.po", content)], account("moderator")).changes
    assert {change.kind for change in changes} <= {Kind.UNCHANGED, Kind.EMPTY}


def test_texts_that_the_original_has_no_more_are_kept_as_obsolete(page_at: PageFinder) -> None:
    page = page_at("")
    page.title = "Another title"
    page.save_revision().publish()
    translation = translations("fr", page).get()
    translation.source.update_from_db()
    po = po_export.po_file(translations("fr", page))
    assert [entry.msgstr for entry in po.obsolete_entries()] == [page_at("", "fr").title]
    carried = next(entry for entry in po if entry.msgctxt == "title" and not entry.obsolete)
    assert (carried.msgstr, carried.fuzzy) == (page_at("", "fr").title, True)


def test_a_section_comes_as_one_file_or_as_an_archive(
    page_at: PageFinder, client: Client, account: Any, tmp_path: Any
) -> None:
    client.force_login(account("translator-fr"))
    asked = {"section": page_at(MAINSTREAMING).pk, "include_descendants": "on", "language": "fr"}
    whole = client.get(EXPORT, asked | {"layout": "po"})
    archive = client.get(EXPORT, asked | {"layout": "zip"})
    assert whole["Content-Disposition"] == 'attachment; filename="mainstreaming-fr.po"'
    with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
        files = [parsed(opened.read(name), tmp_path) for name in opened.namelist()]
    assert len(files) == page_at(MAINSTREAMING).get_descendants().count() + 1
    assert sum(map(len, files)) == len(parsed(whole.content, tmp_path))


def test_an_export_costs_the_same_for_one_page_and_for_many(
    page_at: PageFinder, client: Client, account: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(account("moderator"))
    asked = {"language": "fr", "layout": "po"}
    client.get(EXPORT, asked | {"section": page_at(MAINSTREAMING).pk})
    with django_assert_max_num_queries(60) as one:
        client.get(EXPORT, asked | {"section": page_at(MAINSTREAMING).pk})
    with django_assert_max_num_queries(len(one) + 3):
        everything = {"section": page_at("").pk, "include_descendants": "on"}
        assert client.get(EXPORT, asked | everything).status_code == 200


def test_a_selection_in_the_explorer_is_exported(
    page_at: PageFinder, client: Client, account: Any, tmp_path: Any
) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "export_for_translators"])
    client.force_login(account("translator-fr"))
    page = page_at(MAINSTREAMING, "fr")
    assert client.get(f"{address}?id={page.pk}").status_code == 200
    response = client.post(f"{address}?id={page.pk}", {"language": "fr", "layout": "po"})
    assert len(parsed(response.content, tmp_path)) > 10
    response = client.post(f"{address}?id={page.pk}", {"language": "es", "layout": "po"})
    assert list(response.context["form"].errors) == ["language"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("translator-fr", 200), ("reviewer", 200), ("moderator", 200), ("translator-es", 302)],
)
def test_a_translation_is_downloaded_by_those_who_may_edit_it(
    page_at: PageFinder, client: Client, account: Any, who: str, status: int
) -> None:
    client.force_login(account(who))
    translation = translations("fr", page_at("")).get()
    response = client.get(reverse("wagtail_localize:download_pofile", args=[translation.pk]))
    assert response.status_code == status


def test_a_spanish_translator_exports_nothing_in_french(
    page_at: PageFinder, client: Client, account: Any
) -> None:
    client.force_login(account("translator-es"))
    asked = {"section": page_at("").pk, "language": "fr", "layout": "po"}
    assert client.get(EXPORT, asked).status_code == 302


def test_an_editor_hands_out_what_is_the_editors_own(
    page_at: PageFinder, client: Client, account: Any
) -> None:
    client.force_login(account("editor"))
    asked = {"section": page_at("").pk, "language": "fr", "layout": "po"}
    assert client.get(EXPORT, asked).status_code == 200
