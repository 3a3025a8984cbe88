"""Runs the whole seed, for the command and the tests."""

from collections.abc import Callable
from contextvars import ContextVar

from django.db import transaction

from wagtail.models import Locale

from core.context_variables import set_within
from core.gathered_tasks import gathered_tasks
from core.seeding.page_writing import PageWriter
from core.seeding.present import Present
from core.seeding.seed_catalogues import load_catalogue
from core.seeding.seed_toml import AppSeed, PageSeed, SeedReport, discover
from core.seeding.seed_toml_checks import check_seed_files
from core.seeding.seed_translations import Translator
from core.seeding.source_pages import (
    create_page,
    create_redirect,
    create_snippet,
    ensure_locales,
    find_page,
    follow_public_address,
)

_is_running: ContextVar[bool] = ContextVar("seed_is_running", default=False)


def is_seeding() -> bool:
    """Whether the seed is running in this context."""
    return _is_running.get()


def run_seed(say: Callable[[str], object] = lambda _line: None) -> SeedReport:
    """Creates what is missing, in every language of the site; idempotent.

    Raises SeedFileError or MissingTranslationsError where a seed file or a catalogue is wrong.
    """
    with set_within(_is_running, value=True), gathered_tasks():
        return _run(SeedReport(say))


def _run(report: SeedReport) -> SeedReport:
    app_seeds = discover()
    check_seed_files(app_seeds)
    source, *targets = ensure_locales()
    by_path = {page.path: page for app_seed in app_seeds for page in app_seed.pages}
    keys = [seed.translation_key for seed in by_path.values()]
    for app_seed in app_seeds:
        keys += [seed.translation_key for seed in app_seed.snippets]
    present = Present.read(keys)
    for app_seed in app_seeds:
        if app_seed.is_before_pages:
            app_seed.run(report)
    for app_seed in app_seeds:
        _seed_app(app_seed, by_path, targets, report, present)
    follow_public_address(report)
    for app_seed in app_seeds:
        for old_path, path in app_seed.redirects.items():
            page = find_page(by_path[path], source)
            if page is not None:
                create_redirect(old_path, page, report)
        if not app_seed.is_before_pages:
            app_seed.run(report)
    return report


@transaction.atomic
def _seed_app(
    app_seed: AppSeed,
    by_path: dict[str, PageSeed],
    targets: list[Locale],
    report: SeedReport,
    present: Present,
) -> None:
    """In one transaction: an interrupted run leaves no page without what belongs to it."""
    # A language without a catalogue (one just added) gets its pages from translators.
    catalogues = {
        locale: catalogue
        for locale in targets
        if (catalogue := load_catalogue(app_seed.catalogue_path(locale.language_code)))
    }
    writer = PageWriter(present)
    translator = Translator(writer, report)
    for snippet_seed in app_seed.snippets:
        snippet = create_snippet(snippet_seed, report, present)
        if snippet is not None:
            translator.translate(snippet, catalogues)
    for seed in app_seed.pages:
        page = create_page(seed, by_path, report, writer)
        if page is not None:
            translator.translate(page, catalogues)
    translator.finish()
    writer.finish()
