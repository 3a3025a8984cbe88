"""Storage of static files with a manifest for each release."""

from django.conf import settings

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ReleaseStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """As WhiteNoise's, but two releases that share STATIC_ROOT have a manifest each.

    The one that is in use goes on with its own while the next collects its files, and after a
    roll-back.
    """

    @property
    def manifest_name(self) -> str:
        """Name of the manifest in STATIC_ROOT."""
        return f"staticfiles-{settings.RELEASE}.json" if settings.RELEASE else "staticfiles.json"
