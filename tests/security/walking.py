"""Every address that the site's resolver knows, and how one is filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils.translation import override


@dataclass(frozen=True)
class Address:
    name: str
    """With its name spaces, for example "wagtailadmin_pages:edit"; the view where it has none."""
    route: str

    @property
    def arguments(self) -> list[str]:
        """The names of what it takes, in order."""
        return [name for _kind, name, _start, _end in _places(self.route)]

    def path(self, values: Mapping[str, Any]) -> str:
        """Raises LookupError, naming address and argument, where a value is missing."""
        path, done = "", 0
        for _kind, name, start, end in _places(self.route):
            if name not in values:
                raise LookupError(f"{self.name} ({self.route}): nothing is known for “{name}”")
            path, done = f"{path}{self.route[done:start]}{values[name]}", end
        return f"/{path}{self.route[done:]}"

    def made_up(self) -> str:
        """With 1 for each number and "x" for each word, whether that exists or not."""
        words = ("str", "slug", "path")
        kinds = {name: kind for kind, name, _start, _end in _places(self.route)}
        return self.path({name: "x" if kind in words else 1 for name, kind in kinds.items()})


def addresses() -> list[Address]:
    """Each route once; a view of the site's own that stands before another has that one's name.

    Left out are those written as other regular expressions than with named groups.
    """
    found: dict[str, Address] = {}
    with override("en"):
        for address in _walk(get_resolver().url_patterns, "", ""):
            known = found.setdefault(address.route, address)
            if "." in known.name:
                found[address.route] = address
    return [each for each in found.values() if not {"?", "("} & set(each.route)]


def _walk(patterns: list[Any], space: str, route: str) -> Iterator[Address]:
    for pattern in patterns:
        below = f"{route}{_route(pattern)}"
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, below)
        else:
            yield Address(f"{space}{pattern.name or pattern.lookup_str}", below)


def _route(pattern: URLPattern | URLResolver) -> str:
    """A regular expression has its named groups written as a route has them."""
    if isinstance(pattern.pattern, RoutePattern):
        return str(pattern.pattern)
    text = str(pattern.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
    for group, name in _groups(text):
        text = text.replace(group, f"<{name}>")
    return text.replace("\\", "")


def _groups(text: str) -> Iterator[tuple[str, str]]:
    while (start := text.find("(?P<")) >= 0:
        depth, end = 1, start + 1
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        group = text[start:end]
        yield group, group[4 : group.index(">")]
        text = text[end:]


def _places(route: str) -> Iterator[tuple[str, str, int, int]]:
    """Each argument: its kind ("" where none is said), its name, where it begins and ends."""
    start = route.find("<")
    while start >= 0:
        end = route.index(">", start)
        kind, _colon, name = route[start + 1 : end].rpartition(":")
        yield kind, name, start, end + 1
        start = route.find("<", end)
