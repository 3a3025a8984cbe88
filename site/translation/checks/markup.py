"""Checks: inline HTML elements and placeholders are whole, and the same as in the original."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from django.utils.translation import gettext_lazy as _

from translation.checks.plain_text import quoted
from translation.checks.problems import Problem, Text, error, warning
from translation.upstream.segment_extraction import inline_tags

VOID = {"br"}
# Ordinals are typeset differently in each language: 10<sup>th</sup>, 10<sup>e</sup>, 10.ª
FREE = {"sup", "br"}


class Structure(HTMLParser):
    """Parser that counts inline elements and records unknown, unclosed or attributed ones."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.broken: list[str] = []
        self.unknown: list[str] = []
        self.attributes: list[str] = []
        self.feed(html)
        self.close()
        self.broken += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts the element and records it as open, and as unknown if it is not allowed inline."""
        self.tags[tag] += 1
        if tag not in inline_tags():
            self.unknown.append(tag)
        self.attributes += [name for name, _value in attrs if (tag, name) != ("a", "id")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts a self-closed element."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Closes the element, or records it as broken if it is not the last one opened."""
        if tag in VOID:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.broken.append(tag)


def find_elements(text: Text) -> Iterator[Problem]:
    """Yields errors for malformed mark-up and for elements that differ from the original's."""
    target = Structure(text.target)
    if target.unknown:
        yield error(
            _("These elements cannot stand inside a sentence: %(found)s."),
            found=quoted(_tags(target.unknown)),
        )
    if target.broken:
        yield error(
            _("These elements are not opened and closed in order: %(found)s."),
            found=quoted(_tags(target.broken)),
        )
    if target.attributes:
        yield error(
            _("Elements take no attributes here: %(found)s."), found=quoted(target.attributes)
        )
    if not (target.unknown or target.broken):
        yield from _compare(Structure(text.source).tags, target.tags)


def _compare(source: Counter[str], target: Counter[str]) -> Iterator[Problem]:
    missing, added = _without_free(source - target), _without_free(target - source)
    if missing:
        yield warning(
            _("These elements of the original are missing: %(found)s."), found=quoted(missing)
        )
    if added:
        yield warning(_("These elements are not in the original: %(found)s."), found=quoted(added))


def _without_free(tags: Counter[str]) -> list[str]:
    """Returns the elements to compare; links have their own check."""
    return _tags([tag for tag in tags if tag not in FREE | {"a"}])


def _tags(names: list[str]) -> list[str]:
    return [f"<{name}>" for name in names]


PLACEHOLDER = re.compile(
    r"%\(\w+\)[sdifr]|%[sd](?!\w)|\$?\{\{?\s?[A-Za-z_][\w.]*\s?\}?\}", re.ASCII
)


def find_placeholders(text: Text) -> Iterator[Problem]:
    """Yields errors for placeholders that are missing or added."""
    source = Counter(PLACEHOLDER.findall(text.source_plain))
    target = Counter(PLACEHOLDER.findall(text.target_plain))
    if source - target:
        yield error(
            _("These placeholders of the original are missing: %(found)s."),
            found=quoted(list(source - target)),
        )
    if target - source:
        yield error(
            _("These placeholders are not in the original: %(found)s."),
            found=quoted(list(target - source)),
        )
