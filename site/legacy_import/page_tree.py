"""Finds and creates the pages that a trail names, in one language's tree."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext, override, pgettext

from wagtail.models import Locale, Page, Site

from conference.models import (
    AgendaPage,
    ConferencePage,
    IntroductionPage,
    MainstreamingPage,
    ObjectivesPage,
    PlainPage,
    SessionPage,
)
from conference.schedule import default_closing, default_opening
from core.pages.publish_validation import reasons_of
from core.routing import page_view_registry
from legacy_import.conference_facts import Facts, first_instant, last_instant
from legacy_import.file_batch import ARCHIVE, Item
from legacy_import.import_report import FileReport
from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.language_vocabulary import SECTIONS
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.text_comparison import fold

MODELS: dict[str, type[Any]] = {
    "introduction": IntroductionPage,
    "objectives": ObjectivesPage,
    "agenda": AgendaPage,
    "session": SessionPage,
    "plain": PlainPage,
}
_SECTION_SLUGS = ["protocol", "capacity-building", "portal", "archive"]


class PageTree:
    """The page tree of one language, during an import."""

    def __init__(self, language: str, user: Any, *, publish: bool) -> None:
        self.locale = Locale.objects.filter(language_code=language).first()
        self.user = user
        self.publish = publish

    def home(self) -> Page:
        """Returns the home page. Raises RefusedError where the language has none."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        home = site and self.locale and site.root_page.get_translation_or_none(self.locale)
        if not home or not hasattr(home.specific, "headline"):
            raise RefusedError(gettext("The site has no home page in this language yet."))
        return home

    # --- Sections ---------------------------------------------------------------------------

    def section(self, level: int, item: Item) -> Page:
        """Returns the page of a section's level; missing levels above are created."""
        parent = self.home() if level == 0 else self.section(level - 1, item)
        model = apps.get_model(SECTIONS[level][0])
        return model.objects.child_of(parent).first() or self._new_section(level, parent, item)

    def _new_section(self, level: int, parent: Page, item: Item) -> Page:
        name, labels = SECTIONS[level]
        model = apps.get_model(name)
        source = parent.get_translations().filter(locale=Locale.get_default()).first()
        if source is not None and model.objects.child_of(source).exists():
            # A separate section would never be linked with its translations.
            raise RefusedError(gettext("A page above it is not translated into this language yet."))
        label = next((each for each in item.legacy.trail if fold(each) in labels), "")
        title = label or str(model._meta.verbose_name).capitalize()
        item.report.done.append(gettext("Created the level “%(title)s”.") % {"title": title})
        return self.add(parent, model(title=title, slug=_SECTION_SLUGS[level], locale=self.locale))

    # --- Conferences ------------------------------------------------------------------------

    def find_conference(self, label: str, level: int = ARCHIVE) -> ConferencePage | None:
        """Returns the conference by its label, preferring the section the trail names, or None."""
        here = ConferencePage.objects.descendant_of(self.home())
        slug = slugify(label)
        named = here.filter(title__iexact=label) | here.filter(full_title__iexact=label)
        found = list(named) or list(here.filter(slug=slug) if slug else here.none())
        model = apps.get_model(SECTIONS[level][0])
        below = [each for each in found if each.get_parent().specific_class is model]
        best = next(iter(below or found), None)
        return best.specific if best is not None else None

    def find_by_stem(self, stem: str) -> ConferencePage | None:
        """Returns the conference by a part of a file name: “riskassessment”, or None."""
        for conference in ConferencePage.objects.descendant_of(self.home()).only("slug", "title"):
            bare = re.sub(r"\W", "", fold(conference.title)), conference.slug.replace("-", "")
            if stem in bare:
                return ConferencePage.objects.get(pk=conference.pk).specific
        return None

    def new_conference(self, facts: Facts, item: Item) -> ConferencePage:
        """Creates the item's conference with the facts' title and dates."""
        label, report = item.placement.conference, item.report
        parent = self.section(item.placement.parent_level, item)
        is_mainstreaming = fold(label) in ("mainstreaming", "integracion", "integration")
        model = MainstreamingPage if is_mainstreaming else ConferencePage
        conference = model(
            title=label[:255],
            full_title=facts.full_title or label,
            slug=self.free_slug(parent, label),
            locale=self.locale,
            opens_at=default_opening(),
            closes_at=default_closing(),
        )
        if facts.dates is not None:
            set_dates(conference, facts)
        report.done.append(gettext("Created the conference “%(title)s”.") % {"title": label})
        if facts.dates is None:
            doubt = gettext(
                "No dates were found: “%(title)s” stays a draft until an editor gives them."
            )
            report.doubts.append(doubt % {"title": label})
        elif not facts.dates_are_sure:
            report.doubts.append(gettext("The conference’s dates were taken from a sentence."))
        self.add(parent, conference, publish=facts.dates is not None)
        return conference

    # --- Pages of a conference --------------------------------------------------------------

    def find_part(self, parent: Page, page: LegacyPage, label: str) -> Page | None:
        """Returns the page of that kind and label below `parent`, or None."""
        model = MODELS[page.kind]
        pages = model.objects.child_of(parent)
        if page.kind == "session":
            return pages.filter(number=page.number).first() or pages.filter(title=label).first()
        if page.kind == "plain":
            return (
                pages.filter(title__iexact=label).first()
                or pages.filter(slug=slugify(label) or "-").first()
            )
        return pages.first()

    def level_between(self, parent: Page, label: str, report: FileReport) -> Page:
        """Returns the plain page with that label below `parent`, created if missing."""
        found = PlainPage.objects.child_of(parent).filter(title__iexact=label).first()
        if found is not None:
            return found
        report.done.append(gettext("Created the level “%(title)s”.") % {"title": label})
        new = PlainPage(title=label, slug=self.free_slug(parent, label), locale=self.locale)
        return self.add(parent, new)

    def add(self, parent: Page, page: Any, *, publish: bool = True) -> Any:
        """Adds a page, and publishes it if asked to. Raises RefusedError without permission."""
        publish = publish and self.publish
        if self.user is not None:
            rights = parent.permissions_for_user(self.user)
            allowed = rights.can_add_subpage() and (rights.can_publish_subpage() or not publish)
            if not allowed:
                message = gettext("You may not publish pages below “%(title)s”.")
                raise RefusedError(message % {"title": parent.title})
        page.live = False
        page.owner = self.user
        # A fresh instance has the current number of children.
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        save(page, self.user, publish=publish)
        return page

    def free_slug(self, parent: Page, label: str) -> str:
        """Returns an unused slug for `label` below `parent`."""
        base = slugify(label)[:80] or "page"
        slug, number = base, 2
        while page_view_registry.is_reserved(slug) or not Page._slug_is_available(slug, parent):
            slug, number = f"{base}-{number}", number + 1
        return slug


