"""Finds or creates the conference that a legacy page belongs to."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from conference.models import ConferencePage
from core.dates.formatting import format_range
from legacy_import import translation_import
from legacy_import.conference_facts import LONGEST_TITLE, contains_title, dates_agree, dates_of
from legacy_import.field_content import LONGEST_THEME, record_import
from legacy_import.file_batch import Batch, Item
from legacy_import.import_options import Options
from legacy_import.overwrite_protection import is_edited
from legacy_import.page_tree import PageTree, save, set_dates
from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.rich_text_output import title_paragraph

if TYPE_CHECKING:
    from legacy_import.page_writer import PageWriter


class Conferences:
    """Finds the conferences of one import's pages."""

    def __init__(self, batch: Batch, options: Options) -> None:
        self.batch = batch
        self.options = options

    def of(self, item: Item, tree: PageTree, writer: "PageWriter") -> ConferencePage:
        """Returns the page's conference; creates it where it is missing.

        Raises RefusedError where nothing tells which conference the page belongs to.
        """
        placement, report = item.placement, item.report
        if not placement.conference:
            return self._without_trail(item, tree)
        for label in placement.unknown:
            report.doubts.append(
                gettext("The level “%(label)s” is not known; it was skipped.") % {"label": label}
            )
        if placement.article:
            line = gettext("The section “%(label)s” of another article: taken into this archive.")
            report.done.append(line % {"label": placement.article})
        found = tree.find_conference(placement.conference, placement.parent_level)
        if found is None:
            found = translation_import.conference_for(item, tree, writer)
        if found is None and item.stem:
            found = tree.find_by_stem(item.stem)
        facts = self.batch.facts(item)
        if found is None:
            found = tree.new_conference(facts, item)
            record_import(found, item.legacy, is_main=False)
        elif facts.dates and found.first_published_at is None and not is_edited(found):
            set_dates(found, facts)
            save(found, self.options.user, publish=self.options.publish)
            record_import(found, item.legacy, is_main=False)
        return found

    def _without_trail(self, item: Item, tree: PageTree) -> ConferencePage:
        found = tree.find_by_stem(item.stem) if item.stem else None
        if found is None:
            message = gettext(
                "There is no breadcrumb trail, and nothing else identifies the conference of the "
                "page."
            )
            raise RefusedError(message)
        item.report.doubts.append(
            gettext("There is no full trail; by the file’s name the page belongs to “%(title)s”.")
            % {"title": found.title}
        )
        return found

    def compare_dates(self, item: Item, conference: ConferencePage) -> None:
        """Reports dates on the page that contradict those of the published conference.

        A session's dates within them become the session's own.
        """
        stated, known = item.legacy.dates, dates_of(conference)
        is_published = conference.first_published_at is not None
        if stated is None or not (item.legacy.dates_are_sure and is_published):
            return
        if dates_agree(stated, known):
            return
        lie_within = known.opens <= stated.opens and stated.ends <= known.ends
        if item.legacy.kind == "session" and lie_within:
            item.legacy.own_dates = stated
        else:
            dates = format_range(stated.opens, stated.ends)
            item.report.doubts.append(
                gettext("The page says %(stated)s; the conference keeps its dates: %(dates)s.")
                % {"stated": dates, "dates": conference.schedule.dates}
            )

    def distribute_titles(self, legacy: LegacyPage, conference: ConferencePage) -> None:
        """Moves titles that the page's template does not show into its theme or text."""
        kept = []
        for title in legacy.titles:
            if contains_title(title, conference.full_title):
                legacy.chrome.append(title)
            elif legacy.kind == "session" and not legacy.theme and len(title) <= LONGEST_THEME:
                legacy.theme = title
            else:
                kept.append(title)
        if len(legacy.theme) > LONGEST_THEME:
            kept, legacy.theme = [*kept, legacy.theme], ""
        legacy.blocks[:0] = map(title_paragraph, kept)

    def set_agreed_title(self, item: Item, page: ConferencePage) -> None:
        """Sets the full title on which the pages agree, where the conference has none yet."""
        title = self.batch.facts(item).full_title
        if page.full_title == page.title and title and len(title) <= LONGEST_TITLE:
            page.full_title = title
