"""Compares the seed files with the models that they name, before anything is written."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from wagtail.fields import StreamField

from core.seeding.seed_toml import AppSeed, PageSeed


class SeedFileError(Exception):
    """Entries of `APP/seed.toml` name what is not there; the message has a line for each."""


def check_seed_files(app_seeds: Iterable[AppSeed]) -> None:
    """Raises SeedFileError unless models, fields, blocks, parents and redirected pages exist."""
    found: list[str] = []
    paths: set[str] = set()
    for app_seed in app_seeds:
        app = app_seed.app.label
        for seed in app_seed.pages:
            faults = [*_faults_of_place(seed, paths), *_faults_of_content(seed)]
            found += [f"{app}/seed.toml: {seed.path or 'home'}: {fault}" for fault in faults]
            paths.add(seed.path)
    for app_seed in app_seeds:
        for old_path, path in app_seed.redirects.items():
            if path not in paths:
                found.append(f"{app_seed.app.label}/seed.toml: {old_path}: no page {path}")
    if found:
        raise SeedFileError("\n".join(found))


def _faults_of_place(seed: PageSeed, earlier: set[str]) -> Iterator[str]:
    if seed.path in earlier:
        yield "the path stands twice"
    if seed.parent_path is not None and seed.parent_path not in earlier:
        yield f"its parent {seed.parent_path or 'home'} does not stand before it"


def _faults_of_content(seed: PageSeed) -> Iterator[str]:
    try:
        model = seed.page_model
    except (LookupError, ValueError):
        yield f"no model {seed.model}"
        return
    for name, value in seed.fields.items():
        yield from _faults_of_field(model, name, value)
    for relation, rows in seed.children.items():
        field = _field(model, relation)
        if field is None:
            yield f"{seed.model} has no {relation}"
            continue
        for name in {name for row in rows for name in row}:
            yield from _faults_of_field(field.related_model, name, None)
    for relation in seed.snippets:
        if _field(model, relation) is None:
            yield f"{seed.model} has no {relation}"


def _faults_of_field(model: Any, name: str, value: Any) -> Iterator[str]:
    field = _field(model, name)
    if field is None:
        yield f"{model._meta.label} has no field {name}"
    elif isinstance(field, StreamField) and isinstance(value, list):
        known = field.stream_block.child_blocks
        for block in dict.fromkeys(block for block, _value in value if block not in known):
            yield f"{name} has no block {block}"


def _field(model: type[models.Model], name: str) -> Any:
    """Returns the field or relation, or None."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
