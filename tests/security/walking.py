"""Every address that the site's resolver knows, with arguments filled in."""

from collections.abc import Iterator
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
    path: str
    """With arguments that exist where there are such, and with 1 or "x" where not."""


def addresses(arguments: dict[str, Any] | None = None) -> list[Address]:
    """`arguments` gives values by the name of the argument."""
    with override("en"):
        found = list(_walk(get_resolver().url_patterns, "", "", arguments or {}))
    return [each for each in found if "?" not in each.path and "(" not in each.path]


def _walk(
    patterns: list[Any], space: str, route: str, arguments: dict[str, Any]
) -> Iterator[Address]:
    for pattern in patterns:
        below = f"{route}{_route(pattern)}"
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, below, arguments)
        else:
            name = f"{space}{pattern.name or pattern.lookup_str}"
            yield Address(name, below, _filled(below, arguments))


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


def _filled(route: str, arguments: dict[str, Any]) -> str:
    path = route
    while (start := path.find("<")) >= 0:
        end = path.index(">", start)
        kind, _colon, name = path[start + 1 : end].rpartition(":")
        value = arguments.get(name, "x" if kind in ("str", "slug", "path") else 1)
        path = f"{path[:start]}{value}{path[end + 1 :]}"
    return f"/{path}"
