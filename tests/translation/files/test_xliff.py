"""XLIFF 1.2 and 2.1: what the files say, and their way through another program and back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

import pytest
from lxml import etree
from translate.storage import xliff as toolkit
from translate.storage import xliff2 as toolkit2

from tests.conftest import PageFinder
from tests.translation.conftest import submit_and_publish
from tests.translation.files.upload_helpers import FILES, kinds, stored_title, translation_of
from translation.files import export_formats
from translation.files.import_plan import Kind, Plan, plan
from translation.files.po_import import read
from translation.models import SegmentRecord, State

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("layout", ["xliff-1.2", "xliff-2.1"])
NS = {"x": "urn:oasis:names:tc:xliff:document:1.2", "y": "urn:oasis:names:tc:xliff:document:2.0"}


def exported(layout: str, **wanted: Any) -> bytes:
    return export_formats.EXPORT_FORMATS[layout](Translation.objects.filter(**wanted))[0]


def tried(content: bytes, user: Any) -> Plan:
    return plan([read("x.xlf", content)], user)


@BOTH
@pytest.mark.parametrize("language", ["es", "fr"])
def test_the_whole_site_comes_back_unchanged(layout: str, language: str, account: Any) -> None:
    content = exported(layout, target_locale__language_code=language)
    found = tried(content, account("moderator"))
    assert found.refusals == []
    assert {change.kind for change in found.changes} == {Kind.UNCHANGED}
    assert len(found.changes) > 90


@pytest.mark.long
@BOTH
def test_inline_elements_come_back(layout: str, introduction: Any, account: Any) -> None:
    introduction.body = [
        ("paragraph", '<p>See <a href="https://example.org/">the <b>rules</b></a> &amp; more</p>')
    ]
    introduction.save_revision().publish()
    submit_and_publish(introduction.get_parent())
    submit_and_publish(introduction)
    wanted = translation_of(introduction)
    entry = StringTranslation.objects.get(data__contains="<a id=", locale=wanted.target_locale)
    before = entry.data
    target = '<b>Nouveau</b>: <a id="a1">les <b>règles</b></a> &amp; 5 &lt; 6'
    StringTranslation.objects.filter(pk=entry.pk).update(data=target)
    content = exported(layout, pk=wanted.pk)
    StringTranslation.objects.filter(pk=entry.pk).update(data=before)
    (changed,) = [
        change
        for change in tried(content, account("moderator")).changes
        if change.kind is not Kind.UNCHANGED
    ]
    assert (changed.before, changed.entry.text) == (before, target)


@BOTH
def test_another_program_reads_and_writes_it(
    layout: str, translator: Client, translation: Translation
) -> None:
    content = exported(layout, pk=translation.pk)
    module: Any = toolkit.xlifffile if layout == "xliff-1.2" else toolkit2.Xliff2File
    store = module.parsestring(content)
    (unit,) = [each for each in store.units if each.target == stored_title(translation)][:1]
    unit.target = "Un autre titre"
    upload = SimpleUploadedFile("x.xlf", bytes(store))
    response = translator.post(FILES, {"uploads": [upload]})
    assert kinds(response) == {Kind.CHANGED}
    assert translator.post(FILES, {"plan": response.context["packed"]}).status_code == 302
    assert stored_title(translation) == "Un autre titre"


def test_states_places_limits_and_terms_are_said(page_at: PageFinder) -> None:
    wanted = translation_of(page_at(""))
    SegmentRecord.objects.filter(translation=wanted, context__path="title").update(
        state=State.REVIEW
    )
    root = etree.fromstring(exported("xliff-1.2", pk=wanted.pk))
    (unit,) = root.xpath("//x:trans-unit[@resname='title']", namespaces=NS)
    assert (unit.get("maxwidth"), unit.get("size-unit"), unit.get("approved")) == (
        "255",
        "char",
        "no",
    )
    assert unit.find("x:target", NS).get("state") == "translated"
    assert set(root.xpath("//x:target/@state", namespaces=NS)) == {"translated", "final"}
    root = etree.fromstring(exported("xliff-2.1", pk=wanted.pk))
    assert set(root.xpath("//y:segment/@state", namespaces=NS)) == {"translated", "final"}
    assert root.xpath("//*[local-name()='glossEntry']")
    assert root.xpath("//y:file/@original", namespaces=NS) == [str(wanted.uuid)]


@pytest.mark.long
@BOTH
def test_what_waits_has_matches_from_the_memory(
    layout: str, conference: Any, submit: Callable[..., Page], page_at: PageFinder
) -> None:
    page = page_at("protocol/capacity-building")
    conference.full_title = page.title
    conference.save_revision().publish()
    submit(conference)
    content = exported(layout, source__object_id=conference.translation_key)
    root = etree.fromstring(content)
    found = root.xpath("//*[@match-quality='100' or @matchQuality='100']/*[local-name()='target']")
    assert page_at("protocol/capacity-building", "fr").title in {each.text for each in found}


def test_a_locked_page_leaves_out_itself_only(
    page_at: PageFinder, account: Any, admin_user: Any
) -> None:
    pages = [page_at(""), page_at("protocol")]
    content = exported(
        "xliff-1.2",
        source__object_id__in=[page.translation_key for page in pages],
        target_locale__language_code="fr",
    )
    locked = page_at("protocol", "fr")
    Page.objects.filter(pk=locked.pk).update(locked=True, locked_by=admin_user)
    found = tried(content, account("translator-fr"))
    assert [locked.title in refusal.reason for refusal in found.refusals] == [True]
    assert {change.segment.title for change in found.changes if change.segment} == {pages[0].title}


FOREIGN = """<xliff version="1.2"><file original="%s" target-language="fr-FR"><body>
<trans-unit id="1" resname="title"><source>%s</source>
<target state="%s"><g id="9">Titre</g><x id="7"/> <mrk mtype="seg">nouveau</mrk></target>
</trans-unit></body></file></xliff>"""


@pytest.mark.parametrize(
    ("state", "kind"),
    [("translated", Kind.CHANGED), ("new", Kind.CHANGED), ("needs-review-translation", None)],
)
def test_units_of_another_program_are_found_by_their_text(
    page_at: PageFinder, account: Any, state: str, kind: Kind | None
) -> None:
    wanted = translation_of(page_at(""))
    content = FOREIGN % (wanted.uuid, page_at("").title, state)
    (change,) = tried(content.encode(), account("moderator")).changes
    assert change.entry.text == "Titre nouveau"
    assert change.kind is (kind or Kind.DOUBTFUL)


def test_commands_write_a_section_and_try_a_file_before_they_take_it(
    tmp_path: Path, page_at: PageFinder
) -> None:
    file = tmp_path / "x.xlf"
    call_command("export_translations", str(file), language="fr", section="/en/protocol/")
    wanted = translation_of(page_at("protocol"))
    before = stored_title(wanted)
    file.write_text(file.read_text().replace(f"<target>{before}<", "<target>Un autre titre<"))
    call_command("import_translations", str(file), user="moderator")
    assert stored_title(wanted) == before
    call_command("import_translations", str(file), user="moderator", apply=True)
    assert stored_title(wanted) == "Un autre titre"
