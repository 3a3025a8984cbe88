"""Storage of static files with a manifest for each release."""

import gzip
import zlib
from pathlib import Path
from typing import Any

from django.conf import settings

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class LazyCompressor(Compressor):
    """Compresses what the release before has not left compressed; most files stay as they are."""

    def compress(self, path: str) -> list[str]:
        """Writes `path` with .br and .gz; returns the names of the files that were written."""
        if self._is_compressed(path):
            return []
        written: list[str] = super().compress(path)
        return written

    def _is_compressed(self, path: str) -> bool:
        """Whether the .gz file, which is written last, is complete and holds the same."""
        if self.use_brotli and not Path(f"{path}.br").exists():
            return False
        try:
            return gzip.decompress(Path(f"{path}.gz").read_bytes()) == Path(path).read_bytes()
        except (OSError, EOFError, zlib.error):
            return False


class ReleaseStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """As WhiteNoise's, but two releases that share STATIC_ROOT have a manifest each.

    The one that is in use goes on with its own while the next collects its files, and after a
    roll-back.
    """

    @property
    def manifest_name(self) -> str:
        """Name of the manifest in STATIC_ROOT."""
        return f"staticfiles-{settings.RELEASE}.json" if settings.RELEASE else "staticfiles.json"

    def create_compressor(self, **options: Any) -> Compressor:
        """The compressor that `collectstatic` uses."""
        return LazyCompressor(**options)