# Fields that publishing writes to the row but not to the given instance.
PUBLICATION = [
    "latest_revision", "live_revision", "live", "has_unpublished_changes", "first_published_at",
    "last_published_at",
]  # fmt: skip


@contextmanager
def named_refusals(page: Any) -> Iterator[None]:
    """Context manager that turns a ValidationError into a RefusedError naming page and fields."""
    try:
        yield
    except ValidationError as error:
        reasons = reasons_of(page, error)
        text = gettext("“%(title)s” cannot be imported. %(reasons)s")
        raise RefusedError(text % {"title": page.title, "reasons": reasons}) from error


def save(page: Any, user: Any, *, publish: bool) -> None:
    """Saves a new revision, and publishes it if `publish`.

    Raises RefusedError where the page is invalid; the blocks of drafts are not validated.
    """
    with named_refusals(page):
        page.full_clean(exclude=set())
        revision = page.save_revision(user=user, changed=True, clean=False)
        if publish:
            revision.publish(user=user)
    page.refresh_from_db(fields=PUBLICATION)


def set_dates(conference: ConferencePage, facts: Facts) -> None:
    """Sets the conference's dates (UTC) from the facts, without saving."""
    if facts.dates is None:
        return
    conference.opens_at = first_instant(facts.dates.opens)
    conference.closes_at = last_instant(facts.dates.closes)
    extended = facts.dates.extended_to
    conference.extended_to = last_instant(extended) if extended else None


def standard_label(kind: str, number: int | None, language: str) -> str:
    """Returns the default title of a kind of page, for files without one."""
    with override(language):
        if kind == "session":
            return gettext("Session %(number)s") % {"number": number or 1}
        names = {
            "introduction": pgettext("title of a page of a conference", "Introduction"),
            "objectives": pgettext("title of a page of a conference", "Objectives"),
            "agenda": pgettext("title of a page of a conference", "Agenda"),
        }
        return names.get(kind, "")


def standard_slug(kind: str, number: int | None) -> str:
    """Returns the slug of a kind of page, the same in all languages; empty for plain pages."""
    if kind == "session":
        return f"session-{number}"
    return "" if kind == "plain" else kind
