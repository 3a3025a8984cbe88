"""Crawler that collects the responses of all linked URLs of the site."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html


@dataclass(frozen=True)
class Answer:
    """Response to a request."""

    status: int
    location: str = ""
    """Target of a redirect, as a path."""
    content: bytes = b""
    is_html: bool = False


Get = Callable[[str], Answer]
"""Requests a path with its query string, without following redirects."""


def crawl(get: Get, starts: Iterable[str], is_wanted: Callable[[str], bool]) -> dict[str, Answer]:
    """Path → response of each `is_wanted` path that is linked from `starts`, directly or not."""
    waiting, answers = list(starts), dict[str, Answer]()
    while waiting:
        path = waiting.pop()
        if path in answers:
            continue
        answers[path] = get(path)
        waiting.extend(each for each in links(path, answers[path]) if is_wanted(each))
    return answers


def links(path: str, answer: Answer) -> set[str]:
    """Paths within the site that the page links to, without fragments."""
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
    """Hosts of the page's canonical URLs."""
    canonical = document.xpath("//link[@rel='canonical']/@href")
    return {urlsplit(address).netloc for address in canonical}


def follow_redirect(get: Get, path: str) -> str:
    """The final path after at most one permanent redirect. Fails unless it answers 200."""
    answer = get(path)
    if answer.status == 301:
        path = answer.location
        answer = get(path)
    assert answer.status == 200, f"{path}: {answer.status}"
    return path
