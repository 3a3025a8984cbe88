"""PO files as gettext and other tools change them."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

import polib
import pytest
from translate.storage import po as toolkit

from tests.conftest import PageFinder
from tests.translation.conftest import submit_and_publish
from tests.translation.files.upload_helpers import exported, translation_of
from translation.files import po_export
from translation.files.import_plan import Kind, Plan, plan
from translation.files.po_import import read
from translation.sync import segment_states

pytestmark = pytest.mark.django_db
GETTEXT = pytest.mark.skipif(not shutil.which("msgattrib"), reason="gettext is not installed")


def tried(content: bytes, user: Any) -> Plan:
    return plan([read("x.po", content)], user)


def change_title(conference: Any) -> Translation:
    """Its translation is stale afterwards."""
    submit_and_publish(conference)
    conference.refresh_from_db()
    conference.full_title = "A conference for trial and error"
    conference.save_revision().publish()
    wanted = translation_of(conference)
    wanted.source.update_from_db()
    segment_states.refresh(wanted)
    return wanted


@pytest.mark.long
def test_a_stale_text_comes_with_its_old_original(conference: Any) -> None:
    po = po_export.po_file(Translation.objects.filter(pk=change_title(conference).pk))
    (entry,) = [entry for entry in po if entry.msgctxt == "full_title" and not entry.obsolete]
    assert entry.previous_msgid == "A conference for trial"
    assert entry.msgid == "A conference for trial and error"
    assert entry.fuzzy


@pytest.mark.long
@GETTEXT
def test_only_the_fuzzy_ones_come_back_with_a_count_of_the_others(
    conference: Any, tmp_path: Path, account: Any
) -> None:
    content = exported(change_title(conference))
    total = sum(not entry.obsolete for entry in polib.pofile(content.decode()))
    file = tmp_path / "x.po"
    file.write_bytes(content)
    command = ["msgattrib", "--only-fuzzy", str(file)]
    partial = subprocess.run(command, check=True, capture_output=True).stdout
    found = tried(partial, account("moderator"))
    assert found.refusals == []
    assert found.missing == total - 1
    assert [change.kind for change in found.changes] == [Kind.UNCHANGED]
    assert b"#| msgid" in partial


@pytest.mark.long
@GETTEXT
def test_gettext_finds_nothing_wrong(conference: Any, tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    file.write_bytes(exported(change_title(conference)))
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(file)], check=True)


def test_texts_without_context_are_found_where_they_stand_once(
    page_at: PageFinder, account: Any
) -> None:
    translation = translation_of(page_at("protocol"))
    store = toolkit.pofile.parsestring(exported(translation))
    plain = polib.POFile()
    plain.metadata = {"Language": "fr_FR"}
    unique = page_at("protocol").title
    plain.append(polib.POEntry(msgid=unique, msgstr="Un autre titre"))
    plain.append(polib.POEntry(msgid="No such text", msgstr="Aucun"))
    assert any(unit.source == unique for unit in store.units)
    found = tried(po_export.as_bytes(plain), account("moderator"))
    by_text = {change.entry.original: change for change in found.changes}
    assert by_text["No such text"].kind is Kind.UNKNOWN
    assert by_text[unique].kind in (Kind.CHANGED, Kind.AMBIGUOUS)


def test_a_text_that_stands_in_several_places_is_left_out(account: Any) -> None:
    entries = StringTranslation.objects.filter(locale__language_code="fr")
    counts: dict[str, set[Any]] = {}
    for text, page in entries.values_list("translation_of__data", "context__object_id"):
        counts.setdefault(text, set()).add(page)
    repeated = next(text for text, pages in counts.items() if len(pages) > 1)
    plain = polib.POFile()
    plain.metadata = {"Language": "fr"}
    plain.append(polib.POEntry(msgid=repeated, msgstr="Autre"))
    (change,) = tried(po_export.as_bytes(plain), account("moderator")).changes
    assert change.kind is Kind.AMBIGUOUS


def test_pages_stand_in_reading_order_with_their_trail() -> None:
    wanted = Translation.objects.filter(target_locale__language_code="fr")
    po = po_export.po_file(wanted)
    uuids = list(dict.fromkeys(entry.msgctxt.partition("/")[0] for entry in po))
    keys = dict(wanted.values_list("uuid", "source__object_id"))
    paths = {
        page.translation_key: page.path for page in Page.objects.filter(locale__language_code="en")
    }
    order = [
        paths[key] for uuid in uuids if (key := {str(k): v for k, v in keys.items()}[uuid]) in paths
    ]
    assert order == sorted(order)
    assert any("Page: Home › The Cartagena Protocol › " in entry.comment for entry in po)
