"""Migrations that build fewer historical models anew: `migrate` takes a third of the time.

Before each operation Django builds the classes of all models again that are connected with the
changed one in any way: nearly all, as everything leads to users, pages or languages. Here it
builds those whose own columns, bases or foreign keys change. The others are out of date until
an operation with Python of its own (`RunPython`) asks for models: then Django builds all of them.
What the database is told is the same (tests/core/test_migration_executor.py compares).
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Self

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.migrations.utils import get_references, resolve_relation
from django.db.models import Field
from django.utils.functional import cached_property

# Options of a model that no table depends on.
_OPTIONS_OUTSIDE_OF_TABLES = {
    "default_permissions",
    "get_latest_by",
    "ordering",
    "permissions",
    "verbose_name",
    "verbose_name_plural",
}
ModelKey = tuple[str, str]


def lean(_stock: type[MigrationExecutor]) -> type[MigrationExecutor]:
    """Replacement for the executor of Django's command `migrate`."""
    return LeanExecutor


class LeanExecutor(MigrationExecutor):
    """Django's executor, with a `LeanProjectState` while it applies migrations."""

    def _migrate_all_forwards(self, state: ProjectState, *args: Any, **options: Any) -> Any:
        lean = LeanProjectState.copy_of(state)
        return super()._migrate_all_forwards(lean, *args, **options)  # type: ignore[misc]


class LeanStateApps(StateApps):
    """A registry of historical models, with a cache of its own of what models may be swapped.

    Django has one for all registries, each of which clears it whenever it gets a class; but what is
    asked for is known to the registry of today's models alone, and stays the same.
    """

    @cache  # noqa: B019 - as Django's own
    def get_swappable_settings_name(self, to_string: str) -> str | None:
        """As Django's own."""
        return super().get_swappable_settings_name(to_string)


class LeanProjectState(ProjectState):
    """A project's models at a migration, of which only what an operation needs is up to date."""

    @classmethod
    def copy_of(cls, state: ProjectState) -> Self:
        """Returns a state that shares models and classes with another one."""
        copy = cls(state.models, state.real_apps)
        copy.is_delayed = state.is_delayed
        if "apps" in vars(state):
            copy.apps = state.apps
            copy.apps.__class__ = LeanStateApps
        return copy

    @cached_property
    def apps(self) -> StateApps:
        """As Django's own."""
        return LeanStateApps(list(self.real_apps), self.models)

    def clone(self) -> Self:
        """Returns a copy that does not follow the changes of this one."""
        return self.copy_of(super().clone())

    def add_model(self, model_state: ModelState) -> None:
        """Builds the new class alone: no other model can refer to it yet."""
        key = model_state.app_label, model_state.name_lower
        self.models[key] = model_state
        if self._relations is not None:  # type: ignore[attr-defined]
            self.resolve_model_relations(key)
        if "apps" in vars(self):
            self.apps.render_multiple([model_state])

    def alter_model_options(
        self,
        app_label: str,
        model_name: str,
        options: dict[str, Any],
        option_keys: Iterable[str] | None = None,
    ) -> None:
        """Builds no class for labels and the like."""
        model = self.models[app_label, model_name]
        before = model.options
        model.options = {
            key: value
            for key, value in before.items()
            if key in options or key not in (option_keys or ())
        } | options
        changed = {
            key for key in before | model.options if before.get(key) != model.options.get(key)
        }
        is_outside = changed <= _OPTIONS_OUTSIDE_OF_TABLES
        self._changed(app_label, model_name, is_outside_of_tables=is_outside)

    def alter_model_managers(self, app_label: str, model_name: str, managers: Any) -> None:
        """Builds no class: tables know nothing of managers."""
        self.models[app_label, model_name].managers = list(managers)
        self._changed(app_label, model_name, is_outside_of_tables=True)

    def alter_field(
        self,
        app_label: str,
        model_name: str,
        name: str,
        field: Field,
        preserve_default: bool,  # noqa: FBT001
    ) -> None:
        """Builds no class where the column stays as it is: other labels, help, choices."""
        fields = self.models[app_label, model_name].fields
        if preserve_default and _is_same_column(fields[name], field):
            fields[name] = field
            self._changed(app_label, model_name, is_outside_of_tables=True)
        else:
            super().alter_field(app_label, model_name, name, field, preserve_default)

    def _changed(self, app_label: str, model_name: str, *, is_outside_of_tables: bool) -> None:
        if is_outside_of_tables:
            self.is_delayed = True
        else:
            self.reload_model(app_label, model_name, delay=True)

    def _find_reload_model(
        self,
        app_label: str,
        model_name: str,
        delay: bool = False,  # noqa: FBT001, FBT002
    ) -> set[ModelKey]:
        """Returns the model, those that inherit from it, and those that point at it."""
        self.is_delayed = True
        key = app_label, model_name
        pointing = get_references(self, key)
        return self._heirs(key) | {(model.app_label, model.name_lower) for model, *_ in pointing}

    def _heirs(self, key: ModelKey) -> set[ModelKey]:
        heirs = {
            other
            for other, model in self.models.items()
            if any(isinstance(base, str) and resolve_relation(base) == key for base in model.bases)
        }
        return {key}.union(*map(self._heirs, heirs))


def _is_same_column(old: Field, new: Field) -> bool:
    """Whether the fields differ at most in what Django keeps out of the database."""
    return not (old.is_relation or new.is_relation) and _column(old) == _column(new)


def _column(field: Field) -> tuple[str, Any, dict[str, Any]]:
    _name, path, arguments, options = field.deconstruct()
    return (
        path,
        arguments,
        {key: value for key, value in options.items() if key not in field.non_db_attrs},
    )
