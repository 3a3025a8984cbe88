"""A crawler: every address that the pages of the site lead to, and what it answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html


@dataclass(frozen=True)
class Answer:
    status: int
    location: str = ""
    """Where a redirect leads, as a path."""
    content: bytes = b""
    is_html: bool = False


Get = Callable[[str], Answer]
"""Asks for a path with its query, without following a redirect."""


def crawl(get: Get, starts: Iterable[str], is_wanted: Callable[[str], bool]) -> dict[str, Answer]:
    """Each wanted path that is reached from `starts`, with its answer."""
    waiting, answers = list(starts), dict[str, Answer]()
    while waiting:
        path = waiting.pop()
        if path in answers:
            continue
        answers[path] = get(path)
        waiting.extend(each for each in links(path, answers[path]) if is_wanted(each))
    return answers


def links(path: str, answer: Answer) -> set[str]:
    """The paths of this site that a page leads to: links, alternates, feeds; no fragments."""
    if not answer.is_html or answer.status != 200:
        return set()
    document = html.document_fromstring(answer.content)
    hosts = {"", *_own_hosts(document)}
    found = set()
    for element in document.xpath("//a[@href]|//link[@href]"):
        parts = urlsplit(urldefrag(urljoin(path, element.get("href"))).url)
        if parts.scheme in ("", "http", "https") and parts.netloc in hosts:
            found.add(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return found


def _own_hosts(document: html.HtmlElement) -> set[str]:
    """The host that the page itself names as its own."""
    canonical = document.xpath("//link[@rel='canonical']/@href")
    return {urlsplit(address).netloc for address in canonical}


def end_of(get: Get, path: str) -> str:
    """Where `path` leads: itself, or one permanent redirect away; what is there answers 200."""
    answer = get(path)
    if answer.status == 301:
        path = answer.location
        answer = get(path)
    assert answer.status == 200, f"{path}: {answer.status}"
    return path
