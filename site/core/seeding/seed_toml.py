"""Reads the files of the apps' demo content, `APP/seed.toml`; finds their modules `APP/seed.py`.

`APP/seed.toml` has snippets and pages in the source language, parents before children. A
StreamField is a list of [block name, value]; `snippets.RELATION` are names of snippets of the same
file; an instant may be { days_from_today = 18, at = 23:59:00 }, in UTC. `redirects` are old path →
path of a seeded page. `APP/seed.<language>.po` have the translations.

A module `APP/seed.py` may define a function `seed(report)` for anything else, which is called after
all pages are there; before them, with `BEFORE_PAGES = True`.
"""

import tomllib
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

from wagtail.models import Page


@dataclass
class SeedReport:
    """Counts what was created, kept or left out; prints each creation at once."""

    say: Callable[[str], object] = lambda _line: None
    counts: Counter[str] = field(default_factory=Counter)

    def created(self, what: str) -> None:
        """Counts and prints a creation."""
        self.counts["created"] += 1
        self.say(f"created  {what}")

    def kept(self) -> None:
        """Counts an object that exists already."""
        self.counts["kept"] += 1

    def left_out(self, what: str, why: str) -> None:
        """Counts and prints an object that is not created, with the reason."""
        self.counts["left out"] += 1
        self.say(f"left out {what}: {why}")

    def note(self, line: str) -> None:
        """Prints a line."""
        self.say(line)

    def summary(self) -> str:
        """The counts in one sentence."""
        return "Seed: " + ", ".join(
            f"{self.counts[name]} {name}" for name in ("created", "kept", "left out")
        )


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
    """The demo content of one app; `module` is its `seed`, if it has one."""

    app: AppConfig
    module: ModuleType | None

    @property
    def pages(self) -> list[PageSeed]:
        """The pages, parents before children."""
        return list(_content(Path(self.app.path)).pages)

    @property
    def snippets(self) -> list[SnippetSeed]:
        """The snippets."""
        return list(_content(Path(self.app.path)).snippets)

    @property
    def redirects(self) -> dict[str, str]:
        """Old path → path of a seeded page."""
        return dict(_content(Path(self.app.path)).redirects)

    @property
    def is_before_pages(self) -> bool:
        """The module's BEFORE_PAGES: whether pages show what its `seed` creates."""
        return bool(getattr(self.module, "BEFORE_PAGES", False))

    def run(self, report: SeedReport) -> None:
        """Calls the module's `seed`, if it has one."""
        if seed := getattr(self.module, "seed", None):
            seed(report)

    @property
    def catalogue_paths(self) -> list[Path]:
        """The catalogues that are there, whatever the languages of the site."""
        return sorted(Path(self.app.path).glob("seed.*.po"))

    def catalogue_path(self, language: str) -> Path:
        """Returns the path of the catalogue for `language`."""
        return Path(self.app.path) / f"seed.{language}.po"


def discover() -> list[AppSeed]:
    """Returns the seeds of all installed apps, in the order of INSTALLED_APPS."""
    found = []
    for app in apps.get_app_configs():
        has_module = app.module is not None and module_has_submodule(app.module, "seed")
        if has_module or _content_path(Path(app.path)).exists():
            module = import_module(f"{app.name}.seed") if has_module else None
            found.append(AppSeed(app, module))
    return found


def _content_path(app: Path) -> Path:
    return app / "seed.toml"


@dataclass(frozen=True)
class _Content:
    snippets: list[SnippetSeed]
    pages: list[PageSeed]
    redirects: dict[str, str]


@cache
def _content(app: Path) -> _Content:
    path = _content_path(app)
    data = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    snippets = {row["name"]: SnippetSeed(**row) for row in data.get("snippets", [])}
    pages = [
        PageSeed(
            model=row["model"],
            path=row["path"],
            fields={name: _field_value(value) for name, value in row["fields"].items()},
            children=row.get("children", {}),
            snippets={
                relation: [snippets[name] for name in names]
                for relation, names in row.get("snippets", {}).items()
            },
        )
        for row in data.get("pages", [])
    ]
    return _Content(list(snippets.values()), pages, data.get("redirects", {}))


def _field_value(value: Any) -> Any:
    if isinstance(value, list):
        return [tuple(block) for block in value]
    if isinstance(value, dict):
        day = datetime.now(UTC).date() + timedelta(days=value["days_from_today"])
        return datetime.combine(day, value["at"], UTC)
    return value


def page_seeds() -> list[PageSeed]:
    """Returns every seeded page, parents before children."""
    return [page for app_seed in discover() for page in app_seed.pages]
