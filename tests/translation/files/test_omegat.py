"""Files go through OmegaT and back, where it is installed."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from wagtail_localize.models import StringTranslation, Translation

import pytest

from translation.files.export_formats import EXPORT_FORMATS
from translation.files.import_plan import Kind, plan
from translation.files.upload_reader import read_all

OMEGAT = shutil.which("omegat")
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>EN</source_lang>
<target_lang>FR</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""


@pytest.mark.slow
@pytest.mark.skipif(OMEGAT is None, reason="OmegaT is not installed")
@pytest.mark.parametrize("layout", ["po", "xliff-1.2"])
def test_a_file_that_omegat_has_written_again_changes_what_our_memory_fills_in(
    translation: Translation, account: Any, tmp_path: Path, layout: str
) -> None:
    # Without a translation on the page, but with one in the memory that goes along.
    emptied = translation.records.current().get(context__path="full_title")
    StringTranslation.objects.filter(
        translation_of=emptied.string_id, locale=translation.target_locale
    ).delete()
    found = plan(
        read_all([through_omegat(translation, tmp_path, layout)]), account("translator-fr")
    )
    assert not found.refusals
    kinds = {change.entry.path: change.kind for change in found.changes}
    # OmegaT takes what stands in <target> for the original: only PO has what is not translated.
    filled_in = Kind.NEW if layout == "po" else Kind.EMPTY
    assert kinds.pop("full_title") is filled_in
    assert set(kinds.values()) <= {Kind.UNCHANGED, Kind.EMPTY}
    assert Kind.UNCHANGED in kinds.values()


def through_omegat(translation: Translation, folder: Path, layout: str) -> SimpleUploadedFile:
    """The file of the translation as OmegaT writes it, with the memory of the site."""
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (folder / name).mkdir(parents=True)
    (folder / "omegat.project").write_text(PROJECT)
    content, _kind, ending = EXPORT_FORMATS[layout](Translation.objects.filter(pk=translation.pk))
    (folder / "source" / f"x.{ending}").write_bytes(content)
    call_command("export_tmx", str(folder / "tm" / "auto" / "site.tmx"), target="fr", verbosity=0)
    command = [str(OMEGAT), str(folder), "--mode=console-translate"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    written = (folder / "target" / f"x.{ending}").read_bytes()
    assert written != content
    return SimpleUploadedFile(f"x.{ending}", written)
