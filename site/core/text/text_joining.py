"""Joins texts by the rules of the reader's language: lists, a label before a text, brackets.

Never write ", " or ": " between two texts in Python or a template: Arabic lists have "،", Chinese
ones "、", and French a no-break space before the colon.
"""

from collections.abc import Iterable
from typing import cast

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

_FULL_WIDTH = tuple("：。，；！？）")


def comma() -> str:
    """Returns what stands between the items of a list."""
    # Translators: between the items of a list; Arabic "، ", Chinese "、".
    return pgettext("between the items of a list", ", ")


def semicolon() -> str:
    """Returns what stands between the items of a list that have commas themselves."""
    # Translators: between the items of a list that have commas themselves; Arabic "؛ ".
    return pgettext("between the items of a list", "; ")


def detail_comma() -> str:
    """Returns what stands between a thing and a detail of it, as in a name, place and date."""
    # Translators: between a thing and a detail of it: "Geneva, 6 May"; Chinese "，", not "、".
    return pgettext("between a thing and a detail of it", ", ")


def dash() -> str:
    """Returns what stands between a name and a text that explains it."""
    # Translators: between a name and what explains it; Russian " — ", Chinese "——".
    return pgettext("between a name and its explanation", " – ")


def listed(texts: Iterable[object]) -> str:
    """Returns the texts that are not empty as a list in one line."""
    return comma().join(str(text) for text in texts if text)


def with_details(texts: Iterable[object]) -> str:
    """Returns a thing and its details, those that are not empty, in one line."""
    return detail_comma().join(str(text) for text in texts if text)


def clauses(texts: Iterable[object]) -> str:
    """Returns the texts that are not empty as a list whose items have commas themselves."""
    return semicolon().join(str(text) for text in texts if text)


def labelled(label: object, text: object) -> str | SafeString:
    """Returns the label and the text, for example "Session 1: Needs"; HTML where one of them is."""
    # Translators: a label or title and what it stands for; French has a no-break space before ":".
    return _filled(pgettext("label and text", "%(label)s: %(text)s"), label=label, text=text)


def lead_in(text: object) -> str | SafeString:
    """Returns the text and the space before what follows it; none after full-width punctuation."""
    space = "" if str(text).endswith(_FULL_WIDTH) else " "
    return _filled("%(text)s%(space)s", text=text, space=space)


def with_addition(text: object, addition: object) -> str | SafeString:
    """Returns the text with the addition in brackets; HTML where one of them is."""
    # Translators: a text and an addition in brackets.
    pattern = pgettext("text and addition", "%(text)s (%(addition)s)")
    return _filled(pattern, text=text, addition=addition)


def addition(text: object) -> str | SafeString:
    """Returns the text in brackets, with the space before it: what follows a link or element."""
    # Translators: an addition in brackets after a text, with the space before it if there is one.
    return _filled(pgettext("addition after a text", " (%(addition)s)"), addition=text)


def _filled(pattern: str, **values: object) -> str | SafeString:
    if any(hasattr(value, "__html__") for value in values.values()):
        escaped = {name: conditional_escape(cast("str", each)) for name, each in values.items()}
        return mark_safe(conditional_escape(pattern) % escaped)  # noqa: S308 - all escaped
    return pattern % values
