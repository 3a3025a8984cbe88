"""Runs the whole seed, for the command and the tests."""

from collections.abc import Callable
from contextvars import ContextVar

from wagtail.models import Locale

from core.gathered_tasks import gathered_tasks
from core.seeding.pages import (
    create_page,
    create_redirect,
    create_snippet,
    ensure_locales,
    find_page,
    follow_public_address,
)
from core.seeding.registry import AppSeed, PageSeed, SeedReport, discover
from core.seeding.seed_catalogues import load_catalogue, translate

_is_running: ContextVar[bool] = ContextVar("seed_is_running", default=False)


def is_seeding() -> bool:
    """Whether the seed is running in this context."""
    return _is_running.get()


def run_seed(say: Callable[[str], object] = lambda _line: None) -> SeedReport:
    """Creates what is missing, in every language of the site; idempotent."""
    token = _is_running.set(True)
    try:
        with gathered_tasks():
            return _run(SeedReport(say))
    finally:
        _is_running.reset(token)


def _run(report: SeedReport) -> SeedReport:
    source, *targets = ensure_locales()
    app_seeds = discover()
    by_path = {page.path: page for app_seed in app_seeds for page in app_seed.pages}
    for app_seed in app_seeds:
        _seed_app(app_seed, by_path, targets, report)
    follow_public_address(report)
    for app_seed in app_seeds:
        for old_path, path in app_seed.redirects.items():
            page = find_page(by_path[path], source)
            if page is not None:
                create_redirect(old_path, page, report)
        if seed := getattr(app_seed.module, "seed", None):
            seed(report)
    return report


def _seed_app(
    app_seed: AppSeed, by_path: dict[str, PageSeed], targets: list[Locale], report: SeedReport
) -> None:
    catalogues = {
        locale: load_catalogue(app_seed.catalogue_path(locale.language_code)) for locale in targets
    }
    for snippet_seed in app_seed.snippets:
        snippet = create_snippet(snippet_seed, report)
        for locale, catalogue in catalogues.items():
            if snippet is not None and catalogue:
                translate(snippet, locale, catalogue, report)
    for seed in app_seed.pages:
        page = create_page(seed, by_path, report)
        for locale, catalogue in catalogues.items():
            # A language without a catalogue (one just added) gets its pages from translators.
            if page is not None and catalogue:
                translate(page, locale, catalogue, report)
