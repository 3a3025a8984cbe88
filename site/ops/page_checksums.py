"""What every public page looks like, as a checksum: two databases with the same content agree."""

import hashlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

from wagtail.models import Page

from core.pages.public_querysets import readable


def page_checksums() -> dict[str, str]:
    """Path of each page that anybody may read → SHA-256 of what is answered there.

    The view is asked itself, so that no cache in front of it answers in its place.
    """
    return {path: _checksum(path, language) for path, language in _addresses()}


def _addresses() -> Iterator[tuple[str, str]]:
    pages = readable(Page.objects.filter(depth__gt=1)).select_related("locale").order_by("path")
    for page in pages.iterator(chunk_size=500):
        url = page.get_url()
        if url:
            yield urlsplit(url).path, page.locale.language_code


def _checksum(path: str, language: str) -> str:
    with override(language):
        view, arguments, named = resolve(path)
        response = view(_request(path), *arguments, **named)
        if hasattr(response, "render"):
            response.render()
        return hashlib.sha256(str(response.status_code).encode() + response.content).hexdigest()


def _request(path: str) -> HttpRequest:
    public = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    request: HttpRequest = RequestFactory().get(
        path, secure=public.scheme == "https", headers={"host": public.netloc}
    )
    request.user = AnonymousUser()
    return request
