"""Creates seeded pages in the source language."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from core.routing.redirect_matching import redirect_path
from core.seeding.page_writing import PageWriter
from core.seeding.present import Present
from core.seeding.seed_toml import PageSeed, SeedReport, SnippetSeed


def find_snippet(seed: SnippetSeed) -> Any:
    """Returns the seeded snippet in the source language, or None."""
    snippets = seed.snippet_model.objects
    return snippets.filter(
        translation_key=seed.translation_key, locale=Locale.get_default()
    ).first()


def create_snippet(seed: SnippetSeed, report: SeedReport, present: Present) -> Any:
    """Returns the snippet, creating it if needed; None if an editor has deleted it."""
    snippet = find_snippet(seed)
    if snippet is not None:
        report.kept()
        return snippet
    # wagtail-localize keeps a record of every snippet that was once submitted for translation.
    if seed.translation_key in present.submitted:
        report.left_out(seed.name, "an editor deleted it")
        return None
    snippet = seed.snippet_model.objects.create(
        locale=Locale.get_default(), translation_key=seed.translation_key, **seed.fields
    )
    present.created.add(seed.translation_key)
    report.created(f"{seed.snippet_model._meta.verbose_name} {seed.name}")
    return snippet


def find_page(seed: PageSeed, locale: Locale) -> Page | None:
    """Returns the seeded page in `locale`, even if it was moved; None if there is none."""
    return Page.objects.filter(translation_key=seed.translation_key, locale=locale).first()


def ensure_locales() -> list[Locale]:
    """Returns a Locale for each language of the site, creating it; the source language first."""
    locales = [
        Locale.objects.get_or_create(language_code=code)[0] for code, _autonym in settings.LANGUAGES
    ]
    return sorted(locales, key=lambda locale: locale.language_code != settings.LANGUAGE_CODE)


def create_page(
    seed: PageSeed, parents: dict[str, PageSeed], report: SeedReport, writer: PageWriter
) -> Page | None:
    """Creates and publishes the page unless it exists or an editor has deleted it.

    Returns it, None if there is none; one that exists need not be of its specific class.
    """
    locale = Locale.get_default()
    page = writer.present.page(seed.translation_key, locale)
    if page is not None:
        report.kept()
        return page
    # wagtail-localize keeps a record of every page that was once submitted for translation.
    if seed.translation_key in writer.present.submitted:
        report.left_out(seed.path or "home", "an editor deleted it")
        return None
    if seed.parent_path is None:
        parent = Page.objects.get(depth=1)
    else:
        parent = writer.present.page(parents[seed.parent_path].translation_key, locale)
    if parent is None:
        report.left_out(seed.path, "its parent is not there")
        return None
    page = _add(seed, parent, locale, writer)
    writer.present.created.add(seed.translation_key)
    report.created(f"page {seed.path or 'home'}")
    return page


def _add(seed: PageSeed, parent: Page, locale: Locale, writer: PageWriter) -> Page:
    if seed.parent_path is None:
        _remove_welcome_page()
        parent.refresh_from_db()
    page = seed.page_model(
        slug=seed.slug, locale=locale, translation_key=seed.translation_key, **seed.fields
    )
    for relation, rows in seed.children.items():
        manager = getattr(page, relation)
        for order, row in enumerate(rows):
            manager.add(manager.model(locale=locale, sort_order=order, **row))
    for relation, snippets in seed.snippets.items():
        found = [find_snippet(snippet) for snippet in snippets]
        setattr(page, relation, [snippet for snippet in found if snippet is not None])
    writer.add(page, parent)
    if seed.parent_path is None:
        _make_site_root(page)
    return page


def _remove_welcome_page() -> None:
    """Removes the "Welcome" page of Wagtail's migrations, whose slug the home page needs."""
    for page in Page.objects.filter(depth=2, slug="home"):
        if page.specific_class is Page:
            # The default site's root is this page; it gets its new root right afterwards.
            page.delete()


def _make_site_root(home: Page) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.root_page = home
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.hostname, site.port = public_host()
    site.save()


def public_host() -> tuple[str, int]:
    """Returns host name and port of PUBLIC_BASE_URL."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return parts.hostname or "localhost", parts.port or (443 if parts.scheme == "https" else 80)


def follow_public_address(report: SeedReport) -> None:
    """Sets the default site's host to that of PUBLIC_BASE_URL, used in canonical URLs."""
    site = Site.objects.get(is_default_site=True)
    if settings.PUBLIC_BASE_URL and (site.hostname, site.port) != public_host():
        site.hostname, site.port = public_host()
        site.save()
        report.note(f"changed  the site's public address to {settings.WAGTAILADMIN_BASE_URL}")


def create_redirect(old_path: str, page: Page, report: SeedReport) -> None:
    """Creates a permanent redirect from a URL path of the former site."""
    normalised = redirect_path(old_path)
    _redirect, created = Redirect.objects.get_or_create(
        old_path=normalised, site=None, defaults={"redirect_page": page, "is_permanent": True}
    )
    if created:
        report.created(f"redirect {normalised}")
    else:
        report.kept()
