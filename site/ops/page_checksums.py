"""Checksums of all public pages, to compare two databases with the same content."""

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
    """Path of each public page → SHA-256 of its response.

    Views are called directly, without middleware, so that no cache answers.
    """
    return {path: _checksum(path, language) for path, language in public_paths()}


def public_paths() -> Iterator[tuple[str, str]]:
    """Path and language code of each public page."""
    pages = readable(Page.objects.filter(depth__gt=1)).select_related("locale").order_by("path")
    for page in pages.iterator(chunk_size=500):
        url = page.get_url()
        if url:
            yield urlsplit(url).path, page.locale.language_code


def _checksum(path: str, language: str) -> str:
    with override(language):
        view, arguments, keywords = resolve(path)
        response = view(_request(path), *arguments, **keywords)
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
