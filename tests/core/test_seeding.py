"""The demo content is made once and never overwrites what editors did."""

import sys
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.test import override_settings

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site
from wagtail.search.models import IndexEntry
from wagtail.signals import page_published
from wagtail_localize.models import Translation, TranslationSource

import pytest
from modelsearch.index import insert_or_update_object

from conference.models import PublishedText
from core.pages.publish_validation import validate
from core.seeding import SeedReport, discover, seed_catalogues
from core.seeding.page_writing import PageWriter
from core.seeding.present import Present
from core.seeding.run import run_seed
from core.seeding.seed_catalogues import load_catalogue
from core.seeding.seed_toml import AppSeed
from core.seeding.seed_toml_checks import SeedFileError, check_seed_files
from core.seeding.seed_translations import MissingTranslationsError, Translator
from search.models import SearchEntry, SearchFacet
from tests.conftest import PageFinder
from translation.models import MemoryPair, SegmentRecord, State, TranslationProgress

OBJECTIVES = "protocol/capacity-building/portal/archive/mainstreaming/objectives"
# What reads the same in another language: names, numbers, symbols.
SAME_IN_SPANISH = {"Portal", "Montreal", "2005", "2006", "Lusaka", "Tromsø", "San José"}
SAME_IN_FRENCH = {
    "2005", "2006", "Date", "Introduction", "Lusaka", "New Delhi", "San José", "Tromsø",
    "Session 1", "Session 2", "Session 3", "Session 4",
}  # fmt: skip


def test_a_second_run_changes_nothing_and_says_so(home: Page) -> None:
    pages = list(Page.objects.order_by("pk").values())
    report = run_seed()
    assert report.counts["created"] == 0
    assert report.counts["left out"] == 0
    assert list(Page.objects.order_by("pk").values()) == pages


def test_it_overwrites_no_change_of_an_editor(page_at: PageFinder) -> None:
    page = page_at(OBJECTIVES)
    page.title, page.slug = "Purposes", "purposes"
    page.save_revision().publish()
    assert run_seed().counts["created"] == 0
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Purposes", "purposes")


def test_a_page_that_an_editor_deleted_stays_deleted(page_at: PageFinder) -> None:
    page_at("protocol/capacity-building/portal/archive/risk-assessment/introduction").delete()
    before = Page.objects.count()
    lines: list[str] = []
    run_seed(lines.append)
    assert Page.objects.count() == before
    assert any("an editor deleted it" in line for line in lines)


def test_it_makes_what_is_missing(page_at: PageFinder) -> None:
    Redirect.objects.all().delete()
    lines: list[str] = []
    report = run_seed(lines.append)
    assert report.counts["created"] == Redirect.objects.count() > 10
    assert all(line.startswith("created  redirect") for line in lines if "created" in line)


def test_every_translation_is_kept_by_wagtail_localize_and_up_to_date(home: Page) -> None:
    translations = Translation.objects.select_related("source")
    pages = Page.objects.filter(locale=home.locale, depth__gt=1).count()
    snippets = sum(len(app_seed.snippets) for app_seed in discover())
    assert snippets == 4
    assert translations.count() == 2 * (pages + snippets)
    for translation in translations:
        total, translated = translation.get_progress()
        assert total == translated > 0
        assert translation.enabled


def test_a_catalogue_that_lacks_a_string_is_refused_and_leaves_nothing(home: Page) -> None:
    before = Page.objects.count()
    arabic = Locale.objects.create(language_code="ar")
    present = Present(created={home.translation_key})
    translator = Translator(PageWriter(present), SeedReport())
    with pytest.raises(MissingTranslationsError, match="Building capacity"):
        translator.translate(home, {arabic: {"Home": "الرئيسية"}})
    assert Page.objects.count() == before


SEED_FILE_WITH_FAULTS = """
[redirects]
"/old" = "nowhere"
[[pages]]
model = "home.HomePage"
path = ""
fields = { title = "Home" }
[[pages]]
model = "conference.ObjectivesPage"
path = "nowhere/objectives"
fields = { sumary = "", body = [["paragraf", ""]] }
children.objectives = [{ txt = "" }]
children.questions = []
[[pages]]
model = "home.Nothing"
path = ""
fields = {}
"""


def test_what_a_seed_file_names_and_is_not_there_is_said(tmp_path: Path) -> None:
    (tmp_path / "seed.toml").write_text(SEED_FILE_WITH_FAULTS)
    app = AppConfig("made_up", sys.modules[__name__])
    app.path = str(tmp_path)
    with pytest.raises(SeedFileError) as refused:
        check_seed_files([AppSeed(app, None)])
    assert str(refused.value).splitlines() == [
        "made_up/seed.toml: nowhere/objectives: its parent nowhere does not stand before it",
        "made_up/seed.toml: nowhere/objectives: conference.ObjectivesPage has no field sumary",
        "made_up/seed.toml: nowhere/objectives: body has no block paragraf",
        "made_up/seed.toml: nowhere/objectives: conference.Objective has no field txt",
        "made_up/seed.toml: nowhere/objectives: conference.ObjectivesPage has no questions",
        "made_up/seed.toml: home: the path stands twice",
        "made_up/seed.toml: home: no model home.Nothing",
        "made_up/seed.toml: /old: no page nowhere",
    ]


