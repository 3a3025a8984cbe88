"""Removes control characters from text before any model stores it.

Forms, imports, the admin's API, translators' files, snippets and settings all call `Model.save`.
One such character in a title makes the printed section impossible to build; PostgreSQL refuses
others. Rich text and blocks are cleaned by `core.fields`. `QuerySet.update` and `bulk_create` send
no signal: code that writes people's text with them calls `cleaned` or `without_controls` first.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import CharField, Field, JSONField, Model, TextField
from django.db.models.signals import pre_save

from core.text.control_characters import without_controls_in

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
