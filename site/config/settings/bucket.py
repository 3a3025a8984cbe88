"""Uploads in a bucket (S3, or what speaks like it), for app servers without a common disk."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

import environ

from config.settings.required import Requirements


def bucket_storage(env: environ.Env, requirements: Requirements) -> dict[str, Any]:
    """The entry of STORAGES; MEDIA_BUCKET names the bucket.

    Its files are read at MEDIA_BUCKET_URL, without a signature: a signed address runs out while
    a page that names it is still cached. So `images/` in the bucket must be open to readers, and
    nothing else. Raises ImproperlyConfigured where the package is not installed.
    """
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "MEDIA_BUCKET is set, but django-storages is not installed: "
            "pip install -r requirements-extras.txt"
        )
    public = urlsplit(requirements.folder_url("MEDIA_BUCKET_URL"))
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("MEDIA_BUCKET"),
            "endpoint_url": env.str("MEDIA_BUCKET_ENDPOINT", default=None),
            "region_name": env.str("MEDIA_BUCKET_REGION", default=None),
            "access_key": env.str("MEDIA_BUCKET_KEY", default=None),
            "secret_key": env.str("MEDIA_BUCKET_SECRET", default=None),
            "custom_domain": f"{public.netloc}{public.path}".rstrip("/"),
            "url_protocol": f"{public.scheme}:",
            # The bucket's policy decides who reads what, not each file for itself.
            "default_acl": None,
            "querystring_auth": False,
            # Two uploads of one name are two files.
            "file_overwrite": False,
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
    }
