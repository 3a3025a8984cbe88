"""Extracts the links in a page's rich text, blocks and inline children, at any depth."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urlsplit

from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.models import COMMENTS_RELATION_NAME, Page, Site

from core.pages.body_prefetch import references
from core.pages.public_querysets import readable
from link_checks.models import LONGEST
from link_checks.safe_http import PORTS

_HREF = re.compile(r"""<a\s[^>]*?href="([^"]*)\"""", re.IGNORECASE)
CHUNK = 200
Place = tuple[str, int]


def addresses_in(page: Any) -> set[str]:
    """Every address that the page leads to, as it is written: on this site and elsewhere."""
    return set(_addresses(_values(page)))


def _values(item: Any) -> list[Any]:
    """Of the fields of a page or row, and of its rows; comments are for editors."""
    values = [field.value_from_object(item) for field in item._meta.concrete_fields]
    names = {relation.get_accessor_name() for relation in get_all_child_relations(type(item))}
    for name in names - {COMMENTS_RELATION_NAME}:
        values += [_values(row) for row in getattr(item, name).all()]
    return values


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, StreamValue):
        yield from _addresses(value.get_prep_value())
    elif isinstance(value, dict):
        for each in value.values():
            yield from _addresses(each)
    elif isinstance(value, list):
        for each in value:
            yield from _addresses(each)
    elif isinstance(value, str):
        yield from _in_text(value)


def _in_text(text: str) -> Iterator[str]:
    if text.startswith(("http://", "https://")) and " " not in text:
        yield text
    else:
        yield from (unescape(address) for address in _HREF.findall(text))


def pages_linked(page: Any) -> set[int]:
    """Keys of the pages of this site that the page leads to by choice, not by address."""
    keys = {int(key) for model, key in references(page) if issubclass(model, Page) and key}
    added = page.see_also_links.all() if hasattr(page, "see_also_links") else []
    return keys | {link.target_id for link in added if link.target_id}


def external_links() -> dict[str, list[int]]:
    """Address elsewhere → keys of the public pages on which it stands. Fragments are left out."""
    own = own_places()
    found: dict[str, list[int]] = defaultdict(list)
    for page in readable(Page.objects.filter(depth__gt=1)).specific().iterator(chunk_size=CHUNK):
        for address in {urldefrag(address).url for address in addresses_in(page)}:
            if is_elsewhere(address, own):
                found[address].append(page.pk)
    return dict(found)


def own_places() -> set[Place]:
    """Where this site answers."""
    sites = list(Site.objects.values_list("hostname", "port"))
    return {(host, port) for host, own in sites for port in (own, *PORTS.values())}


def place_of(address: str) -> Place | None:
    """Host and port of an address of the web; None where it is none."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and port else None


def is_elsewhere(address: str, own: set[Place]) -> bool:
    """Return whether an address is on a host that is not one of `own` (host and port)."""
    if not address.startswith(("http://", "https://")) or len(address) > LONGEST:
        return False
    place = place_of(address)
    return place is not None and place not in own
