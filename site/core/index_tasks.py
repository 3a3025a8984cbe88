"""Wagtail's tasks for search and references of many objects at once, where a few queries do.

Wagtail enqueues one task for each object that is saved, and one for each of its inline rows.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models, transaction

from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import ReferenceIndex
from wagtail.tasks import update_reference_index_task

from modelsearch.backends import get_search_backends
from modelsearch.tasks import insert_or_update_object_task

from core.gathered_tasks import at_once

Model = type[models.Model]


def register() -> None:
    """Registers the functions in place of Wagtail's tasks."""
    at_once(insert_or_update_object_task, index_for_search)
    at_once(update_reference_index_task, record_references)


def index_for_search(calls: list[tuple[str, str, str]]) -> None:
    """Indexes objects for Wagtail's search: pairs of app label and model name, and primary key."""
    for model, keys in _by_model(calls).items():
        indexed: Any = model
        rows = indexed.get_indexed_objects().filter(pk__in=keys)
        objects = [found for row in rows if (found := row.get_indexed_instance()) is not None]
        for backend in get_search_backends(with_auto_update=True):
            for kind in {type(each) for each in objects}:
                backend.add_bulk(kind, [each for each in objects if type(each) is kind])


@transaction.atomic
def record_references(calls: list[tuple[str, str, str]]) -> None:
    """Records what objects refer to; for inline rows, what their page or snippet does."""
    owners = _by_model(
        _owner(model, key) for model, keys in _by_model(calls).items() for key in keys
    )
    for model, keys in owners.items():
        if ReferenceIndex.is_indexed(model):
            for found in _with_children(model).filter(pk__in=keys):
                ReferenceIndex.create_or_update_for_object(found)


def _by_model(calls: Iterable[tuple[str, str, str] | None]) -> dict[Model, list[str]]:
    found: dict[Model, dict[str, None]] = defaultdict(dict)
    for app_label, name, key in filter(None, calls):
        found[apps.get_model(app_label, name)][key] = None
    return {model: list(keys) for model, keys in found.items()}


def _owner(model: Model, key: str) -> tuple[str, str, str] | None:
    """Returns the object to which an inline row belongs, itself if it is none; or None."""
    field = next((each for each in model._meta.fields if isinstance(each, ParentalKey)), None)
    if field is None:
        return model._meta.app_label, str(model._meta.model_name), key
    row = model._default_manager.filter(pk=key).select_related(field.name).first()
    owner = row and getattr(row, field.name)
    if owner is None:
        return None
    return _owner(type(owner), str(owner.pk))


def _with_children(model: Model) -> "models.QuerySet[Any]":
    rows = model._default_manager.all()
    if not issubclass(model, ClusterableModel):
        return rows
    names = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    return rows.prefetch_related(*names)
