"""Rewrites the links of a page for a copy: to files of the copy, or to the site itself."""

import re
from collections.abc import Callable, Iterator
from posixpath import dirname, relpath
from urllib.parse import quote, urldefrag, urlencode, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

from preservation.file_names import Address

# What does nothing without a server.
_USELESS = "//form | //script | //link[@rel='preload' or @rel='modulepreload'] | //wagtail-userbar"
_LINKS = (("a", "href"), ("link", "href"), ("img", "src"), ("source", "src"), ("image", "href"))
# Links that say where the original is, and stay as they are.
_ABOUT = ("canonical",)
_CSS_URL = re.compile(rb"""url\(\s*(['"]?)([^'")]+)\1\s*\)""")

Resolve = Callable[[Address], str | None]
"""File of an address; None where the copy has it not."""


def links_of(content: bytes, url: str, origin: str) -> Iterator[Address]:
    """Addresses of the site to which a page links, or which it shows."""
    document = _parsed(content)
    for element, name in _linking(document):
        for value in _values(element, name):
            address = _own(urljoin(url, value), origin)
            if address is not None:
                yield address


def links_of_css(content: bytes, url: str, origin: str) -> Iterator[Address]:
    """Addresses of the site that a style sheet names."""
    for _quote, value in _CSS_URL.findall(content):
        address = _own(urljoin(url, value.decode()), origin)
        if address is not None:
            yield address


def rewritten(content: bytes, url: str, file: str, origin: str, resolve: Resolve) -> bytes:
    """The page with relative links to files of the copy, and absolute ones to the site."""
    document = _parsed(content)
    for element in document.xpath(_USELESS):
        element.drop_tree()
    for element, name in _linking(document):
        if name == "srcset":
            parts = [part.strip().partition(" ") for part in element.get(name).split(",")]
            links = [(_link(value, url, file, origin, resolve), size) for value, _, size in parts]
            element.set(name, ", ".join(f"{link} {size}".strip() for link, size in links))
        else:
            element.set(name, _link(element.get(name), url, file, origin, resolve))
    for meta in document.xpath("//meta[@http-equiv]"):
        meta.drop_tree()
    return bytes(html.tostring(document, encoding="utf-8", doctype="<!doctype html>"))


def rewritten_css(content: bytes, url: str, file: str, origin: str, resolve: Resolve) -> bytes:
    """The style sheet with relative links to files of the copy."""

    def link(found: re.Match[bytes]) -> bytes:
        return b'url("%s")' % _link(found[2].decode(), url, file, origin, resolve).encode()

    return _CSS_URL.sub(link, content)


def _parsed(content: bytes) -> HtmlElement:
    """The page, with links instead of forms whose buttons lead to other versions of it."""
    document = html.document_fromstring(content)
    for form in document.xpath("//form[.//button[@formaction]]"):
        links = html.Element("p")
        for url, text in _versions(form):
            link = html.Element("a", href=url)
            link.text, link.tail = text, " "
            links.append(link)
        form.getparent().replace(form, links)
    return document


def _versions(form: HtmlElement) -> Iterator[tuple[str, str]]:
    """URL and text of what each button leads to, alone and with each annex."""
    annexes = form.xpath(".//select[@name='include']/option[@value != '']")
    for button in form.xpath(".//button[@formaction]"):
        url, text = button.get("formaction"), button.text_content().strip()
        yield url, text
        for option in annexes:
            query = urlencode({"include": option.get("value")})
            yield f"{url}?{query}", f"{text} ({option.text_content().strip()})"


def _linking(document: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for tag, name in _LINKS:
        for element in document.iter(tag):
            if element.get(name) and element.get("rel") not in _ABOUT:
                yield element, name
    for element in document.iter("img", "source"):
        if element.get("srcset"):
            yield element, "srcset"


def _values(element: HtmlElement, name: str) -> list[str]:
    value = element.get(name)
    return [part.split()[0] for part in value.split(",")] if name == "srcset" else [value]


def _own(url: str, origin: str) -> Address | None:
    """The address of a URL of this site; None for others, mail addresses and data."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" != origin:
        return None
    return Address.of(urldefrag(url).url)


def _link(value: str, url: str, file: str, origin: str, resolve: Resolve) -> str:
    if value.startswith("#"):
        return value
    absolute = urljoin(url, value)
    address = _own(absolute, origin)
    target = resolve(address) if address is not None else None
    if target is None:
        return absolute
    fragment = urldefrag(absolute).fragment
    relative = quote(relpath(target, dirname(file) or "."))
    return f"{relative}#{fragment}" if fragment else relative
