"""Files that come back: tried out first, then written as a whole or not."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from wagtail_localize.models import StringTranslation, Translation

import polib
import pytest

from tests.conftest import PageFinder
from tests.translation.files.upload_helpers import (
    FILES,
    exported,
    in_an_archive,
    kinds,
    stored_title,
    title,
    translation_of,
    upload,
)
from translation.files import import_screen, po_export
from translation.files.import_plan import Kind


def test_an_upload_shows_what_would_change_and_changes_nothing(
    translator: Client, translation: Translation
) -> None:
    before = stored_title(translation)
    response = upload(translator, exported(translation, title("Un autre titre")))
    assert kinds(response) == {Kind.CHANGED}
    html = response.content.decode()
    assert "Un autre titre" in html
    assert before in html
    assert stored_title(translation) == before


def test_a_confirmed_upload_is_written_and_not_published(
    translator: Client, translation: Translation
) -> None:
    response = upload(translator, exported(translation, title("Un autre titre")))
    packed = response.context["packed"]
    assert translator.post(FILES, {"plan": packed}).status_code == 302
    assert stored_title(translation) == "Un autre titre"
    entry = StringTranslation.objects.get(data="Un autre titre")
    assert (entry.tool_name, entry.last_translated_by.username) == ("PO", "translator-fr")
    assert translation.get_target_instance().title != "Un autre titre"


def test_the_editor_of_wagtail_localize_uploads_to_the_same_dry_run(
    translator: Client, translation: Translation
) -> None:
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    content = exported(translation, title("Un autre titre"))
    file = SimpleUploadedFile("x.po", content)
    response = translator.post(address, {"file": file, "next": "/admin/pages/"})
    assert kinds(response) == {Kind.CHANGED}
    assert response.context["next"] == "/admin/pages/"
    assert translator.post(address, {}).status_code == 302


def test_a_file_for_another_page_is_not_taken_in_the_editor_of_this_one(
    translator: Client, translation: Translation, page_at: PageFinder
) -> None:
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    other = exported(translation_of(page_at("")), title("Un autre titre"))
    response = translator.post(address, {"file": SimpleUploadedFile("x.po", other)})
    assert response.context["plan"].to_write == []
    assert "pour une autre traduction" in response.content.decode()


def test_what_somebody_else_changed_meanwhile_is_shown_before_it_is_lost(
    translator: Client, translation: Translation
) -> None:
    packed = upload(translator, exported(translation, title("Un autre titre"))).context["packed"]
    entry = StringTranslation.objects.get(
        data=stored_title(translation),
        context__path="title",
        locale=translation.target_locale,
        context__object_id=translation.source.object_id,
    )
    entry.data = "Encore un titre"
    entry.save()
    response = translator.post(FILES, {"plan": packed})
    assert "Encore un titre" in response.content.decode()
    assert stored_title(translation) == "Encore un titre"
    translator.post(FILES, {"plan": response.context["packed"]})
    assert stored_title(translation) == "Un autre titre"


def test_a_confirmation_is_worth_nothing_in_other_hands(
    client: Client, account: Any, translator: Client, translation: Translation
) -> None:
    packed = upload(translator, exported(translation, title("Un autre titre"))).context["packed"]
    client.force_login(account("admin"))
    for forged in (packed, packed[:-3], "", "x"):
        assert client.post(FILES, {"plan": forged}).status_code == 302
    assert stored_title(translation) != "Un autre titre"


def test_a_doubtful_text_does_not_replace_a_translation(
    translator: Client, translation: Translation
) -> None:
    response = upload(translator, exported(translation, title("Peut-être", fuzzy=True)))
    assert kinds(response) == {Kind.DOUBTFUL}
    assert response.context["packed"] == ""


@pytest.mark.long
def test_a_doubtful_text_is_a_draft_until_somebody_saves_it(
    translator: Client,
    account: Any,
    translation: Translation,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """It is neither lost nor published, and comes out of the site as doubtful as it came in."""
    StringTranslation.objects.get(
        context__object_id=translation.source.object_id,
        context__path="title",
        locale=translation.target_locale,
    ).delete()
    response = upload(translator, exported(translation, title("Peut-être", fuzzy=True)))
    assert kinds(response) == {Kind.DRAFT}
    translator.post(FILES, {"plan": response.context["packed"]})
    assert stored_title(translation) == "Peut-être"

    edit = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    translator.force_login(account("moderator"))
    assert translator.post(edit, {"action": "publish"}).status_code == 409
    again = exported(translation)
    assert b"#, fuzzy" in again
    assert kinds(upload(translator, again)) == set()

    segment = translation.source.stringsegment_set.get(context__path="title")
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    form = "application/x-www-form-urlencoded"
    translator.put(address, "value=Peut-%C3%AAtre", content_type=form)
    with django_capture_on_commit_callbacks(execute=True):
        assert translator.post(edit, {"action": "publish"}).status_code == 302
    assert b"#, fuzzy" not in exported(translation)


def test_a_blank_text_stays_untranslated(translator: Client, translation: Translation) -> None:
    before = stored_title(translation)
    response = upload(translator, exported(translation, title("  ")))
    assert kinds(response) == {Kind.EMPTY}
    assert response.context["packed"] == ""
    assert stored_title(translation) == before


def test_a_text_with_an_error_is_refused_with_the_reason(
    translator: Client, translation: Translation
) -> None:
    response = upload(translator, exported(translation, title("Un <b>titre " + "x" * 300)))
    assert kinds(response) == {Kind.REFUSED}
    assert response.context["packed"] == ""
    assert "255" in response.content.decode()


def test_a_text_of_an_older_original_is_named(translator: Client, translation: Translation) -> None:
    def change(po: polib.POFile) -> None:
        po[0].msgid = "What stood there before"

    assert kinds(upload(translator, exported(translation, change))) == {Kind.UNKNOWN}


def test_an_archive_and_several_files_are_taken_at_once(
    translator: Client, translation: Translation, page_at: PageFinder
) -> None:
    one = exported(translation, title("Un"))
    two = exported(translation_of(page_at("")), title("Deux"))
    files = [SimpleUploadedFile("a.zip", in_an_archive(one)), SimpleUploadedFile("b.po", two)]
    response = translator.post(FILES, {"uploads": files})
    assert [change.entry.text for change in response.context["plan"].to_write] == ["Un", "Deux"]
    translator.post(FILES, {"plan": response.context["packed"]})
    assert stored_title(translation) == "Un"
    assert stored_title(translation_of(page_at(""))) == "Deux"


def test_a_section_exported_as_one_file_comes_back(
    translator: Client, translation: Translation, page_at: PageFinder
) -> None:
    wanted = Translation.objects.filter(target_locale=translation.target_locale)
    po = po_export.po_file(wanted)
    for entry in po:
        if entry.msgctxt == f"{translation.uuid}/title":
            entry.msgstr = "Un autre titre"
    response = upload(translator, po_export.as_bytes(po))
    assert [change.entry.path for change in response.context["plan"].to_write] == ["title"]


def test_nothing_is_written_where_one_text_fails(
    translator: Client, translation: Translation, page_at: PageFinder, monkeypatch: Any
) -> None:
    one = exported(translation, title("Un"))
    two = exported(translation_of(page_at("")), title("Deux"))
    packed = upload(translator, one, two).context["packed"]
    keep = import_screen.keep

    def failing(change: Any, *rest: Any) -> bool:
        if change.entry.text == "Deux":
            raise OSError
        return keep(change, *rest)

    monkeypatch.setattr(import_screen, "keep", failing)
    with pytest.raises(OSError):  # noqa: PT011 - ours, of just before
        translator.post(FILES, {"plan": packed})
    assert stored_title(translation) not in ("Un", "Deux")


@pytest.mark.parametrize(
    ("who", "may"),
    [("translator-fr", True), ("reviewer", True), ("translator-es", False), ("editor", False)],
)
def test_only_those_who_may_edit_a_translation_import_into_it(
    client: Client, account: Any, translation: Translation, who: str, may: bool
) -> None:
    client.force_login(account(who))
    response = upload(client, exported(translation, title("Un autre titre")))
    assert bool(response.context["packed"]) == may
    assert len(response.context["plan"].refusals) == (not may)
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    file = SimpleUploadedFile("x.po", exported(translation))
    assert client.post(address, {"file": file}).status_code == (200 if may else 302)


def test_a_locked_page_is_left_alone(
    translator: Client, account: Any, translation: Translation
) -> None:
    page = translation.get_target_instance()
    page.locked, page.locked_by = True, account("reviewer")
    page.save(update_fields=["locked", "locked_by"])
    response = upload(translator, exported(translation, title("Un autre titre")))
    assert response.context["packed"] == ""
    assert page.title in response.context["plan"].refusals[0].reason
