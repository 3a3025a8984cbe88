"""The elements inside a sentence: whole, known, and those of the original."""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from django.utils.translation import gettext_lazy as _

from translation.checks.plain_text import quoted
from translation.checks.problems import Problem, Text, error, warning
from translation.upstream.inline_tags import inline_tags

VOID = {"br"}
# Each language sets its ordinals its own way: 10<sup>th</sup>, 10<sup>e</sup>, 10.ª
FREE = {"sup", "br"}


class Structure(HTMLParser):
    """Which elements a text has, and what is wrong with them."""

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
        self.tags[tag] += 1
        if tag not in inline_tags():
            self.unknown.append(tag)
        self.attributes += [name for name, _value in attrs if (tag, name) != ("a", "id")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.broken.append(tag)


def find(text: Text) -> Iterator[Problem]:
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
    """Links have a check of their own."""
    return _tags([tag for tag in tags if tag not in FREE | {"a"}])


def _tags(names: list[str]) -> list[str]:
    return [f"<{name}>" for name in names]