def test_a_new_language_leaves_out_what_editors_changed_or_took_back(
    page_at: PageFinder, settings: Any
) -> None:
    edited, taken_back = page_at("protocol/capacity-building"), page_at("privacy")
    edited.summary = "A summary that no catalogue knows."
    edited.save_revision().publish()
    taken_back.unpublish()
    # A paragraph less: all strings that are left have their translation.
    shorter = page_at("terms-of-use")
    assert len(shorter.body) > 1
    shorter.body = shorter.body.get_prep_value()[:1]
    shorter.save_revision().publish()
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    lines: list[str] = []
    run_seed(lines.append)
    assert f"left out translation ar of {edited}: an editor changed it" in lines
    assert f"left out translation ar of {taken_back}: it is not published" in lines
    assert f"created  translation ar of {shorter}" in lines
    portal = page_at("protocol/capacity-building/portal")
    assert f"left out translation ar of {portal}: its parent is not there" in lines
    there = Page.objects.filter(locale__language_code="ar", depth=3).order_by("slug")
    assert list(there.values_list("slug", flat=True)) == [
        "accessibility",
        "protocol",
        "terms-of-use",
    ]


@pytest.mark.long
def test_every_page_may_be_published_as_it_is(home: Page) -> None:
    """The seed itself does not ask."""
    pages = Page.objects.filter(depth__gt=1).specific()
    originals = pages.filter(locale=home.locale).count()
    assert pages.count() == 3 * originals > 60
    for page in pages:
        validate(page, page.get_latest_revision())
    assert Page.find_problems() == ([], [], [], [], [])


def written(pages: list[Page]) -> list[QuerySet[Any, Any]]:
    """What apps record of published pages, as rows that can be deleted."""
    keys = [page.translation_key for page in pages]
    kinds = ContentType.objects.get_for_models(*map(type, pages)).values()
    return [
        PublishedText.objects.filter(page__in=pages).values_list("page", "fingerprint"),
        SearchFacet.objects.filter(entry__page__in=pages).values_list("entry", "facet", "value"),
        SearchEntry.objects.filter(page__in=pages).values_list("page", "title", "summary", "text"),
        SegmentRecord.objects.filter(translation__source__object_id__in=keys).values_list(
            "translation", "context", "string", "order", "words", "state", "text"
        ),
        TranslationProgress.objects.filter(translation_key__in=keys).values_list(
            "pk", "state", "approved", "words", "shape", "published_shape"
        ),
        MemoryPair.objects.filter(page_key__in=keys).values_list(
            "digest", "target_html", "page_title", "page_type", "place"
        ),
        IndexEntry.objects.filter(
            content_type__in=kinds, object_id__in=[str(page.pk) for page in pages]
        ).values_list("object_id", "title", "autocomplete", "body"),
    ]


@pytest.mark.long
def test_what_is_written_for_all_pages_is_what_publishing_writes_for_each(home: Page) -> None:
    ends = Q()
    for slug in ("protocol", "glossary", "mainstreaming", "session-1", "outcomes"):
        ends |= Q(url_path__endswith=f"/{slug}/")
    pages = list(Page.objects.filter(ends).order_by("pk").specific())
    assert len(pages) >= 15
    seeded = [sorted(rows, key=repr) for rows in written(pages)]
    for rows in written(pages):
        assert rows.model.objects.filter(pk__in=rows.values("pk")).delete()[0] > 0
    for page in pages:
        page_published.send(type(page), instance=page, revision=page.get_latest_revision())
        insert_or_update_object(page)
    assert [sorted(rows, key=repr) for rows in written(pages)] == seeded


def test_the_site_takes_the_host_of_the_public_address(home: Page) -> None:
    address = "https://conferences.example.org"
    with override_settings(PUBLIC_BASE_URL=address, WAGTAILADMIN_BASE_URL=address):
        run_seed()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("conferences.example.org", 443)


@pytest.mark.long
@pytest.mark.parametrize("language", ["es", "fr"])
def test_the_catalogues_hold_just_the_strings_of_the_pages(home: Page, language: str) -> None:
    for app_seed in discover():
        strings = seed_catalogues.strings_of(app_seed)
        if strings:
            assert list(seed_catalogues.faults(app_seed.catalogue_path(language), strings)) == []


@pytest.mark.parametrize(("language", "same"), [("es", SAME_IN_SPANISH), ("fr", SAME_IN_FRENCH)])
def test_no_english_is_left_in_a_catalogue(language: str, same: set[str]) -> None:
    for app_seed in discover():
        catalogue = load_catalogue(app_seed.catalogue_path(language))
        assert {text for text, translation in catalogue.items() if text == translation} <= same


def test_french_and_spanish_follow_their_typography() -> None:
    for app_seed in discover():
        for text in load_catalogue(app_seed.catalogue_path("fr")).values():
            assert not any(f" {sign}" in text for sign in ":;?!")
            # Before a colon the space is as wide as any other; before the rest it is narrow.
            assert "\u202f:" not in text
            assert not any(f"\u00a0{sign}" in text for sign in ";?!")
            assert "'" not in text
        for text in load_catalogue(app_seed.catalogue_path("es")).values():
            assert text.count("?") == text.count("¿")


def test_refreshing_keeps_translations_and_drops_what_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "seed.fr.po"
    assert seed_catalogues.rewrite(path, "fr", {"One": "a", "Two": "a"}) == 2
    path.write_text(path.read_text().replace('msgid "One"\nmsgstr ""', 'msgid "One"\nmsgstr "Un"'))
    assert seed_catalogues.rewrite(path, "fr", {"One": "a", "Three": "b"}) == 1
    assert load_catalogue(path) == {"One": "Un"}


def test_the_seed_leaves_every_segment_approved(home: Page) -> None:
    assert TranslationProgress.objects.exclude(state=State.APPROVED).count() == 0
    assert TranslationProgress.objects.exclude(behind_since=None).count() == 0
    pages = {source.pk for source in TranslationSource.objects.filter(translations__isnull=False)}
    assert TranslationProgress.objects.count() == 2 * len(pages) > 20
