"""Cleans all text of control characters as it is stored, in every model and from every source.

Forms, imports, the admin's API, translators' files, snippets and settings all end in a model's
field, and so does what is written without `save`. One such character in a title makes the printed
section of the page, and of every page above it, impossible to build; PostgreSQL refuses others.
Rich text and blocks are cleaned in `core.text.sanitizer`.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Field, JSONField, Model, TextField

from core.monkeypatch import replace
from core.text.plain_text import without_controls, without_controls_in

ToPython = Callable[[Any, Any], Any]


def connect() -> None:
    """Django asks `to_python` for what it validates and writes, `pre_save` for what a row keeps.

    Wagtail's revisions take the values that `pre_save` leaves on the instance.
    """
    for kind in (CharField, TextField):
        replace(kind, "to_python", _cleaning)
        replace(kind, "pre_save", lambda _stock: _pre_save_text)
    replace(JSONField, "pre_save", lambda _stock: _pre_save_json)


def _cleaning(stock: ToPython) -> ToPython:
    def to_python(self: Any, value: Any) -> Any:
        value = stock(self, value)
        return without_controls(value) if isinstance(value, str) else value

    return to_python


def _pre_save_text(field: Any, instance: Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
    value = Field.pre_save(field, instance, add)
    if not isinstance(value, str):
        return value
    return _kept(field, instance, value, without_controls(value))


def _pre_save_json(field: Any, instance: Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
    value = Field.pre_save(field, instance, add)
    if not isinstance(value, str | list | dict):
        return value
    return _kept(field, instance, value, without_controls_in(value))


def _kept(field: Any, instance: Model, before: Any, after: Any) -> Any:
    """Sets the attribute only where it changes: some are set to be read once."""
    if after == before:
        return before
    setattr(instance, field.attname, after)
    return after
