"""Classes for an app's `seed` module, and the discovery of these modules.

A module `APP/seed.py` may define `SNIPPETS` (a list of SnippetSeed), `PAGES` (a list of PageSeed,
parents before children), `REDIRECTS` (old path → path of a seeded page) and a function
`seed(report)` for anything else. Its translations are in `APP/seed.<language>.po`.
"""

import uuid
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

from wagtail.models import Page

_NAMESPACE = uuid.UUID("4d3ab4f6-6f0c-5e0b-9d3e-3d7b3d2f2b0a")


@dataclass(frozen=True)
class PageSeed:
    """One page of the demo, in the source language."""

    model: str
    """"app_label.ModelName"."""
    path: str
    """Its address below the language's home page, for example "protocol/capacity-building"."""
    fields: dict[str, Any]
    """Field values; a StreamField as (block name, value) pairs without ids."""
    children: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Inline children: relation name → field values of each, in order."""
    snippets: dict[str, list["SnippetSeed"]] = field(default_factory=dict)
    """Many-to-many relation name → the seeded snippets."""

    @cached_property
    def page_model(self) -> type[Page]:
        """The page's model class."""
        model: type[Page] = apps.get_model(self.model)
        return model

    @property
    def slug(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2] or "home"

    @property
    def parent_path(self) -> str | None:
        """The parent's path; None for the home page."""
        return self.path.rpartition("/")[0] if self.path else None

    @property
    def translation_key(self) -> uuid.UUID:
        """A stable key, so that the page is found after an editor has moved or renamed it."""
        return uuid.uuid5(_NAMESPACE, self.path)


@dataclass(frozen=True)
class SnippetSeed:
    """One snippet of the demo, in the source language; `name` identifies it within its model."""

    model: str
    """"app_label.ModelName"."""
    name: str
    fields: dict[str, Any]

    @cached_property
    def snippet_model(self) -> Any:
        """The snippet's model class."""
        return apps.get_model(self.model)

    @property
    def translation_key(self) -> uuid.UUID:
        """A stable key, so that the snippet is found after an editor has renamed it."""
        return uuid.uuid5(_NAMESPACE, f"{self.model}:{self.name}")


@dataclass(frozen=True)
class AppSeed:
    """The `seed` module of one app."""

    app: AppConfig
    module: ModuleType

    @property
    def pages(self) -> list[PageSeed]:
        """The module's PAGES."""
        return list(getattr(self.module, "PAGES", []))

    @property
    def snippets(self) -> list[SnippetSeed]:
        """The module's SNIPPETS."""
        return list(getattr(self.module, "SNIPPETS", []))

    @property
    def redirects(self) -> dict[str, str]:
        """The module's REDIRECTS."""
        return dict(getattr(self.module, "REDIRECTS", {}))

    @property
    def catalogue_paths(self) -> list[Path]:
        """The catalogues that are there, whatever the languages of the site."""
        return sorted(Path(self.app.path).glob("seed.*.po"))

    def catalogue_path(self, language: str) -> Path:
        """Returns the path of the catalogue for `language`."""
        return Path(self.app.path) / f"seed.{language}.po"


def discover() -> list[AppSeed]:
    """Returns the seeds of all installed apps, in the order of INSTALLED_APPS."""
    return [
        AppSeed(app, import_module(f"{app.name}.seed"))
        for app in apps.get_app_configs()
        if app.module is not None and module_has_submodule(app.module, "seed")
    ]


def page_seeds() -> list[PageSeed]:
    """Returns every seeded page, parents before children."""
    return [page for app_seed in discover() for page in app_seed.pages]
