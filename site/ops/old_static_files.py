"""Cleaning step for static files of former releases."""

import json
import re
from pathlib import Path

from django.conf import settings

from core.housekeeping_registry import Cleaning, cleaning_step

# name.0123456789ab.css, with the compressed forms beside it.
HASHED = re.compile(r"^(?P<name>.+\.[0-9a-f]{12}(?:\.[^./]+)?)(?P<compressed>\.gz|\.br)?$")


@cleaning_step("static_files")
def delete_old_static_files(cleaning: Cleaning) -> int:
    """Deletes hashed static files that no release in use names.

    Pages in browsers and caches may name them for KEPT_STATIC_DAYS. `collectstatic` leaves files
    that it finds unchanged, so age alone says nothing: what the manifest names is kept.
    """
    folder = Path(settings.STATIC_ROOT)
    named = _named_files(folder)
    if not named:
        return 0
    oldest = cleaning.before(settings.KEPT_STATIC_DAYS).timestamp()
    number = 0
    for path in folder.rglob("*.*"):
        found = HASHED.match(path.name)
        if found is None or not path.is_file():
            continue
        # Also the name of its compressed forms.
        name = path.relative_to(folder).with_name(found["name"]).as_posix()
        if name in named or path.stat().st_mtime >= oldest:
            continue
        number += 1
        if not cleaning.is_dry_run:
            path.unlink(missing_ok=True)
    return number


def _named_files(folder: Path) -> set[str]:
    """Files that the manifests name: that of `collectstatic`, and those that releases keep."""
    named: set[str] = set()
    for manifest in folder.glob("staticfiles*.json"):
        if _is_of_removed_release(manifest):
            continue
        named.update(json.loads(manifest.read_text())["paths"].values())
    return named


def _is_of_removed_release(manifest: Path) -> bool:
    """Whether the manifest is of a release whose folder beside this one's has been removed."""
    _, _, release = manifest.stem.partition("-")
    return bool(release and settings.RELEASE) and not (settings.BASE_DIR.parent / release).exists()
