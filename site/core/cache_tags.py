"""Cache tags: names of what a kept page shows beside the published pages, and which changes often.

A change of a page's content drops every kept page. What changes once a minute (a contribution to
a conference) has a tag instead: only the pages that carry the tag are dropped. A page reads the
tokens of its tags before it is made, and is true as long as they stay the same.
"""

from collections.abc import Callable, Iterable, Mapping

Tokens = Mapping[str, str]


class _Keeper:
    """What the page cache has registered; without it there are no tags."""

    read: Callable[[Iterable[str]], Tokens] = staticmethod(lambda _tags: {})
    drop: Callable[[Iterable[str]], None] = staticmethod(lambda _tags: None)


def register(
    read: Callable[[Iterable[str]], Tokens], drop: Callable[[Iterable[str]], None]
) -> None:
    """Called once by the page cache."""
    _Keeper.read, _Keeper.drop = staticmethod(read), staticmethod(drop)


def tokens(tags: Iterable[str]) -> Tokens:
    """Tag → token, to be read before what the tags stand for is read."""
    wanted = sorted(tags)
    return _Keeper.read(wanted) if wanted else {}


def drop(tags: Iterable[str]) -> None:
    """Once the transaction is committed, no page with one of these tags is served any more."""
    _Keeper.drop(sorted(tags))
