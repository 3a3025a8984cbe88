"""Writes one legacy page into the page tree."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from wagtail.models import Page

from conference.models import ConferencePage
from legacy_import import translation_import
from legacy_import.conference_matching import Conferences
from legacy_import.field_content import content_of, fill, fill_session, record_import
from legacy_import.file_batch import Batch, Item
from legacy_import.import_options import Options
from legacy_import.import_report import Outcome
from legacy_import.link_resolution import keep_external_references
from legacy_import.models import ImportedSource
from legacy_import.overwrite_protection import check_rights, other_source, overwrite_refusal
from legacy_import.page_tree import MODELS, PageTree, save, standard_label, standard_slug
from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.text_comparison import fold, strip_tags, words
from legacy_import.rich_text_output import title_paragraph
from legacy_import.session_writer import Sessions
from legacy_import.thread_import import write_thread
from legacy_import.word_verification import lost_words


class PageWriter:
    """Writes the pages of one import."""

    def __init__(self, batch: Batch, options: Options) -> None:
        self.batch = batch
        self.options = options
        self.conferences = Conferences(batch, options)

    def write_item(self, item: Item) -> None:
        """Writes the item's page.

        Raises RefusedError where it cannot be written; the caller rolls back.
        """
        if self.is_known(item):
            return
        tree = PageTree(item.legacy.language, self.options.user, publish=self.options.publish)
        tree.home()
        if item.legacy.kind == "section":
            self.write_section(item, tree)
            return
        conference = self.conferences.of(item, tree, self)
        if item.legacy.kind == "thread":
            write_thread(item, conference, self.options)
            return
        self.conferences.compare_dates(item, conference)
        self.conferences.distribute_titles(item.legacy, conference)
        keep_external_references(item, self.batch, conference)
        if item.legacy.kind == "conference":
            self.write_conference(item, tree, conference)
        else:
            self.write_part(item, tree, conference)

    def is_known(self, item: Item) -> bool:
        """Returns whether the same file was imported before, and reports its page as unchanged.

        Raises RefusedError where the page was deleted since.
        """
        records = ImportedSource.objects.filter(sha256=item.legacy.sha256, is_main=True)
        record = records.order_by("page").last()
        if record is None or (self.options.replace and record.page is None):
            return False
        if record.page is None:
            raise RefusedError(gettext("Its page was deleted since it was imported."))
        item.page = record.page.specific
        item.report.page = item.page
        item.report.place = title_trail(record.page)
        item.report.finish(Outcome.UNCHANGED)
        return True

    # --- The levels above -------------------------------------------------------------------

    def write_section(self, item: Item, tree: PageTree) -> None:
        """Writes a page of the section above conferences, such as the portal."""
        level = item.placement.level
        had = len(item.report.done)
        page = tree.home()
        if level >= 0:
            page = tree.section(level, item)
        is_new = len(item.report.done) > had
        item.legacy.blocks[:0] = map(title_paragraph, item.legacy.titles)
        self.write(item, tree, page.specific, None, is_new=is_new)

    def write_conference(self, item: Item, tree: PageTree, conference: ConferencePage) -> None:
        """Writes a conference's own page."""
        original = translation_import.original_of(conference)
        if original is None:
            self.write(item, tree, conference, conference)
        else:
            translation_import.write_translation(item, original, conference.title, tree, self)

    # --- The page itself --------------------------------------------------------------------

    def write_part(self, item: Item, tree: PageTree, conference: ConferencePage) -> None:
        """Writes a page below a conference."""
        legacy = item.legacy
        parent: Page = conference
        for label in item.placement.between:
            parent = self.level(parent, label, tree, item)
        label = (item.placement.part or legacy.label)[:255]
        if legacy.kind == "session" and legacy.number is None:
            legacy.number = Sessions(conference).next_number()
            item.report.doubts.append(
                gettext("The session has no number; it was given the next one.")
            )
        label = label or standard_label(legacy.kind, legacy.number, legacy.language)
        if not label:
            raise RefusedError(
                gettext("The page has neither a breadcrumb trail nor a title to identify it.")
            )
        original = translation_import.original_part(item, label, parent, self.batch)
        if original is not None:
            translation_import.write_translation(item, original, label, tree, self)
            return
        found = tree.find_part(parent, legacy, label)
        if found is not None:
            page = found.specific
            if _is_from_agenda(page):
                page.title = label
            self.write(item, tree, page, conference)
            return
        self.write(item, tree, self.new_page(item, label, parent, tree), conference, parent=parent)

    def level(self, parent: Page, label: str, tree: PageTree, item: Item) -> Page:
        """Returns the page between conference and page that the trail names, created if missing."""
        if item.legacy.kind != "plain":
            item.report.doubts.append(
                gettext("The page stands directly below its conference, without “%(label)s”.")
                % {"label": label}
            )
            return parent
        return tree.level_between(parent, label, item.report)

    def new_page(self, item: Item, label: str, parent: Page, tree: PageTree) -> Any:
        """Adds an empty page of the item's kind below `parent`, and returns it."""
        legacy = item.legacy
        wanted = standard_slug(legacy.kind, legacy.number) or label
        values = {"title": label, "slug": tree.free_slug(parent, wanted), "locale": tree.locale}
        if legacy.kind == "session":
            values |= {"number": legacy.number, "theme": legacy.theme or label}
            if not legacy.theme:
                item.report.doubts.append(
                    gettext("No theme was found for the session; its label is used instead.")
                )
        if legacy.kind == "plain":
            item.report.doubts.append(
                gettext("The label matches no known kind of page; a plain page was created.")
            )
        elif legacy.language != "en":
            item.report.doubts.append(
                gettext("No original was found; the page exists in this language only.")
            )
        return MODELS[legacy.kind](**values)

    def write(
        self,
        item: Item,
        tree: PageTree,
        page: Any,
        conference: ConferencePage | None,
        *,
        parent: Page | None = None,
        is_new: bool = False,
    ) -> None:
        """Fills and saves the page, and verifies that no word of the file is lost."""
        if parent is None and not is_new:
            self.check_may_write(item, page)
        was_there = parent is None
        if item.legacy.kind == "conference":
            self.conferences.set_agreed_title(item, page)
        content = content_of(_beyond_introduction(item.legacy, page))
        if item.legacy.kind == "session":
            fill_session(page, content, item.legacy, was_there=was_there)
        else:
            fill(page, content)
        if parent is not None:
            tree.add(parent, page)
        else:
            save(page, self.options.user, publish=self.publishes(page))
        if item.legacy.kind == "agenda" and conference is not None:
            Sessions(conference).apply_agenda(content.sections, item, tree, self.options)
        item.report.doubts.extend(content.doubts)
        self.check_words(item, page)
        self.finish(item, page, Outcome.UPDATED if was_there and not is_new else Outcome.CREATED)

    def publishes(self, page: Any) -> bool:
        """Returns whether to publish: the option is set and a conference has dates."""
        is_waiting = isinstance(page, ConferencePage) and page.first_published_at is None
        return self.options.publish and not is_waiting

    def check_may_write(self, item: Item, page: Any) -> None:
        """Raises RefusedError without permission, or where what is there would be lost.

        That is: the text of another file, or an editor's work.
        """
        other = self.batch.written.get(page.pk)
        if other is None and not self.options.replace:
            other = other_source(page, item.legacy.name)
        if other:
            message = gettext("The place of the page is taken by another file: %(file)s")
            raise RefusedError(message % {"file": other})
        check_rights(page, self.options)
        reason = overwrite_refusal(page, self.options.user, replace=self.options.replace)
        if reason:
            raise RefusedError(reason)

    def check_words(self, item: Item, page: Any) -> None:
        """Moves everything into the body where the fields lost a word or its order.

        Raises RefusedError where words are lost even then.
        """
        if not lost_words(item.legacy, page):
            return
        content = content_of(item.legacy, only_body=True)
        if item.legacy.kind == "session":
            page.introduction = ""
        fill(page, content)
        save(page, self.options.user, publish=self.publishes(page))
        doubt = gettext(
            "The text is kept in the body: the page’s own fields would not hold it in order."
        )
        item.report.doubts.append(doubt)
        lost = lost_words(item.legacy, page)
        if lost:
            message = gettext("These words would be lost: %(words)s")
            raise RefusedError(message % {"words": " ".join(lost[:20])})

    def finish(self, item: Item, page: Page, outcome: Outcome) -> None:
        """Records the import and sets the report's outcome."""
        record_import(page, item.legacy)
        item.page, item.report.page = page, page
        self.batch.written[page.pk] = item.legacy.name
        item.report.place = title_trail(page)
        item.report.finish(outcome)


def _beyond_introduction(legacy: LegacyPage, page: Any) -> LegacyPage:
    """Returns the page without leading blocks that repeat the introduction."""
    wanted = words(fold(strip_tags(getattr(page, "introduction", "") or "")))
    if legacy.kind != "session" or not wanted:
        return legacy
    seen: list[str] = []
    for position, block in enumerate(legacy.blocks, 1):
        seen += words(fold(block.text))
        if seen == wanted:
            return replace(legacy, blocks=legacy.blocks[position:])
    return legacy


def _is_from_agenda(page: Page) -> bool:
    records = ImportedSource.objects.filter(page=page)
    return records.exists() and not records.filter(is_main=True).exists()


def title_trail(page: Page) -> str:
    """Returns the page's trail of titles, for a report."""
    titles = page.get_ancestors(inclusive=True).filter(depth__gt=2).values_list("title", flat=True)
    return " › ".join(titles)
