"""Removes control characters that XML, HTML or calendars must not contain, also before any model
stores them.

Forms, imports, the admin's API, translators' files, snippets and settings all call `Model.save`.
One such character in a title makes the printed section impossible to build; PostgreSQL refuses
others. Rich text and blocks are cleaned by `core.fields`. `QuerySet.update` and `bulk_create` send
no signal: code that writes people's text with them calls `cleaned` or `without_controls` first.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import CharField, Field, JSONField, Model, TextField
from django.db.models.signals import pre_save

# Control characters but tab and line feed, lone surrogates, and non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Line and page breaks of word processors; between two words they become a space.
_BREAKS_WITHIN = re.compile("(?<=\\S)[\x0b\x0c\x85]+(?=\\S)")


def printable(text: str) -> str:
    """Returns the text without control characters, with line feeds as line ends."""
    return _FORBIDDEN.sub("", re.sub("\r\n?|[\u2028\u2029\u0085]", "\n", text))


def one_line(text: str) -> str:
    """Returns the text on one line with single spaces; no-break spaces are kept."""
    return re.sub("[ \t\n]+", " ", printable(text)).strip(" ")


def without_controls(text: str) -> str:
    """Returns the text as it may be stored; clean text is returned unchanged.

    A carriage return becomes a line feed. A line or page break of a word processor becomes a space
    between two words; all other control characters are removed.
    """
    if not _FORBIDDEN.search(text):
        return text
    text = re.sub("\r\n?", "\n", text)
    return _FORBIDDEN.sub("", _BREAKS_WITHIN.sub(" ", text))


def without_controls_in(value: Any) -> Any:
    """As `without_controls`, for every string in a JSON value, keys included."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, list | tuple):
        return [without_controls_in(item) for item in value]
    if isinstance(value, dict):
        return {without_controls_in(key): without_controls_in(item) for key, item in value.items()}
    return value


M = TypeVar("M", bound=Model)


def connect() -> None:
    """Connects the signal that cleans every instance as it is saved, page revisions included."""
    pre_save.connect(_clean_before_saving, dispatch_uid="core.stored_text")


def clean(instance: Model) -> None:
    """Removes control characters from the instance's text and JSON fields; saves nothing."""
    for field in _text_fields(instance):
        before = instance.__dict__.get(field.attname)
        after = without_controls_in(before) if isinstance(before, str | list | dict) else before
        # Set only if the value changes: some descriptors act on assignment.
        if after != before:
            setattr(instance, field.attname, after)


def cleaned(instances: Iterable[M]) -> list[M]:
    """Cleans each of the instances and returns them, for `bulk_create` and `bulk_update`."""
    rows = list(instances)
    for row in rows:
        clean(row)
    return rows


def _clean_before_saving(instance: Model, **_kwargs: Any) -> None:
    clean(instance)


def _text_fields(instance: Model) -> Iterator[Field]:
    for field in instance._meta.concrete_fields:
        if isinstance(field, CharField | TextField | JSONField):
            yield field
