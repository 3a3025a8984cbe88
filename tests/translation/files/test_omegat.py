"""Files go through OmegaT and back, where it is installed."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from wagtail_localize.models import Translation

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
def test_a_file_that_omegat_has_written_again_changes_nothing(
    translation: Translation, account: Any, tmp_path: Path, layout: str
) -> None:
    content, _kind, ending = EXPORT_FORMATS[layout](Translation.objects.filter(pk=translation.pk))
    for folder in ("source", "target", "tm", "omegat", "glossary", "dictionary"):
        (tmp_path / folder).mkdir()
    (tmp_path / "omegat.project").write_text(PROJECT)
    (tmp_path / "source" / f"x.{ending}").write_bytes(content)
    command = [str(OMEGAT), str(tmp_path), "--mode=console-translate"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    written = (tmp_path / "target" / f"x.{ending}").read_bytes()
    assert written != content
    upload = SimpleUploadedFile(f"x.{ending}", written)
    found = plan(read_all([upload]), account("translator-fr"))
    assert not found.refusals
    assert {change.kind for change in found.changes} <= {Kind.UNCHANGED, Kind.EMPTY}
    assert any(change.kind is Kind.UNCHANGED for change in found.changes)
