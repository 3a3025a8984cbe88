"""Makes an HTML document self-contained: embedded styles and images, absolute links."""

import base64
import mimetypes
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage

from lxml import html
from lxml.html import HtmlElement

from printing.link_notes import make_absolute
from printing.page_part import document as parse


def embed(text: str, base: str) -> str:
    """Returns the document without external resources. Images that cannot be read keep their alt
    text.
    """
    document = parse(text)
    make_absolute(document, base)
    for link in document.xpath("//link[@rel='stylesheet']"):
        style = html.Element("style")
        style.text = _static_text(link.get("href"))
        link.getparent().replace(link, style)
    for unneeded in document.xpath("//link[@rel='icon'] | //script"):
        unneeded.drop_tree()
    for image in document.iter("img"):
        _embed_image(image)
    return str(html.tostring(document, encoding="unicode", doctype="<!doctype html>"))


def _embed_image(image: HtmlElement) -> None:
    content = _media(image.get("src") or "")
    image.attrib.pop("loading", None)
    if content is None:
        image.attrib.pop("src", None)
        return
    kind = mimetypes.guess_type(image.get("src"))[0] or "image/webp"
    image.set("src", f"data:{kind};base64,{base64.b64encode(content).decode()}")


def _media(url: str) -> bytes | None:
    prefix = default_storage.url("")
    if not url.startswith(prefix):
        return None
    name = unquote(urlsplit(url[len(prefix) :]).path)
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except OSError:
        return None


@lru_cache(maxsize=16)
def _static_text(url: str) -> str:
    """Reads a style sheet by URL: collected in production, from the sources in development."""
    name = urlsplit(url).path.removeprefix(settings.STATIC_URL)
    found = finders.find(name)
    if found is None:
        with staticfiles_storage.open(name) as file:
            return file.read().decode()
    return Path(str(found)).read_text()
