"""Preserves a closed conference as a ZIP file of static pages: copy, background job and views."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from wagtail.models import Page

from conference.models import ConferencePage
from contributions.models import Contribution
from core.languages.language_names import LANGUAGE_NAMES
from core.pages.public_querysets import readable
from jobs import job, runner
from jobs.progress import Progress
from preservation.copying import PreservationError, Start, preserve


def preserve_conference(
    conference: ConferencePage,
    folder: Path,
    *,
    with_pdf: bool = True,
    advance: Callable[[], None] = lambda: None,
) -> int:
    """Writes the copy into an empty folder; returns how many files it has.

    Raises PreservationError where the conference is not closed or not public, or the folder is not
    empty.
    """
    if not conference.state.is_closed:
        raise PreservationError(gettext("Only a conference that is closed can be preserved."))
    pages = _public_pages(conference)
    starts = [_start(page) for page in pages]
    return preserve(
        starts, folder, at=_last_change(conference, pages), with_pdf=with_pdf, advance=advance
    )


def _public_pages(conference: ConferencePage) -> list[ConferencePage]:
    """The conference's page in each language, the original first."""
    pages = ConferencePage.objects.filter(translation_key=conference.translation_key)
    return list(readable(pages).select_related("locale").order_by("pk"))


def _start(page: ConferencePage) -> Start:
    language = page.locale.language_code
    with override(language):
        name = str(dict(LANGUAGE_NAMES).get(language, language))
    return Start(page.get_full_url() or "", language, name, page.full_title)


def _last_change(conference: ConferencePage, pages: list[ConferencePage]) -> datetime:
    """The last instant (UTC) at which readers got something else to see."""
    changes = [
        change
        for page in pages
        for change in Page.objects.descendant_of(page, inclusive=True)
        .live()
        .values_list("last_published_at", flat=True)
    ]
    contributions = Contribution.objects.on_record().of_conference(conference.translation_key)
    changes += [contributions.last_change(), conference.schedule.ends_at]
    return max(change for change in changes if change is not None)


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


@require_http_methods(["GET", "HEAD", "POST"])
def preserve_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Says what a copy has and offers the last one; POST starts the job for a new one."""
    conference = _conference(request, page_id)
    if request.method == "POST" and conference.state.is_closed:
        subject = conference.get_admin_display_title()
        job = runner.start(PRESERVE, request.user, subject=subject, conference_id=conference.pk)
        return redirect(job.url)
    file = zip_of(conference)
    made_at = datetime.fromtimestamp(file.stat().st_mtime, UTC) if file.exists() else None
    context = {
        "conference": conference,
        "is_closed": conference.state.is_closed,
        "made_at": made_at,
        "size": file.stat().st_size if made_at else 0,
    }
    return render(request, "conference/admin/preserve.html", context)


@require_safe
def download_view(request: HttpRequest, page_id: int) -> FileResponse | HttpResponse:
    """The last copy as a ZIP file; without any, back to the screen that makes one."""
    conference = _conference(request, page_id)
    file = zip_of(conference)
    if not file.exists():
        return redirect("conference_preserve", conference.pk)
    return FileResponse(file.open("rb"), as_attachment=True, filename=f"{conference.slug}.zip")


def _conference(request: HttpRequest, page_id: int) -> ConferencePage:
    """The original. Raises PermissionDenied for those who may not publish it."""
    asked = get_object_or_404(ConferencePage, pk=page_id)
    original: ConferencePage = asked.get_original() or asked
    if not original.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return original
