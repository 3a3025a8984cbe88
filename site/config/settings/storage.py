"""Static files and uploads, also in an S3-compatible bucket without a shared disk."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

import environ

from config.settings.environment import env
from config.settings.paths import STATE_DIR
from config.settings.required_variables import Requirements

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=STATE_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "security.uploads.disk_space.TidyFileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A full disk is reported in the form and leaves no partial files.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "security.uploads.disk_space.PatientUploadHandler",
]
# The web server serves uploads in production, Django in development.
SERVE_MEDIA = False


def bucket_storage(env: environ.Env, requirements: Requirements) -> dict[str, Any]:
    """Returns the entry of STORAGES for the bucket named in MEDIA_BUCKET.

    Files are served from MEDIA_BUCKET_URL without signatures, which would expire while pages with
    them are cached. So `images/` in the bucket must be publicly readable, and nothing else. Raises
    ImproperlyConfigured where django-storages is not installed.
    """
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "MEDIA_BUCKET is set, but django-storages is not installed: "
            "pip install -r requirements-extras.txt"
        )
    from botocore.config import Config

    # A silent bucket must not hold a thread: seconds for a connection and for each read.
    limits = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 2})
    public = urlsplit(requirements.folder_url("MEDIA_BUCKET_URL"))
    return {
        "BACKEND": "security.uploads.bucket_storage.FailFastS3Storage",
        "OPTIONS": {
            "bucket_name": env.str("MEDIA_BUCKET"),
            "endpoint_url": env.str("MEDIA_BUCKET_ENDPOINT", default=None),
            "region_name": env.str("MEDIA_BUCKET_REGION", default=None),
            "access_key": env.str("MEDIA_BUCKET_KEY", default=None),
            "secret_key": env.str("MEDIA_BUCKET_SECRET", default=None),
            "custom_domain": f"{public.netloc}{public.path}".rstrip("/"),
            "url_protocol": f"{public.scheme}:",
            "client_config": limits,
            # Access is controlled by the bucket's policy, not per file.
            "default_acl": None,
            "querystring_auth": False,
            # An upload with an existing name gets a new one.
            "file_overwrite": False,
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
    }
