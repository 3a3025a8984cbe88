"""Wagtail, wagtail-localize and search."""

from config.settings.environment import PUBLIC_BASE_URL, env

WAGTAIL_SITE_NAME = "Biosafety capacity-building"
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL or "http://127.0.0.1:8000"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# ASCII slugs, so that URLs can be printed and dictated.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Redirects are created in bulk for all languages instead (core.routing.former_addresses).
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# Check the content of files and report a full disk.
WAGTAILDOCS_DOCUMENT_FORM_BASE = "security.uploads.upload_forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "security.uploads.upload_forms.ImageForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_search_backend"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# wagtail-localize: workarounds, explained in docs/languages.md.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True

# "own": the index of `search`. "wagtail": the backend named in WAGTAILSEARCH_BACKENDS.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="own")
