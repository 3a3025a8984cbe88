"""Background job that keeps the static copy of a conference as a ZIP file."""

import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conference.models import ConferencePage
from conference.preserving.static_copy import preserve_conference
from jobs import job
from jobs.progress import Progress
from preservation.copying import PreservationError

PRESERVE = "preserve-conference"
# Files of a ZIP bear a date; the same content gives the same file.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def zip_of(conference: ConferencePage) -> Path:
    """Where the copy of a conference is kept; it need not exist."""
    return Path(settings.PRESERVED_COPIES) / f"{conference.translation_key}.zip"


@job(PRESERVE, _("Preserving a conference"))
def preserve_in_background(progress: Progress, *, conference_id: int) -> None:
    """Job: makes the copy anew; the former one is there until the new one is whole."""
    conference = ConferencePage.objects.get(pk=conference_id)
    target = zip_of(conference)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        folder, packed = Path(work) / conference.slug, Path(work) / "copy.zip"
        try:
            count = preserve_conference(conference, folder, advance=progress.advance)
        except PreservationError as error:
            progress.add_line(str(error))
            raise
        _pack(folder, packed)
        os.replace(packed, target)
        shutil.rmtree(folder)
    progress.add_line(gettext("Files: %(count)s") % {"count": count})
    progress.set_result_url(reverse("conference_preserve", args=[conference_id]))


def _pack(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(found for found in folder.rglob("*") if found.is_file()):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            archive.writestr(
                zipfile.ZipInfo(name, _ZIP_DATE), path.read_bytes(), zipfile.ZIP_DEFLATED
            )
