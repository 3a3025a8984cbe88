"""The conference that a legacy page belongs to: found or made, with its title and its dates."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from conference.importing import translating
from conference.importing.batch import Batch, Item
from conference.importing.edited import is_edited
from conference.importing.facts import LONGEST_TITLE, agree, dates_of, says_title
from conference.importing.options import Options
from conference.importing.parsing.blocks import Paragraph
from conference.importing.parsing.dates import Dates
from conference.importing.parsing.page import LegacyPage
from conference.importing.parsing.refusal import RefusedError
from conference.importing.places import Places, save, set_dates
from conference.importing.rich_text import bold, escaped
from conference.importing.writing import LONGEST_THEME, remember
from conference.models import ConferencePage
from core.dates import format_range

if TYPE_CHECKING:
    from conference.importing.filing import Filing


class Conferences:
    def __init__(self, batch: Batch, options: Options) -> None:
        self.batch = batch
        self.options = options

    def of(self, item: Item, places: Places, filing: "Filing") -> ConferencePage:
        """The page's conference, made where it is missing."""
        placement, report = item.placement, item.report
        if not placement.conference:
            return self._without_trail(item, places)
        for label in placement.unknown:
            report.doubts.append(
                gettext("The level “%(label)s” is not known; it was passed over.")
                % {"label": label}
            )
        found = places.find_conference(placement.conference, placement.parent_level)
        if found is None:
            found = translating.conference_for(item, places, filing)
        if found is None and item.stem:
            found = places.find_by_stem(item.stem)
        facts = self.batch.facts(item)
        if found is None:
            found = places.new_conference(
                placement.conference, placement, facts, item.legacy, report
            )
            remember(found, item.legacy.name, item.legacy.sha256, is_main=False)
        elif facts.dates and found.first_published_at is None and not is_edited(found):
            set_dates(found, facts)
            save(found, self.options.user, publish=self.options.publish)
            remember(found, item.legacy.name, item.legacy.sha256, is_main=False)
        return found

    def _without_trail(self, item: Item, places: Places) -> ConferencePage:
        found = places.find_by_stem(item.stem) if item.stem else None
        if found is None:
            raise RefusedError(
                gettext("There is no trail, and nothing else tells the conference of the page.")
            )
        item.report.doubts.append(
            gettext("There is no full trail; by the file’s name the page belongs to “%(title)s”.")
            % {"title": found.title}
        )
        return found

    def compare_dates(self, item: Item, conference: ConferencePage) -> None:
        stated = item.legacy.dates
        if (
            stated is None
            or not item.legacy.dates_are_sure
            or conference.first_published_at is None
        ):
            return
        if item.legacy.kind == "session" and _lie_within(stated, dates_of(conference)):
            item.legacy.own_dates = stated
        elif not agree(stated, dates_of(conference)):
            item.report.doubts.append(
                gettext("The page says %(stated)s; the conference keeps its dates: %(dates)s.")
                % {"stated": _range(stated), "dates": conference.schedule.dates}
            )

    def place_titles(self, legacy: LegacyPage, conference: ConferencePage) -> None:
        """A title that the page will not show of itself becomes its first paragraph."""
        kept = []
        for title in legacy.titles:
            if says_title(title, conference.full_title):
                legacy.chrome.append(title)
            elif legacy.kind == "session" and not legacy.theme and len(title) <= LONGEST_THEME:
                legacy.theme = title
            else:
                kept.append(title)
        if len(legacy.theme) > LONGEST_THEME:
            kept, legacy.theme = [*kept, legacy.theme], ""
        legacy.blocks[:0] = [Paragraph(bold(escaped(title))) for title in kept]

    def keep_agreed_title(self, item: Item, page: ConferencePage) -> None:
        title = self.batch.facts(item).full_title
        if page.full_title == page.title and title and len(title) <= LONGEST_TITLE:
            page.full_title = title


def _lie_within(stated: Dates, known: Dates) -> bool:
    """Whether the dates are some of the conference's days, rather than all of them."""
    return known.opens <= stated.opens and stated.ends <= known.ends and not agree(stated, known)


def _range(dates: Any) -> str:
    return format_range(dates.opens, dates.ends)
